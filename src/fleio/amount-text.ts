import { type AmountInput, parseAmount, plainAmount, pow10 } from '../core/amount.ts';
import { minorUnitOf, moneyText } from '../core/currency.ts';

const PLAIN = /^-?\d+(\.\d+)?$/;

/** An amount of no known currency as it is sent: a plain decimal text stays as it is. */
export function amountText(amount: AmountInput): string {
  return typeof amount === 'string' && PLAIN.test(amount) ? amount : plainAmount(amount);
}

/**
 * An amount as it is sent: with all decimals of its currency, such as `60.00` for 60 EUR (contract 4.11). More of them
 * are not cut off; the server judges them.
 */
export function moneyOf(amount: AmountInput, currency: string): string {
  const { units, scale } = parseAmount(amount);
  const digits = Math.max(minorUnitOf(currency), scale);
  return moneyText(units * pow10(digits - scale), digits);
}
