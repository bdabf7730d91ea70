import { AuthenticationError } from '../core/errors/api.ts';
import { ConfigError } from '../core/errors/input.ts';
import { askCredential } from '../core/http/credential.ts';
import type { Transport } from '../core/http/transport.ts';
import { Secret } from '../core/secret.ts';
import { readJetpackObject, unexpectedAnswer } from './answer-object.ts';
import { answerFacts } from './call-facts.ts';
import type { JetpackOptions, SecretInput } from './options.ts';
import { cleanText } from './secrets.ts';
import { isToken } from './start-tokens.ts';
import type { StoredToken } from './token-store.ts';
import { VENDOR } from './vendor.ts';

/** Name of the token call in errors and events. */
export const TOKEN_OPERATION = 'oauth2Token';

/** A token is renewed this long before its end. */
const MARGIN_MS = 60_000;

/** Who asks for start tokens. */
export interface StartCredentials {
  readonly clientId: string;
  /** @throws ConfigError for a secret that is empty; CredentialFailure when the function for it fails */
  readonly secret: () => Promise<string>;
}

/** The credentials among the options; undefined where there are none. @throws ConfigError `missing_credentials` for half of them */
export function startCredentials({ clientId, clientSecret }: JetpackOptions): StartCredentials | undefined {
  if (clientId === undefined && clientSecret === undefined) return undefined;
  const id = idText(clientId);
  const missing = [
    ...(id === '' ? ['clientId'] : []),
    ...(clientSecret === undefined || isBlank(clientSecret) ? ['clientSecret'] : []),
  ];
  if (missing.length > 0) {
    const code = 'missing_credentials';
    throw new ConfigError(`${missing.join(' and ')} missing or empty: give both of your partner key`, {
      code,
    });
  }
  const held = typeof clientSecret === 'function' ? clientSecret : new Secret(secretText(clientSecret));
  const secret = async () =>
    held instanceof Secret ? held.reveal() : secretText(await askCredential(held, 'clientSecret'));
  return { clientId: id, secret };
}

/** An ID as it is sent; empty for what is none. */
function idText(id: unknown): string {
  if (typeof id === 'string') return id.trim();
  return Number.isSafeInteger(id) ? String(id) : '';
}

function isBlank(secret: unknown): boolean {
  if (secret instanceof Secret) return secret.reveal().trim() === '';
  return typeof secret !== 'function' && String(secret ?? '').trim() === '';
}

function secretText(given: Exclude<SecretInput, () => unknown> | undefined): string {
  const text: unknown = given instanceof Secret ? given.reveal() : given;
  const secret = typeof text === 'string' ? text.trim() : '';
  if (secret !== '') return secret;
  throw new ConfigError('clientSecret is empty: give that of your partner key', {
    code: 'missing_credentials',
  });
}

/**
 * `POST /oauth2/token`: a start token (contract 2.1). Repeated on network trouble: each call gives a token anew.
 *
 * @throws AuthenticationError for refused credentials (A1), and `token_unavailable` for an answer without a token (A3)
 */
export async function fetchToken(
  transport: Transport,
  { clientId, secret }: StartCredentials,
  { timeoutMs, now, headers }: TokenCall,
): Promise<StoredToken> {
  const sent = new Set<string>();
  const secrets = () => [...sent];
  const clean = (text: string) => cleanText(text, secrets());
  const fields = { grant_type: 'client_credentials', scope: 'jetpack-partner', client_id: clientId };
  return transport.send({
    operation: TOKEN_OPERATION,
    safety: 'read',
    timeoutMs,
    secrets,
    // Within the attempt, whose time ends a secret that never comes.
    request: async () => {
      const clientSecret = await secret();
      sent.add(clientSecret);
      const body = new URLSearchParams({ ...fields, client_secret: clientSecret });
      return { method: 'POST', path: '/oauth2/token', headers, body };
    },
    read: async (answer) => {
      const known = answerFacts(answer, { operation: TOKEN_OPERATION, write: false, clean, secret: true });
      return tokenIn(readJetpackObject(await answer.text(), known), known.status, now());
    },
  });
}

/** How the call of a token is made. */
export interface TokenCall {
  readonly timeoutMs: number;
  readonly now: () => number;
  readonly headers: Readonly<Record<string, string>>;
}

function tokenIn(body: Readonly<Record<string, unknown>>, status: number, now: number): StoredToken {
  const token = body['access_token'];
  if (typeof token !== 'string' || token === '') {
    throw new AuthenticationError({
      vendor: VENDOR,
      operation: TOKEN_OPERATION,
      status,
      code: 'token_unavailable',
      details: { category: 'credentials' },
      summary: `${TOKEN_OPERATION}: the answer has no access_token`,
      hint: 'Check clientId and clientSecret, then contact Automattic',
    });
  }
  if (!isToken(token)) {
    const facts = { operation: TOKEN_OPERATION, status, write: false };
    throw unexpectedAnswer('access_token holds what no header can carry', 'invalid_shape', facts);
  }
  const seconds = Number.parseFloat(String(body['expires_in']));
  return { token, expiresAt: seconds > 0 ? now + seconds * 1000 - MARGIN_MS : null };
}
