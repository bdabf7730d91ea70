import * as z from 'zod/mini';

/** Canonical decimal text: no exponent, no trailing zeros, no `-0`. */
export function decimal() {
  return z
    .string()
    .check(z.regex(/^(?:0|-?(?:[1-9]\d*|0(?=\.))(?:\.\d*[1-9])?)$/, 'is no canonical decimal'));
}

/** A whole number from 0 on. */
export function count() {
  return z.int().check(z.nonnegative());
}

/** Text, or null where there is none. */
export function textOrNull() {
  return z.nullable(z.string());
}

/** ISO text with `Z` and milliseconds, or null. */
export function instantOrNull() {
  return z.nullable(z.iso.datetime({ precision: 3 }));
}
