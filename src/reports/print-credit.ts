import type { AmountInput } from '../core/amount.ts';
import { formatMoney } from './format-money.ts';

/** Where an account's prepaid credit stands; what a credit ledger knows, or any other source. */
export interface CreditPosition {
  readonly currency: string;
  /** Credit that may still be used. */
  readonly balance: AmountInput;
  /** Usage that no credit has paid for yet. */
  readonly debt: AmountInput;
  /** Whole days that the balance lasts at the present pace; null when there is no pace to tell from. */
  readonly runwayDays: number | null;
}

/** Lines about a credit position: balance, debt if there is one, runway. */
export function printCreditPosition({ currency, balance, debt, runwayDays }: CreditPosition): string[] {
  const lines = [`Credit balance: ${formatMoney(balance, currency)}`];
  const owed = formatMoney(debt, currency);
  if (!owed.startsWith('0.00')) lines.push(`Unpaid usage:   ${owed}`);
  lines.push(`Runway:         ${runwayDays === null ? 'unknown' : `${runwayDays} days`}`);
  return lines;
}
