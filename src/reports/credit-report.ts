import type { Balance, DailyBalance, LotView, Signals } from '../credit-ledger/index.ts';

/** What a report about prepaid credit is made of: the answers of a credit ledger as they are. */
export interface CreditReport {
  readonly balance: Balance;
  /** The conditions of the account, with its runway. */
  readonly signals: Signals;
  /** Business days in a row, ascending: what was used on each, and what was left. */
  readonly days: readonly DailyBalance[];
  /** Lots in the order in which they are used. */
  readonly lots: readonly LotView[];
  /**
   * What the provider says is left, as decimal text; null or absent where it does not say. Ask for the `signals` with
   * the same, because they tell whether it differs too much.
   */
  readonly portalBalance?: string | null;
  /** IANA zone of the business days, to be named beside them. */
  readonly businessTimeZone?: string;
}
