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
    const result = encodeParam(encoding, value);
    if (Array.isArray(result)) issues.push(...result.map((issue) => within(name, issue)));
    else if (result !== undefined) encoded.set(name, result);
  }
  for (const name of given.keys())
    issues.push({ path: name, message: `${operation.name} has no such parameter` });
  if (issues.length > 0) throw new InvalidInputError(`the call of ${operation.name}`, issues);
  return encoded;
}

/** An issue inside a parameter. */
function within(name: string, issue: Issue): Issue {
  const path = issue.path === '' || issue.path.startsWith('[') ? name + issue.path : `${name}.${issue.path}`;
  return { ...issue, path };
}

const expected = (what: string): Issue[] => [{ path: '', message: `expected ${what}` }];

/** The text or file of a parameter, undefined to leave it out, or what is wrong with it. */
function encodeParam(encoding: ParamEncoding, value: unknown): string | Blob | Issue[] | undefined {
  const optional = encoding.endsWith('?') || encoding === 'flag' || encoding === 'self';
  if (value === undefined) return optional ? undefined : expected('a value, the parameter is required');
  switch (encoding.replace('?', '')) {
    case 'int':
      return isInteger(value) ? String(value) : expected('an integer');
    case 'bool':
      return typeof value === 'boolean' ? String(Number(value)) : expected('true or false');
    case 'flag':
      if (typeof value !== 'boolean') return expected('true or false');
      return value ? '1' : undefined;
    case 'object':
      return isObject(value) ? jsonText(value) : expected('an object');
    case 'list':
      return Array.isArray(value) ? jsonText(value) : expected('a list');
    case 'file':
      return fileOf(value) ?? expected('a Blob or Uint8Array');
    default:
      return typeof value === 'string' ? value : expected('text');
  }
}

function jsonText(value: unknown): string | Issue[] {
  try {
    return stringifyJson(value);
  } catch (error) {
    if (error instanceof InvalidInputError) return [...error.issues];
    throw error;
  }
}

function isInteger(value: unknown): boolean {
  return typeof value === 'bigint' || Number.isSafeInteger(value);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fileOf(value: unknown): Blob | undefined {
  if (value instanceof Blob) return value;
  return value instanceof Uint8Array ? new Blob([value.slice()]) : undefined;
}

/** A form with the login and the parameters. */
export const buildForm: RequestBuilder = (path, params, login, headers) => {
  const body = new URLSearchParams(login);
  // A parameter that shares its name with a login field takes the slot (contract 3.6).
  for (const [name, value] of params) if (typeof value === 'string') body.set(name, value);
  return { method: 'POST', path, headers, body };
};
