import { type AmountInput, plainAmount } from '../core/amount.ts';

const PLAIN = /^-?\d+(\.\d+)?$/;

/** An amount as it is sent: a plain decimal text stays as it is, so that it keeps its decimals (contract 4.11). */
export function amountText(amount: AmountInput): string {
  return typeof amount === 'string' && PLAIN.test(amount) ? amount : plainAmount(amount);
}
