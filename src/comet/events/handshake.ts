import { AuthenticationError } from '../../core/errors/api.ts';
import { UnexpectedResponseError } from '../../core/errors/response.ts';
import { quote } from '../../core/secret.ts';
import type { CredentialFields } from '../admin/index.ts';
import { OPERATION, VENDOR } from './vendor.ts';

/** Order of the frames of a login. Source: contract 11.2. */
const FRAMES = ['Username', 'AuthType', 'Password', 'SessionKey', 'TOTP'] as const;

/** The five text frames of a login; one without a value is empty, none is left out. */
export function loginFrames(fields: CredentialFields): string[] {
  return FRAMES.map((name) => fields[name] ?? '');
}

const ACCEPTED = '200 OK';

/** Refusals begin with a status, such as `403 Unauth`. */
const STATUS = /^[45]\d\d\b/;

/** Which a later attempt with the same login may not meet. */
const PASSING: ReadonlySet<number> = new Set([408, 429]);

/**
 * Reads the first frame of the server, the answer to the login. Whatever refuses with a 4xx ends the attempts:
 * sending a login again that was refused makes the server lock its account.
 *
 * @throws AuthenticationError for a refusal; UnexpectedResponseError for anything else
 */
export function readLoginAnswer(frame: unknown, secrets: readonly string[]): void {
  const text = typeof frame === 'string' ? frame.trim() : undefined;
  if (text === ACCEPTED) return;
  const status = Number(STATUS.exec(text ?? '')?.[0] ?? 0);
  const said = text === undefined ? '(a binary frame)' : quote(text, secrets);
  if (status < 400 || status >= 500 || PASSING.has(status)) {
    const facts = { vendor: VENDOR, operation: OPERATION, status, snippet: said };
    throw new UnexpectedResponseError('the answer to the login is not "200 OK"', facts);
  }
  throw new AuthenticationError({
    vendor: VENDOR,
    operation: OPERATION,
    status,
    summary: 'The event stream refused the login',
    vendorMessage: said,
    hint: 'Check name, password and second factor, and whether this account may see events',
  });
}
