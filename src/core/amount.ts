import { InvalidInputError, type Issue } from './errors/input.ts';

/** Anything with a `toFixed()` that prints a plain decimal: `Decimal` of decimal.js, `Big` of big.js. */
export interface DecimalLike {
  /** The value as a plain decimal, without an exponent. */
  toFixed(): string;
}

/**
 * An exact number as callers may pass it: a decimal string (`-12.50`, `1e3`), a bigint, a safe integer, or
 * an object of a decimal library. A number with a fraction is refused, because its text is not what the
 * author meant (0.1 + 0.2).
 */
export type AmountInput = string | bigint | number | DecimalLike;

/** An exact decimal: `units` divided by ten to the power of `scale`. */
export interface ScaledAmount {
  readonly units: bigint;
  readonly scale: number;
}

/** Longest decimal that is read, in digits. Text beyond it is hostile or broken. */
export const MAX_DIGITS = 1000;

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,5}))?$/;
/** Digits that a number holds exactly whatever they are. */
const MAX_FAST_DIGITS = 15;
/** So many digits, a sign and a point. */
const MAX_FAST_LENGTH = MAX_FAST_DIGITS + 2;
const TENS = Array.from({ length: MAX_FAST_DIGITS + 1 }, (_power, exponent) => Number(`1e${exponent}`));
const ZERO = 48;
const POINT = 46;
const MINUS = 45;

const powers: bigint[] = [1n];

/** Ten to the power of `exponent`, which is a small non-negative integer. */
export function pow10(exponent: number): bigint {
  const known = powers[exponent];
  if (known !== undefined) return known;
  const value = 10n ** BigInt(exponent);
  if (exponent <= MAX_DIGITS) powers[exponent] = value;
  return value;
}

/** The exact value of a decimal text, with as few fraction digits as it needs; undefined if it is none. */
export function parseDecimalText(text: string): ScaledAmount | undefined {
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponentText = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const exponent = Number(exponentText);
  if (whole.length + fraction.length + Math.abs(exponent) > MAX_DIGITS) return undefined;
  const digits = BigInt(whole + fraction);
  const units = sign === '-' ? -digits : digits;
  return minimal(units, fraction.length - exponent);
}

function minimal(units: bigint, scale: number): ScaledAmount {
  if (units === 0n) return { units: 0n, scale: 0 };
  if (scale <= 0) return { units: units * pow10(-scale), scale: 0 };
  let digits = units;
  let places = scale;
  while (places > 0 && digits % 10n === 0n) {
    digits /= 10n;
    places -= 1;
  }
  return { units: digits, scale: places };
}

/**
 * Added to a whole number of at most 15 digits, it brings the number's two's complement to the end of the double.
 * Reading that as an integer takes a third of the time of `BigInt(number)`.
 */
const SHIFT = 1.5 * 2 ** 52;
const asDouble = new Float64Array([SHIFT]);
const asInteger = new BigInt64Array(asDouble.buffer);
const SHIFT_BITS = asInteger[0] ?? 0n;

function toBigInt(whole: number): bigint {
  asDouble[0] = whole + SHIFT;
  return BigInt.asIntN(64, (asInteger[0] ?? 0n) - SHIFT_BITS);
}

/** Units of a short plain decimal such as `1234.5678`, or undefined when the general way has to judge it. */
function fastUnits(text: string, scale: number): bigint | undefined {
  const { length } = text;
  if (length === 0 || length > MAX_FAST_LENGTH) return undefined;
  const negative = text.charCodeAt(0) === MINUS;
  const start = negative ? 1 : 0;
  let point = length;
  let value = 0;
  for (let index = start; index < length; index += 1) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit >= 0 && digit <= 9) value = value * 10 + digit;
    else if (digit === POINT - ZERO && point === length) point = index;
    else return undefined;
  }
  const missing = scale - Math.max(length - point - 1, 0);
  if (missing < 0 || point === length - 1 || start === length || point - start + scale > MAX_FAST_DIGITS)
    return undefined;
  value *= TENS[missing] ?? 1;
  return toBigInt(negative ? -value : value);
}

