import { Decimal as DecimalJs } from 'decimal.js';
import { type AmountInput, plainAmount } from './amount.ts';

/**
 * decimal.js with 60 significant digits, half up (away from zero), and plain text at every size. A private
 * clone: the library's global configuration, which the host program may rely on, is never touched.
 */
export const Decimal = /* @__PURE__ */ DecimalJs.clone({
  defaults: true,
  precision: 60,
  rounding: DecimalJs.ROUND_HALF_UP,
  toExpNeg: -9e15,
  toExpPos: 9e15,
});

/** An exact decimal number. */
export type Decimal = DecimalJs;

/**
 * Reads an exact number for arithmetic.
 *
 * @example decimal('0.1').plus('0.2').toString() // '0.3'
 * @throws InvalidInputError `INVALID_AMOUNT` for a number with a fraction, a currency sign, grouping or blank
 */
export function decimal(input: AmountInput, path = 'amount'): Decimal {
  return new Decimal(plainAmount(input, path));
}
