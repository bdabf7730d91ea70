import type { Issue } from '../../../core/errors/input.ts';
import { isObject, type JsonObject, membersOf } from '../json.ts';
import { type Path, pathText } from '../path.ts';
import { type Shape, shapeAt, shapeOfMember } from '../shape.ts';
import { POLICY } from '../state.ts';

/** Values that are not of the vendor's type, which would make the server refuse the whole call. */
export function typeIssues(user: JsonObject): Issue[] {
  return issuesOf(user, shapeAt([POLICY]), [POLICY]);
}

function issuesOf(value: unknown, shape: Shape | undefined, path: Path): Issue[] {
  if (shape === undefined || shape === 'ignored' || isEmptyNull(value, shape)) return [];
  const expected = expectedOf(value, shape);
  if (expected !== undefined) {
    return [{ path: pathText(path), message: `must be ${expected}`, code: 'WRONG_TYPE' }];
  }
  if (Array.isArray(value)) {
    const item = typeof shape === 'object' && 'item' in shape ? shape.item : undefined;
    return value.flatMap((one, at) => issuesOf(one, item, [...path, String(at)]));
  }
  return membersOf(value).flatMap(([key, member]) =>
    issuesOf(member, shapeOfMember(shape, key), [...path, key]),
  );
}

/** Null is how the vendor writes lists and maps that are empty; nothing else may be null. */
function isEmptyNull(value: unknown, shape: Exclude<Shape, 'ignored'>): boolean {
  return value === null && typeof shape === 'object' && shape.kind !== 'struct';
}

/** What a value should be, if it is not. */
function expectedOf(value: unknown, shape: Exclude<Shape, 'ignored'>): string | undefined {
  switch (shape) {
    case 'flag':
      return typeof value === 'boolean' ? undefined : 'true or false';
    case 'integer':
      return isInteger(value) ? undefined : 'a whole number';
    case 'count':
      return isInteger(value) && !(Number(value) < 0) ? undefined : 'a whole number of 0 or more';
    case 'text':
      return typeof value === 'string' ? undefined : 'text';
    default: {
      const isList = shape.kind === 'set' || shape.kind === 'bag' || shape.kind === 'list';
      if (isList) return Array.isArray(value) ? undefined : 'a list';
      return isObject(value) ? undefined : 'an object';
    }
  }
}

function isInteger(value: unknown): boolean {
  return typeof value === 'bigint' || Number.isSafeInteger(value);
}
