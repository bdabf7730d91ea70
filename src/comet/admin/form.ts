import { ConfigError, InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { stringifyJson } from '../../core/http/json.ts';
import type { HttpRequest } from '../../core/http/transport.ts';
import type { CredentialFields } from './auth.ts';
import type { OperationFacts, ParamEncoding } from './operation.ts';

/** Parameters as they go on the wire. */
export type EncodedParams = ReadonlyMap<string, string | Blob>;

/**
 * Encodes the parameters of a call. What is absent is left out.
 *
 * Source: contract section 2.
 * @throws InvalidInputError with every parameter that is missing, unknown or of the wrong kind
 */
export function encodeParams(
  operation: OperationFacts<unknown>,
  params: object,
  selfAddress: string,
): EncodedParams {
  const given = new Map<string, unknown>(Object.entries(params));
  const encoded = new Map<string, string | Blob>();
  const issues: Issue[] = [];
  for (const [name, encoding] of Object.entries(operation.params)) {
    const value = given.get(name) ?? (encoding === 'self' ? selfAddress : undefined);
    given.delete(name);
    const text = encodeParam(encoding, value);
    if (text instanceof Mismatch) issues.push({ path: name, message: text.message });
    else if (text !== undefined) encoded.set(name, text);
  }
  for (const name of given.keys())
    issues.push({ path: name, message: `${operation.name} has no such parameter` });
  if (issues.length > 0) throw new InvalidInputError(`the call of ${operation.name}`, issues);
  return encoded;
}

/** A value that does not fit its encoding. */
class Mismatch {
  readonly message: string;

  constructor(expected: string) {
    this.message = `expected ${expected}`;
  }
}

const REQUIRED = new Mismatch('a value, the parameter is required');

function encodeParam(encoding: ParamEncoding, value: unknown): string | Blob | Mismatch | undefined {
  const optional = encoding.endsWith('?') || encoding === 'flag' || encoding === 'self';
  if (value === undefined) return optional ? undefined : REQUIRED;
  switch (encoding.replace('?', '')) {
    case 'int':
      return isInteger(value) ? String(value) : new Mismatch('an integer');
    case 'bool':
      return typeof value === 'boolean' ? String(Number(value)) : new Mismatch('true or false');
    case 'flag':
      if (typeof value !== 'boolean') return new Mismatch('true or false');
      return value ? '1' : undefined;
    case 'object':
      return isObject(value) ? stringifyJson(value) : new Mismatch('an object');
    case 'list':
      return Array.isArray(value) ? stringifyJson(value) : new Mismatch('a list');
    case 'file':
      return fileOf(value);
    default:
      return typeof value === 'string' ? value : new Mismatch('text');
  }
}

function isInteger(value: unknown): boolean {
  return typeof value === 'bigint' || Number.isSafeInteger(value);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fileOf(value: unknown): Blob | Mismatch {
  if (value instanceof Blob) return value;
  return value instanceof Uint8Array ? new Blob([value.slice()]) : new Mismatch('a Blob or Uint8Array');
}

/** The request of one attempt. Files go as multipart, and the login then goes into headers. */
export function buildRequest(
  { path, method }: OperationFacts<unknown>,
  params: EncodedParams,
  login: CredentialFields,
  headers: Readonly<Record<string, string>>,
): HttpRequest {
  if (method === 'GET') return { method, path, headers };
  const post = { method: 'POST', path };
  if ([...params.values()].some((value) => value instanceof Blob)) {
    return { ...post, headers: { ...headers, ...loginHeaders(login) }, body: multipart(params) };
  }
  // A parameter that shares its name with a login field takes the slot (contract 3.6).
  const body = new URLSearchParams(login);
  for (const [name, value] of params) if (typeof value === 'string') body.set(name, value);
  return { ...post, headers, body };
}

function multipart(params: EncodedParams): FormData {
  const body = new FormData();
  for (const [name, value] of params) {
    if (typeof value === 'string') body.append(name, value);
    else body.append(name, value, value instanceof File ? value.name : 'upload');
  }
  return body;
}

/**
 * Login headers of an upload. Header characters are single bytes, so UTF-8 bytes are passed as Latin-1.
 *
 * Source: contract 3.3.
 * @throws ConfigError for a value that a header would change
 */
function loginHeaders(login: CredentialFields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(login).map(([name, value]) => {
      if (value !== value.trim() || /[\0\r\n]/.test(value)) {
        throw new ConfigError(
          `auth: ${name} begins or ends with a blank or breaks the line, which an upload cannot send; use auth of type session`,
        );
      }
      return [`X-Comet-Admin-${name}`, String.fromCharCode(...new TextEncoder().encode(value))];
    }),
  );
}
