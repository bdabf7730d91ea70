import { isObject, isZero, itemsOf, memberOf } from './json.ts';
import type { Shape } from './shape.ts';

/**
 * A text that two values of a known shape share whenever they match. Values of one fingerprint may still differ: it is
 * of the vendor's members alone, and only of scalars and lists of them.
 */
export function fingerprint(value: unknown, shape: Shape): string {
  return JSON.stringify(essence(value, shape));
}

function essence(value: unknown, shape: Shape): unknown {
  if (typeof shape !== 'object') return shape === 'ignored' || isZero(value) ? 0 : scalar(value);
  if (shape.kind === 'list') return itemsOf(value).map((item) => essence(item, shape.item));
  if (shape.kind !== 'struct') return 0;
  return Object.entries(shape.fields).map(([key, field]) => essence(memberOf(value, key), field));
}

/** An integer is the same as a number and as a bigint. What is no scalar matches none. */
function scalar(value: unknown): string {
  if (isObject(value) || Array.isArray(value)) return 'object';
  return typeof value === 'number' || typeof value === 'bigint' ? `n${value}` : `${typeof value} ${value}`;
}
