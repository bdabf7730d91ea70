import type { AdjustmentResult, PurchaseResult, RefundResult } from './results.ts';

/** Cash and bonus, as plain decimals. */
export interface ImportSums {
  readonly cash: string;
  readonly bonus: string;
}

/** What the rows of an import add up to, whatever became of them. */
export interface ImportTotals {
  readonly purchases: ImportSums;
  readonly refunds: ImportSums;
  /** Purchases minus refunds. */
  readonly net: ImportSums;
}

/** Answer of `importPurchases`. Every list is in order of (time, place in the file). */
export interface ImportResult<Refund> {
  /** Recorded now. */
  readonly purchases: readonly PurchaseResult[];
  /** Booked now, each on the purchase that it fits. */
  readonly refunds: readonly RefundResult[];
  /** Booked now as adjustments, because they fit no purchase and the caller wanted that. */
  readonly debits: readonly AdjustmentResult[];
  /** Refunds that fit no purchase, as they were given. Nothing was booked for them. */
  readonly unlinkedRefunds: readonly Refund[];
  /** Number of rows that are on record from an earlier import. */
  readonly known: number;
  readonly totals: ImportTotals;
}
