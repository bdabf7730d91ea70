import * as z from 'zod/mini';
import { type Day, isDay } from '../../core/time.ts';

/** A calendar day `YYYY-MM-DD`. */
export function day() {
  return z.custom<Day>((value) => typeof value === 'string' && isDay(value), 'is no calendar day YYYY-MM-DD');
}

/** Decimal text, as a record may hold it. */
export function decimal() {
  return z.string().check(z.regex(/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/, 'is no decimal'));
}

/** Canonical decimal text: no exponent, no trailing zeros, no `-0`. */
export function canonicalDecimal() {
  return z
    .string()
    .check(z.regex(/^(?:0|-?(?:[1-9]\d*|0(?=\.))(?:\.\d*[1-9])?)$/, 'is no canonical decimal'));
}

/** A whole number from 0 on. */
export function count() {
  return z.int().check(z.nonnegative());
}

/** ISO text with `Z` or an offset. */
export function instant() {
  return z.iso.datetime({ offset: true });
}

/** Text, or null where there is none. */
export function textOrNull() {
  return z.nullable(z.string());
}

/** How well something is known. */
export function gradeOf() {
  return z.enum(['observed', 'inferred', 'missing']);
}
