import type { Issue } from '../../core/errors/input.ts';

/** A JSON value. Integers beyond 2^53 are bigint. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [member: string]: Json;
}

const MAX_DEPTH = 32;

/** Whether a value is a JSON object (neither null nor a list). */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is an object of no class, as JSON and object literals are. */
export function isPlainObject<T>(value: T): value is T & object {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Own members of an object; none of anything else. */
export function membersOf(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}

/** An own member; undefined where there is none. */
export function memberOf(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Items of a list; none of anything else. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Whether a value says nothing. */
export function isZero(value: unknown): boolean {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value) === 0;
  if (Array.isArray(value)) return value.length === 0;
  if (isObject(value)) return Object.values(value).every(isZero);
  return value === undefined || value === null || value === false || value === '';
}

/**
 * A tree with values at paths. A later value replaces what is at its path and below it; objects on the way are made
 * where there is none. `__proto__` is a key like any other.
 */
export function treeOf(entries: Iterable<readonly [path: readonly string[], value: Json]>): JsonObject {
  const root = new Branch();
  for (const [path, value] of entries) root.put(path, value);
  return root.toJson();
}

/** An object while it is put together: not copied for each of its members. */
class Branch {
  readonly #members: Map<string, Json | Branch>;

  constructor(members: Iterable<readonly [string, Json]> = []) {
    this.#members = new Map<string, Json | Branch>(members);
  }

  put([key, ...rest]: readonly string[], value: Json): void {
    if (key === undefined) return;
    if (rest.length === 0) this.#members.set(key, value);
    else this.#below(key).put(rest, value);
  }

  #below(key: string): Branch {
    const there = this.#members.get(key);
    if (there instanceof Branch) return there;
    const made = new Branch(isObject(there) ? Object.entries(there) : []);
    this.#members.set(key, made);
    return made;
  }

  toJson(): JsonObject {
    return objectOf(
      [...this.#members].map(([key, one]) => [key, one instanceof Branch ? one.toJson() : one] as const),
    );
  }
}

/** An object with these members, whatever their names. */
export function objectOf(members: Iterable<readonly [string, unknown]>): JsonObject {
  // Trees of this room hold JSON alone: every value went through `copyJson` or came out of a JSON text.
  return Object.fromEntries(members) as JsonObject;
}

/** A frozen copy of what a caller passed. What is no JSON is noted and becomes null; undefined members are left out. */
export function copyJson(
  value: unknown,
  path: string,
  issues: Issue[],
  holders: readonly unknown[] = [],
): Json {
  const refuse = (what: string): null => {
    issues.push({ path, message: `${what} has no JSON form`, code: 'INVALID_VALUE' });
    return null;
  };
  if (holders.includes(value)) return refuse('a value that contains itself');
  if (holders.length > MAX_DEPTH) return refuse('a value nested so deeply');
  const within = [...holders, value];
  if (Array.isArray(value)) {
    return Object.freeze(Array.from(value, (item, at) => copyJson(item, `${path}[${at}]`, issues, within)));
  }
  if (isObject(value)) {
    if (!isPlainObject(value)) return refuse('an instance of a class');
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    const copied = members.map(
      ([key, member]) => [key, copyJson(member, `${path}.${key}`, issues, within)] as const,
    );
    return Object.freeze(objectOf(copied));
  }
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint' || (typeof value === 'number' && isExact(value))) return value;
  return refuse(
    typeof value === 'number' ? `${value}, which is not exact,` : `a value of type ${typeof value}`,
  );
}

/** An integer beyond 2^53 may be rounded already; it has to be a bigint. */
function isExact(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}
