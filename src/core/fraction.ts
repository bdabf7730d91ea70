import { type AmountInput, divideHalfUp, parseAmount, pow10 } from './amount.ts';

/**
 * An exact fraction. Comparisons of converted amounts decide about invoices, and a quotient that was cut at any
 * digit would decide wrongly (policy 10.3).
 */
export interface Fraction {
  readonly over: bigint;
  /** Positive. */
  readonly under: bigint;
}

export const ZERO: Fraction = { over: 0n, under: 1n };

/** The value of an amount. @throws InvalidInputError */
export function fraction(input: AmountInput, path: string): Fraction {
  const { units, scale } = parseAmount(input, path);
  return { over: units, under: pow10(scale) };
}

export function negate({ over, under }: Fraction): Fraction {
  return { over: -over, under };
}

export function add(a: Fraction, b: Fraction): Fraction {
  if (a.under === b.under) return { over: a.over + b.over, under: a.under };
  return { over: a.over * b.under + b.over * a.under, under: a.under * b.under };
}

/** `a * b / c`; `c` must be positive. */
export function scale(a: Fraction, b: Fraction, c: Fraction): Fraction {
  return { over: a.over * b.over * c.under, under: a.under * b.under * c.over };
}

/** Negative, zero or positive as `a` is less than, equal to or more than `b`. */
export function compare(a: Fraction, b: Fraction): number {
  const left = a.over * b.under;
  const right = b.over * a.under;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Whole units of `10^-digits`, halves away from zero. */
export function roundHalfUp({ over, under }: Fraction, digits: number): bigint {
  return divideHalfUp(over * pow10(digits), under);
}
