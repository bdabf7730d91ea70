import { jsonOf } from '../core/http/json.ts';
import { type JetpackCategory, meaningOf } from './codes.ts';

/** The error class that a refusal becomes. */
export type JetpackErrorKind =
  | 'ApiError'
  | 'AuthenticationError'
  | 'ConflictError'
  | 'NotFoundError'
  | 'PermissionError'
  | 'RateLimitError'
  | 'ServerError'
  | 'ValidationError';

/** What may help beyond the code: `retry_with_force_register`, provision once more with `force_register`. */
export type JetpackHint = 'retry_with_force_register';

/** What a refusal means. Code, message and data are the server's words, with whatever secrets they quote. */
export interface JetpackRefusal {
  readonly kind: JetpackErrorKind;
  /** The code of the API as it came, or ours where a rule of the contract names one; undefined: none was said. */
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly category: JetpackCategory;
  readonly hint: JetpackHint | undefined;
  readonly data: unknown;
  /** Whether the same call may succeed later (contract 9: 5xx, rates, a site that was not reached). */
  readonly retryable: boolean;
  /** What the caller can do, in words. */
  readonly advice: string | undefined;
}

/** A JSON object of the API. */
export type JetpackObject = Readonly<Record<string, unknown>>;

/** Operations that name a site in their path, where a 404 means that it is not known (contract 6, C2). */
const ABOUT_A_SITE = new Set(['cancel', 'status', 'upgradePaths', 'setSshCredentials', 'setFtpCredentials']);

const NOT_A_PARTNER = new Set(['invalid_scope', 'incorrect_partner_key']);

const FORCE = 'The site has lost its registration. Provision once with force_register';

const TOO_MANY = new Set([429, 509]);

const KIND_OF_CATEGORY: Readonly<Partial<Record<JetpackCategory, JetpackErrorKind>>> = {
  billing: 'ApiError',
  conflict: 'ConflictError',
  credentials: 'AuthenticationError',
  input: 'ValidationError',
  quota: 'ApiError',
  rate: 'RateLimitError',
  site: 'ApiError',
  site_unknown: 'NotFoundError',
  token: 'AuthenticationError',
  upstream: 'ApiError',
};

const KIND_OF_STATUS: ReadonlyMap<number, JetpackErrorKind> = new Map([
  [401, 'AuthenticationError'],
  [403, 'PermissionError'],
  [404, 'NotFoundError'],
  [409, 'ConflictError'],
]);

/** A body as JSON: text is read, everything else is taken as it is. */
export function jsonBody(body: unknown): unknown {
  return typeof body === 'string' ? jsonOf(body) : body;
}

/** Whether a value is an object, neither null nor a list. */
export function isObject(value: unknown): value is JetpackObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Code, message and data of the four envelopes of errors (contract 9); of a body that is no object, nothing. */
export function wordsOf(body: unknown): Pick<JetpackRefusal, 'code' | 'message' | 'data'> {
  const read = jsonBody(body);
  const said = isObject(read) ? read : {};
  return {
    code: firstText(said, ['error', 'error_code', 'code']),
    message: firstText(said, ['message', 'error_message', 'error_description']),
    data: said['data'],
  };
}

function firstText(said: JetpackObject, names: readonly string[]): string | undefined {
  for (const name of names) {
    const word = said[name];
    if (typeof word === 'string' && word !== '') return word;
  }
  return undefined;
}

/**
 * Whether an answer is a refusal, and what it means; undefined for a success. A 2xx with `error` or `error_code` is a
 * refusal, too; `success: false` alone is none: what it means is the operation's business (contract 6, 9).
 *
 * @param status HTTP status
 * @param body the JSON of the body, or its text
 * @param operation method of the client, such as `provision`: some codes mean something only there
 */
export function classifyRefusal(
  status: number,
  body: unknown,
  operation: string,
): JetpackRefusal | undefined {
  if (status >= 200 && status <= 299 && !namesError(body)) return undefined;
  const said = wordsOf(body);
  const code = said.code ?? ownCode(status, operation);
  const [known, advice] = said.code === undefined ? [] : (meaningOf(said.code, operation) ?? []);
  const kind = kindOf(status, code, known, operation);
  const force = code === 'method_not_found' && /remoteProvision/.test(said.message ?? '');
  return {
    ...said,
    kind,
    code,
    category: known ?? categoryOf(status, operation),
    hint: force ? 'retry_with_force_register' : undefined,
    retryable: kind === 'RateLimitError' || kind === 'ServerError' || code === 'site_inaccessible',
    advice: force ? FORCE : advice,
  };
}

function namesError(body: unknown): boolean {
  const read = jsonBody(body);
  return isObject(read) && Boolean(read['error'] || read['error_code']);
}

/** Codes of ours where the server has none (contract 7: A1, A3, C2). */
function ownCode(status: number, operation: string): string | undefined {
  if (status === 404 && ABOUT_A_SITE.has(operation)) return 'site_unknown';
  if (operation !== 'oauth2Token' || TOO_MANY.has(status) || status >= 500) return undefined;
  return status === 400 ? 'invalid_client' : 'token_unavailable';
}

/** The category of a refusal whose code says nothing. */
function categoryOf(status: number, operation: string): JetpackCategory {
  if (TOO_MANY.has(status)) return 'rate';
  if (status >= 500) return 'upstream';
  if (status === 401 || status === 403 || operation === 'oauth2Token') return 'credentials';
  return status === 404 && ABOUT_A_SITE.has(operation) ? 'site_unknown' : 'unknown';
}

/** By the category of a known code, and by the status where the code is new (contract 9). */
function kindOf(
  status: number,
  code: string | undefined,
  known: JetpackCategory | undefined,
  operation: string,
): JetpackErrorKind {
  if (known === 'rate' || TOO_MANY.has(status)) return 'RateLimitError';
  if (status >= 500 && known !== 'token') return 'ServerError';
  if (code !== undefined && NOT_A_PARTNER.has(code)) return 'PermissionError';
  const byCode = known && KIND_OF_CATEGORY[known];
  if (byCode !== undefined) return byCode;
  if (operation === 'oauth2Token') return 'AuthenticationError';
  return KIND_OF_STATUS.get(status) ?? (status >= 400 ? 'ValidationError' : 'ApiError');
}
