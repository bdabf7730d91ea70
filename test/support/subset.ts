/** A place where an actual value is not what was expected. */
export interface Difference {
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
}

const MAX_SHOWN = 200;

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/** JSON form of a result: bigints as `{"$bigint": "…"}`, instants as ISO text, undefined members left out. */
export function toJson(value: unknown): unknown {
  if (typeof value === 'bigint') return { $bigint: value.toString() };
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return { $bytes: new TextDecoder().decode(value) };
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([key, member]) => [key, toJson(member)]));
}

/**
 * Compares as a subset: every member that is expected must be there and fit; further members of objects are
 * welcome. Lists must have the same length. An expected `{"$absent": true}` demands that a member is missing.
 */
export function differences(expected: unknown, actual: unknown, path = ''): Difference[] {
  if (Array.isArray(expected)) return listDifferences(expected, actual, path);
  if (typeof expected === 'object' && expected !== null) return objectDifferences(expected, actual, path);
  return Object.is(expected, actual) ? [] : [{ path, expected: show(expected), actual: show(actual) }];
}

function listDifferences(expected: readonly unknown[], actual: unknown, path: string): Difference[] {
  if (!Array.isArray(actual)) return [{ path, expected: show(expected), actual: show(actual) }];
  if (actual.length !== expected.length) {
    return [
      { path, expected: `${expected.length} items`, actual: `${actual.length} items: ${show(actual)}` },
    ];
  }
  return expected.flatMap((item, index) => differences(item, actual[index], `${path}[${index}]`));
}

function objectDifferences(expected: object, actual: unknown, path: string): Difference[] {
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) {
    return [{ path, expected: show(expected), actual: show(actual) }];
  }
  const found = new Map<string, unknown>(Object.entries(actual));
  return Object.entries(expected).flatMap(([key, member]) => {
    const at = path === '' ? key : `${path}.${key}`;
    if (isAbsentMark(member))
      return found.has(key) ? [{ path: at, expected: 'absent', actual: show(found.get(key)) }] : [];
    return differences(member, found.get(key), at);
  });
}

function isAbsentMark(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '$absent' in value && value.$absent === true;
}
