import type { Issue } from '../../../core/errors/input.ts';
import { isJsonObject, type JsonObject } from './json-object.ts';

/** Proves that a value has a shape, so that no cast is needed, or tells where it has not. */
export type Shape<T> = (value: unknown, path: string, issues: Issue[]) => value is T;

/** Issues that are kept of one answer. */
const MAX_ISSUES = 20;

function complain(issues: Issue[], path: string, expected: string): false {
  if (issues.length < MAX_ISSUES) issues.push({ path, message: `must be ${expected}` });
  return false;
}

/** Anything: proves nothing. */
export const anything: Shape<unknown> = (_value, _path, _issues): _value is unknown => true;

export const text: Shape<string> = (value, path, issues): value is string =>
  typeof value === 'string' || complain(issues, path, 'a text');

export const textList: Shape<readonly string[]> = (value, path, issues): value is readonly string[] =>
  listOf(text)(value, path, issues);

/** A list whose elements all have a shape. */
export function listOf<T>(item: Shape<T>): Shape<readonly T[]> {
  return (value, path, issues): value is readonly T[] => {
    if (!Array.isArray(value)) return complain(issues, path, 'a list');
    return value.filter((element, index) => !item(element, `${path}[${index}]`, issues)).length === 0;
  };
}

/** A value that may be absent or null. */
export function optional<T>(shape: Shape<T>): Shape<T | null | undefined> {
  return (value, path, issues): value is T | null | undefined =>
    value === undefined || value === null || shape(value, path, issues);
}

/** An object, whatever its members. */
export const object: Shape<JsonObject> = (value, path, issues): value is JsonObject =>
  isJsonObject(value) || complain(issues, path, 'an object');

/** Members of an object that have shapes. */
type Members<Fields> = { readonly [Name in keyof Fields]: Fields[Name] extends Shape<infer T> ? T : never };

/** An object some members of which have shapes; further members stay. */
export function objectWith<const Fields extends Readonly<Record<string, Shape<unknown>>>>(
  fields: Fields,
): Shape<JsonObject & Members<Fields>> {
  return (value, path, issues): value is JsonObject & Members<Fields> => {
    if (!object(value, path, issues)) return false;
    const bad = Object.entries(fields).filter(
      ([name, shape]) => !shape(value[name], path === '' ? name : `${path}.${name}`, issues),
    );
    return bad.length === 0;
  };
}
