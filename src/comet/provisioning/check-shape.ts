import type { Issue } from '../../core/errors/input.ts';

/** What is wrong with a value that must be an object, whatever TypeScript was told. */
export function shapeIssues(value: unknown, path: string): Issue[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return [];
  return [{ path, message: 'expected an object', code: 'INVALID_SPEC' }];
}

/** As `shapeIssues`, where the object may be left out. */
export function optionalShapeIssues(value: unknown, path: string): Issue[] {
  return value === undefined ? [] : shapeIssues(value, path);
}

/** What is wrong with a switch. A text such as `no` is neither on nor off. */
export function flagIssues(value: unknown, path: string): Issue[] {
  if (value === undefined || typeof value === 'boolean') return [];
  return [{ path, message: 'expected true or false', code: 'INVALID_SPEC' }];
}
