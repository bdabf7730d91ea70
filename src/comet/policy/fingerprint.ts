import { isObject, isZero, itemsOf, memberOf, membersOf } from './json.ts';
import type { Shape } from './shape.ts';

/**
 * A text that two values of a known shape share whenever they match. It is of the vendor's members alone, so values of
 * one fingerprint may still differ in what a draft names besides.
 */
export function fingerprint(value: unknown, shape: Shape): string {
  return JSON.stringify(essence(value, shape));
}

function essence(value: unknown, shape: Shape): unknown {
  if (typeof shape !== 'object') return shape === 'ignored' || isZero(value) ? 0 : scalar(value);
  switch (shape.kind) {
    case 'set':
      return [...new Set(itemsOf(value).map(scalar))].sort();
    case 'bag':
      return itemsOf(value)
        .map((item) => fingerprint(item, shape.item))
        .sort();
    case 'list':
      return itemsOf(value).map((item) => essence(item, shape.item));
    case 'map':
      return membersOf(value)
        .map(([key, member]) => JSON.stringify([key, essence(member, shape.item)]))
        .sort();
    case 'struct':
      return Object.entries(shape.fields).map(([key, field]) => essence(memberOf(value, key), field));
  }
}

/** An integer is the same as a number and as a bigint. What is no scalar matches none. */
function scalar(value: unknown): string {
  if (isObject(value) || Array.isArray(value)) return 'object';
  return typeof value === 'number' || typeof value === 'bigint' ? `n${value}` : `${typeof value} ${value}`;
}
