import type { Issue } from './errors/input.ts';

/** An integer of the wire that may exceed 2^53: a `number` where that is exact, a `bigint` beyond. */
export type Int64 = number | bigint;

/** What else than its type a member may be: nothing (0), null (1), absent (2), both (3). */
export type Lenience = 0 | 1 | 2 | 3;

/**
 * Checks a value where it stands: nothing is copied or changed, and what does not fit is noted in `findings`.
 * `holder` and `key` say where the value was read from.
 */
export type Check = (
  value: unknown,
  findings: Findings,
  holder: unknown,
  key: string | number,
  mode?: Lenience,
) => void;

/** Issues that are kept of one answer; more are only counted. */
const MAX_FINDINGS = 20;

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
const MAX_KEY = 60;

interface Finding {
  readonly holder: unknown;
  readonly key: string | number;
  readonly message: string;
}

/** What checks found wrong. Paths are worked out afterwards, so that a fitting answer pays nothing for them. */
export class Findings {
  /** How many values did not fit. */
  count = 0;
  readonly #kept: Finding[] = [];

  add(holder: unknown, key: string | number, message: string): void {
    this.count += 1;
    if (this.#kept.length < MAX_FINDINGS) this.#kept.push({ holder, key, message });
  }

  /** The issues with their paths from the root of the value, at most 20 and one that counts the rest. */
  issues(root: unknown): Issue[] {
    const paths = pathsTo(new Set(this.#kept.map(({ holder }) => holder)), root);
    const issues = this.#kept.map(({ holder, key, message }) => ({
      path: holder === undefined ? '' : step(paths.get(holder) ?? '', key),
      message,
    }));
    const more = this.count - issues.length;
    return more === 0 ? issues : [...issues, { path: '', message: `${more} more values do not fit` }];
  }
}

/** Paths of the wanted objects inside a tree, found by walking it without recursion. */
function pathsTo(wanted: ReadonlySet<unknown>, root: unknown): ReadonlyMap<unknown, string> {
  const paths = new Map<unknown, string>();
  const waiting: { readonly value: unknown; readonly path: string }[] = [{ value: root, path: '' }];
  for (let item = waiting.pop(); item !== undefined && paths.size < wanted.size; item = waiting.pop()) {
    const { value, path } = item;
    if (typeof value !== 'object' || value === null) continue;
    if (wanted.has(value)) paths.set(value, path);
    const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
    for (const key of keys) {
      const member: unknown = Reflect.get(value, key);
      if (typeof member === 'object' && member !== null)
        waiting.push({ value: member, path: step(path, key) });
    }
  }
  return paths;
}

function step(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  const shown = key.length > MAX_KEY ? `${key.slice(0, MAX_KEY)}…` : key;
  if (!IDENTIFIER.test(shown)) return `${path}[${JSON.stringify(shown)}]`;
  return path === '' ? shown : `${path}.${shown}`;
}

function nameOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** Notes a value that is not of its type, unless the place allows that it is null or absent. */
export function miss(
  value: unknown,
  findings: Findings,
  holder: unknown,
  key: string | number,
  mode: Lenience,
  expected: string,
): false {
  const allowed = value === null ? mode & 1 : value === undefined && mode & 2;
  if (!allowed) findings.add(holder, key, `expected ${expected}, got ${nameOf(value)}`);
  return false;
}

/** A string. */
export const text: Check = (value, findings, holder, key, mode = 0) =>
  typeof value === 'string' || miss(value, findings, holder, key, mode, 'a string');

/** A number. */
export const num: Check = (value, findings, holder, key, mode = 0) =>
  typeof value === 'number' || miss(value, findings, holder, key, mode, 'a number');

/** A boolean. */
export const flag: Check = (value, findings, holder, key, mode = 0) =>
  typeof value === 'boolean' || miss(value, findings, holder, key, mode, 'a boolean');

/** A number, or a bigint for an integer beyond 2^53. */
export const int64: Check = (value, findings, holder, key, mode = 0) =>
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  miss(value, findings, holder, key, mode, 'a number');

/** Any JSON value. */
export const anything: Check = () => undefined;

/** Whether a value is an object, neither null nor a list; notes it when it is not. */
export function record(
  value: unknown,
  findings: Findings,
  holder: unknown,
  key: string | number,
  mode: Lenience = 0,
): value is Record<string, unknown> {
  return (
    (typeof value === 'object' && value !== null && !Array.isArray(value)) ||
    miss(value, findings, holder, key, mode, 'an object')
  );
}

/** A list whose items all pass a check. */
export function list(
  value: unknown,
  item: Check,
  findings: Findings,
  holder: unknown,
  key: string | number,
  mode: Lenience = 0,
): void {
  if (!Array.isArray(value)) {
    miss(value, findings, holder, key, mode, 'a list');
    return;
  }
  for (let index = 0; index < value.length; index += 1) item(value[index], findings, value, index);
}

/** An object used as a map, whose members all pass a check. A key such as `__proto__` is a key like any other. */
export function mapOf(
  value: unknown,
  item: Check,
  findings: Findings,
  holder: unknown,
  key: string | number,
  mode: Lenience = 0,
): void {
  if (!record(value, findings, holder, key, mode)) return;
  for (const name of Object.keys(value)) item(value[name], findings, value, name);
}

/** Everything in a value that does not pass a check; none when it fits. */
export function issuesOf(value: unknown, check: Check): Issue[] {
  const findings = new Findings();
  check(value, findings, undefined, '');
  return findings.count === 0 ? [] : findings.issues(value);
}
