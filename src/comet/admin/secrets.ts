import type { EncodedParams } from './operation.ts';

/** Names of parameters and members that hold secrets, or commands and properties that may. */
const SECRET_NAME = /pass|secret|totp|token|credential|private|key|auth|exec|trustid/i;

/** A flag under such a name, such as `RequirePasswordChange`, is no secret. */
const SHORTEST = 2;

/** Secret values among the parameters of a call, so that a message which repeats one is cleaned of it. */
export function secretValues(params: EncodedParams): string[] {
  const found: string[] = [];
  for (const [name, value] of params) {
    if (typeof value !== 'string') continue;
    if (SECRET_NAME.test(name)) found.push(value);
    if (/^[[{]/.test(value)) found.push(...textsIn(value));
  }
  return found.filter((value) => value.length >= SHORTEST);
}

/** Every text below a member of such a name in a JSON text; none in a text that only begins like one. */
function textsIn(json: string): string[] {
  const found: string[] = [];
  try {
    collect(JSON.parse(json), false, found);
  } catch {
    // A text that is no JSON has no members.
  }
  return found;
}

function collect(value: unknown, secret: boolean, found: string[]): void {
  if (typeof value === 'string' && secret) found.push(value);
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value))
    collect(member, secret || SECRET_NAME.test(name), found);
}
