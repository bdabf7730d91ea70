import { matches, pairItems, structKeys } from './compare.ts';
import { isObject, isZero, itemsOf, memberOf, membersOf, objectOf } from './json.ts';
import { type Shape, shapeOfMember } from './shape.ts';

/**
 * What to write so that a value becomes the wanted one. What is so already, and members that are no matter of the
 * draft, stay exactly as they were read; undefined means that nothing is there.
 *
 * Source: companion section 7.
 */
export function merged(wanted: unknown, actual: unknown, shape: Shape | undefined): unknown {
  if (matches(wanted, actual, shape)) return actual;
  if (actual === undefined || actual === null) return wanted;
  if (typeof shape !== 'object') return mergedPlain(wanted, actual);
  switch (shape.kind) {
    case 'set':
      return wanted;
    case 'bag':
      return mergedBag(itemsOf(wanted), itemsOf(actual), shape.item);
    case 'list':
      return itemsOf(wanted).map((item, at) => kept(item, itemsOf(actual)[at], shape.item));
    case 'map':
      return mergedMembers(keysOf(wanted, actual), (key) =>
        memberOf(wanted, key) === undefined ? undefined : mergedEntry(wanted, actual, key, shape.item),
      );
    case 'struct':
      return mergedStruct(wanted, actual, shape);
  }
}

function mergedEntry(wanted: unknown, actual: unknown, key: string, item: Shape): unknown {
  const there = memberOf(actual, key);
  return there === undefined ? memberOf(wanted, key) : merged(memberOf(wanted, key), there, item);
}

/** An item as it was read if it is the wanted one. */
function kept(wanted: unknown, actual: unknown, item: Shape): unknown {
  return actual !== undefined && matches(wanted, actual, item) ? actual : wanted;
}

/** Items that stay keep their order; new ones come after them. */
function mergedBag(wanted: readonly unknown[], actual: readonly unknown[], item: Shape): unknown[] {
  const pairs = pairItems(wanted, actual, item);
  const stay = new Set(pairs.values());
  return [...actual.filter((_, at) => stay.has(at)), ...wanted.filter((_, at) => !pairs.has(at))];
}

function mergedStruct(wanted: unknown, actual: unknown, shape: Shape): unknown {
  const own = new Set(structKeys(wanted, shape));
  return mergedMembers(keysOf(wanted, actual), (key) => {
    const there = memberOf(actual, key);
    return own.has(key) ? merged(memberOf(wanted, key), there, shapeOfMember(shape, key)) : there;
  });
}

/** Objects are merged by what the draft names; an empty one wants that nothing is there. */
function mergedPlain(wanted: unknown, actual: unknown): unknown {
  if (!isObject(wanted) || !isObject(actual) || isZero(wanted)) return wanted;
  return mergedMembers(keysOf(wanted, actual), (key) => {
    const there = memberOf(actual, key);
    return memberOf(wanted, key) === undefined ? there : merged(memberOf(wanted, key), there, undefined);
  });
}

/** Keys in the order in which they were read, then new ones. */
function keysOf(wanted: unknown, actual: unknown): string[] {
  return [...new Set([...membersOf(actual), ...membersOf(wanted)].map(([key]) => key))];
}

/** An object of the members that there are. */
function mergedMembers(keys: readonly string[], valueAt: (key: string) => unknown): object {
  const members = keys.flatMap((key) => {
    const value = valueAt(key);
    return value === undefined ? [] : [[key, value] as const];
  });
  return objectOf(members);
}
