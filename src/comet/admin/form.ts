import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { stringifyJson } from '../../core/http/json.ts';
import type { EncodedParams, OperationFacts, ParamEncoding, RequestBuilder } from './operation.ts';

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
  const given = new Map<string, unknown>(Object.entries(params ?? {}));
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

/** A form with the login and the parameters. */
export const buildForm: RequestBuilder = (path, params, login, headers) => {
  const body = new URLSearchParams(login);
  // A parameter that shares its name with a login field takes the slot (contract 3.6).
  for (const [name, value] of params) if (typeof value === 'string') body.set(name, value);
  return { method: 'POST', path, headers, body };
};
