import type { EncodedParams } from './operation.ts';

const SECRET_NAME = /pass|secret|totp|sessionkey|token|credential|private|accesskey/i;
const QUOTED_SECRET =
  /"[^"]*(?:pass|secret|totp|token|credential|private|key)[^"]*":"((?:[^"\\]|\\.){4,})"/gi;

/** Secret values among the parameters of a call, so that a message which repeats one is cleaned of it. */
export function secretValues(params: EncodedParams): string[] {
  const found: string[] = [];
  for (const [name, value] of params) {
    if (typeof value !== 'string') continue;
    if (SECRET_NAME.test(name)) found.push(value);
    for (const [, inner] of value.matchAll(QUOTED_SECRET)) if (inner !== undefined) found.push(inner);
  }
  return found;
}
