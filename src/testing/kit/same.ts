/** Assertions that explain themselves, for cases that run inside any test framework. */

/** @throws Error that names the first difference */
export function expectSame(actual: unknown, expected: unknown, what: string): void {
  const difference = firstDifference(actual, expected, '');
  if (difference !== undefined) throw new Error(`${what}: ${difference}`);
}

/** @throws Error unless it is true */
export function expectTrue(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(what);
}

const CONFLICTS: readonly unknown[] = ['VERSION_CONFLICT', 'DUPLICATE_KEY'];

/** Whether an error means that another writer was first. By code: a store may use its own copy of the classes. */
export function isConflict(error: unknown): boolean {
  return error instanceof Error && 'code' in error && CONFLICTS.includes(error.code);
}

/** What a promise is rejected with. @throws Error when it is not */
export async function rejectionOf(work: Promise<unknown>, what: string): Promise<unknown> {
  const outcome = await work.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  if (outcome === undefined) throw new Error(`${what} was accepted`);
  return outcome.error;
}

/** Members that are absent and members that are undefined are the same; `null` is something else. */
function firstDifference(actual: unknown, expected: unknown, path: string): string | undefined {
  if (Array.isArray(actual) && Array.isArray(expected)) return listDifference(actual, expected, path);
  if (!isPlain(actual) || !isPlain(expected)) {
    if (Object.is(actual, expected)) return undefined;
    const place = path === '' ? '' : `${path} `;
    return `${place}should be ${show(expected)} and is ${show(actual)}`;
  }
  for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    const difference = firstDifference(
      member(actual, key),
      member(expected, key),
      path === '' ? key : `${path}.${key}`,
    );
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function listDifference(
  actual: readonly unknown[],
  expected: readonly unknown[],
  path: string,
): string | undefined {
  for (const [index, item] of expected.entries()) {
    if (index >= actual.length) break;
    const difference = firstDifference(actual[index], item, `${path}[${index}]`);
    if (difference !== undefined) return difference;
  }
  if (actual.length === expected.length) return undefined;
  return `${path === '' ? '' : `${path} `}should have ${expected.length} items and has ${actual.length}`;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function member(row: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(row, key) ? row[key] : undefined;
}

function show(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  return typeof value === 'string' || isPlain(value) || Array.isArray(value)
    ? JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? `${item}n` : item))
    : String(value);
}