/** The text of an input that stands for an exact number; undefined for everything else. */
function textOf(input: unknown): string | undefined {
  if (typeof input === 'string') return input;
  if (typeof input === 'bigint') return input.toString();
  if (typeof input === 'number') return Number.isSafeInteger(input) ? input.toString() : undefined;
  if (
    typeof input === 'object' &&
    input !== null &&
    // A boxed number has a toFixed() too, but that one rounds.
    !(input instanceof Number) &&
    'toFixed' in input &&
    typeof input.toFixed === 'function'
  ) {
    const text: unknown = input.toFixed();
    return typeof text === 'string' ? text : undefined;
  }
  return undefined;
}

const NOT_EXACT =
  'must be a decimal string, a Decimal, a bigint or a safe integer; a number with a fraction is not exact';

/** The exact value of an input, or the issue that it raises at `path`. */
export function readAmount(input: AmountInput, path: string): ScaledAmount | Issue {
  const text = textOf(input);
  if (text === undefined) return { path, message: NOT_EXACT, code: 'INVALID_AMOUNT' };
  return (
    parseDecimalText(text) ?? {
      path,
      message: `${JSON.stringify(text.slice(0, 40))} is not a plain decimal (no currency sign, no grouping)`,
      code: 'INVALID_AMOUNT',
    }
  );
}

/** The exact value of an input. @throws InvalidInputError `INVALID_AMOUNT` */
export function parseAmount(input: AmountInput, path = 'amount'): ScaledAmount {
  const read = readAmount(input, path);
  if ('units' in read) return read;
  throw new InvalidInputError(path, [read], 'INVALID_AMOUNT');
}

/**
 * An input as a whole number of units of `10^-scale`; nothing is ever rounded.
 *
 * @throws InvalidInputError `INVALID_AMOUNT`, or `SCALE_EXCEEDED` when it has more decimals than `scale`
 */
export function toUnits(input: AmountInput, scale: number, path = 'amount'): bigint {
  if (typeof input === 'string') {
    const fast = fastUnits(input, scale);
    if (fast !== undefined) return fast;
  }
  const exact = parseAmount(input, path);
  if (exact.scale > scale) {
    const message = `${formatUnits(exact.units, exact.scale)} has more than ${scale} decimals`;
    throw new InvalidInputError(path, [{ path, message, code: 'SCALE_EXCEEDED' }], 'SCALE_EXCEEDED');
  }
  return exact.units * pow10(scale - exact.scale);
}

/** Plain decimal text of `units` at `scale`: no exponent, no trailing zeros, never `-0`. */
export function formatUnits(units: bigint, scale: number): string {
  if (units === 0n || scale === 0) return units.toString();
  const negative = units < 0n;
  const digits = (negative ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, -scale);
  let end = scale;
  const fraction = digits.slice(-scale);
  while (end > 0 && fraction.charCodeAt(end - 1) === ZERO) end -= 1;
  const text = end === 0 ? whole : `${whole}.${fraction.slice(0, end)}`;
  return negative ? `-${text}` : text;
}

/** The canonical text of an input: no exponent, no trailing zeros. @throws InvalidInputError */
export function plainAmount(input: AmountInput, path = 'amount'): string {
  const { units, scale } = parseAmount(input, path);
  return formatUnits(units, scale);
}

/** Quotient rounded to an integer, halves away from zero. `divisor` must not be 0. */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n !== divisor < 0n;
  const n = dividend < 0n ? -dividend : dividend;
  const d = divisor < 0n ? -divisor : divisor;
  const rounded = (2n * n + d) / (2n * d);
  return negative ? -rounded : rounded;
}

/** `units` at another scale; fewer decimals round half away from zero. */
export function rescale(units: bigint, from: number, to: number): bigint {
  return to >= from ? units * pow10(to - from) : divideHalfUp(units, pow10(from - to));
}

/**
 * Splits `total` in proportion to non-negative `weights` so that the parts add up to it exactly: each part is
 * cut, and what is left goes to the largest remainders, ties to the earlier part.
 *
 * @throws InvalidInputError when no weight is positive
 */
export function splitByWeight(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum <= 0n || weights.some((weight) => weight < 0n)) {
    throw new InvalidInputError('weights', [{ path: 'weights', message: 'must be >= 0 and not all 0' }]);
  }
  const magnitude = total < 0n ? -total : total;
  const parts = weights.map((weight) => (magnitude * weight) / sum);
  let left = magnitude - parts.reduce((a, b) => a + b, 0n);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (magnitude * weight) % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder) {
    if (left === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return total < 0n ? parts.map((part) => -part) : parts;
}
