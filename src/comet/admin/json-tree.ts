/** Members that exist in JSON: those that are not `undefined`. */
function membersOf(value: object): string[] {
  return Object.keys(value).filter((key) => Reflect.get(value, key) !== undefined);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function memberOf(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

/** Whether two JSON values are the same; the order of members does not count, an absent member is not a null. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return Object.is(a, b);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = membersOf(a);
  if (keys.length !== membersOf(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && sameJson(memberOf(a, key), memberOf(b, key)));
}

/**
 * Whether `fresh` has every change that led from `before` to `after`. Other differences do not matter, so that
 * what a server fills in by itself does not hide a write that happened. Lists count as a whole.
 */
export function hasChanges(before: unknown, after: unknown, fresh: unknown): boolean {
  if (sameJson(before, after)) return true;
  if (!isObject(before) || !isObject(after) || Array.isArray(before) || Array.isArray(after)) {
    return sameJson(after, fresh);
  }
  const keys = new Set([...membersOf(before), ...membersOf(after)]);
  return [...keys].every((key) =>
    hasChanges(memberOf(before, key), memberOf(after, key), memberOf(fresh, key)),
  );
}
