import { type AmountInput, parseAmount } from '../core/amount.ts';
import { formatMoney } from './format-money.ts';

/** Where an account's prepaid credit stands; what a credit ledger knows, or any other source. */
export interface CreditPosition {
  readonly currency: string;
  /** Credit that is left: `purchased + bonus + adjustment`. */
  readonly total: AmountInput;
  readonly purchased: AmountInput;
  readonly bonus: AmountInput;
  readonly adjustment: AmountInput;
  /** Usage that no credit has paid for yet. */
  readonly debt: AmountInput;
  /** The next charge takes bonus credit. */
  readonly consumingBonus: boolean;
  /** Whole days that the credit lasts at the present pace; null when there is no pace to tell from. */
  readonly runwayDays: number | null;
  /** Civil day on which it ends; null where `runwayDays` is. */
  readonly depletion: string | null;
}

/** Lines about a credit position: what is left and of which kind, debt if there is one, runway. */
export function printCreditPosition(position: CreditPosition): string[] {
  const { currency, total, purchased, bonus, adjustment, debt, consumingBonus } = position;
  const parts = Object.entries({ purchased, bonus, adjustment }).map(([kind, amount]) => {
    return `${kind} ${formatMoney(amount)}`;
  });
  const lines = [`Credit:         ${formatMoney(total, currency)} (${parts.join(', ')})`];
  if (consumingBonus) lines.push('                bonus credit is being used now');
  if (parseAmount(debt).units > 0n) lines.push(`Unpaid usage:   ${formatMoney(debt, currency)}`);
  return [...lines, `Runway:         ${runwayText(position)}`];
}

function runwayText({ runwayDays, depletion }: CreditPosition): string {
  if (runwayDays === null) return 'unknown';
  return depletion === null ? `${runwayDays} days` : `${runwayDays} days, until ${depletion}`;
}
