import { fingerprint } from './fingerprint.ts';
import { isObject, isZero, itemsOf, memberOf, membersOf } from './json.ts';
import { type Shape, shapeOfMember } from './shape.ts';

/**
 * Whether a value on the server is what a draft wants. Absent, null and zero are the same; members that the vendor's
 * type does not have, and that the draft does not name, do not count.
 *
 * Source: companion section 7.
 */
export function matches(wanted: unknown, actual: unknown, shape: Shape | undefined): boolean {
  if (shape === 'ignored') return true;
  if (typeof shape !== 'object') return matchesPlain(wanted, actual);
  switch (shape.kind) {
    case 'set':
      return sameSet(itemsOf(wanted), itemsOf(actual));
    case 'bag':
      return pairsOf(wanted, actual, shape.item) !== undefined;
    case 'list':
      return matchesList(itemsOf(wanted), itemsOf(actual), shape.item);
    case 'map':
      return matchesMap(wanted, actual, shape.item);
    case 'struct':
      return matchesStruct(wanted, actual, shape);
  }
}

/** Whether two scalars are the same; an integer beyond 2^53 is one, however it came. */
function sameScalar(a: unknown, b: unknown): boolean {
  const isNumber = (value: unknown) => typeof value === 'number' || typeof value === 'bigint';
  return isNumber(a) && isNumber(b) ? String(a) === String(b) : a === b;
}

/** Values of types that are not known: what a draft names has to be there, further members are not its matter. */
function matchesPlain(wanted: unknown, actual: unknown): boolean {
  if (isZero(wanted)) return isZero(actual);
  if (Array.isArray(wanted)) return matchesList(wanted, itemsOf(actual), undefined);
  if (!isObject(wanted)) return sameScalar(wanted, actual);
  return membersOf(wanted).every(([key, member]) => matchesPlain(member, memberOf(actual, key)));
}

function sameSet(a: readonly unknown[], b: readonly unknown[]): boolean {
  const within = (some: readonly unknown[], all: readonly unknown[]) =>
    some.every((item) => all.some((other) => sameScalar(item, other)));
  return within(a, b) && within(b, a);
}

function matchesList(
  wanted: readonly unknown[],
  actual: readonly unknown[],
  item: Shape | undefined,
): boolean {
  return wanted.length === actual.length && wanted.every((one, at) => matches(one, actual[at], item));
}

function matchesMap(wanted: unknown, actual: unknown, item: Shape): boolean {
  const keys = membersOf(wanted).map(([key]) => key);
  return (
    keys.length === membersOf(actual).length && keys.every((key) => matchesEntry(wanted, actual, key, item))
  );
}

/** Whether an entry of a map is the wanted one: an empty entry is not the same as none. */
export function matchesEntry(
  wanted: unknown,
  actual: unknown,
  key: string,
  item: Shape | undefined,
): boolean {
  const values = [memberOf(wanted, key), memberOf(actual, key)] as const;
  const [isWanted, isThere] = values.map((value) => value !== undefined);
  return isWanted === isThere && matches(...values, item);
}

function matchesStruct(wanted: unknown, actual: unknown, shape: Shape): boolean {
  return structKeys(wanted, shape).every((key) =>
    matches(memberOf(wanted, key), memberOf(actual, key), shapeOfMember(shape, key)),
  );
}

/** Members that count: those of the vendor's type, and what the draft names besides. */
export function structKeys(wanted: unknown, shape: Shape): string[] {
  const fields = typeof shape === 'object' && shape.kind === 'struct' ? Object.keys(shape.fields) : [];
  return [...new Set([...fields, ...membersOf(wanted).map(([key]) => key)])];
}

/**
 * For each wanted item, in order, the item of the server that is the same, each used once; undefined unless all of
 * both have one.
 */
function pairsOf(wanted: unknown, actual: unknown, item: Shape): ReadonlyMap<number, number> | undefined {
  const pairs = pairItems(itemsOf(wanted), itemsOf(actual), item);
  const isWhole = pairs.size === itemsOf(wanted).length && pairs.size === itemsOf(actual).length;
  return isWhole ? pairs : undefined;
}

/**
 * Pairs of items that are the same, by their places; the items that say most choose first. Only items of the same
 * fingerprint are compared, so that long lists cost no more than their length.
 */
export function pairItems(
  wanted: readonly unknown[],
  actual: readonly unknown[],
  item: Shape,
): ReadonlyMap<number, number> {
  const free = new Map<string, number[]>();
  for (const [place, one] of actual.entries()) {
    const print = fingerprint(one, item);
    const places = free.get(print);
    if (places === undefined) free.set(print, [place]);
    else places.push(place);
  }
  const pairs = new Map<number, number>();
  const size = (value: unknown): number => membersOf(value).length;
  const choosers = [...wanted.entries()].sort(([, a], [, b]) => size(b) - size(a));
  for (const [at, one] of choosers) {
    const places = free.get(fingerprint(one, item)) ?? [];
    const found = places.findIndex((place) => matches(one, actual[place], item));
    for (const place of found < 0 ? [] : places.splice(found, 1)) pairs.set(at, place);
  }
  return pairs;
}
