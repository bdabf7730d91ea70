import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { quote } from '../../core/secret.ts';
import { isObject, isPlainObject, memberOf } from './json.ts';

/** The members of an object that a caller passed. What is no plain object has none, and an issue. */
export function partsOf<T extends object>(value: T | undefined, path: string, issues: Issue[]): Partial<T> {
  if (isPlainObject(value)) return value;
  issues.push({ path, message: `must be an object, not ${said(value)}`, code: 'INVALID_OPTION' });
  return {};
}

/** The same for an argument without which nothing can be done. @throws InvalidInputError */
export function requiredObject<T extends object>(value: T, what: string): T {
  if (isPlainObject(value)) return value;
  throw new InvalidInputError(what, [{ path: '', message: `must be an object, not ${said(value)}` }]);
}

/**
 * A `GroupPolicy` that a caller passed. The whole answer of `AdminPoliciesGet` has a `Policy` too, one level above, and
 * would be read as a policy without settings.
 *
 * @throws InvalidInputError
 */
export function groupPolicy(value: object): object {
  const user = memberOf(value, 'Policy');
  if (isObject(value) && memberOf(user, 'Policy') === undefined) return value;
  const message = 'is no GroupPolicy; pass what AdminPoliciesGet answers in its Policy';
  throw new InvalidInputError('the policy', [{ path: '', message }]);
}

/** A value of any kind in the words of a message. */
export function said(value: unknown): string {
  if (typeof value === 'string') return `'${quote(value)}'`;
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  return typeof value === 'symbol' || typeof value === 'function' ? `a ${typeof value}` : String(value);
}
