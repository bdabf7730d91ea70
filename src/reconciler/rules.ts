import type { AmountInput } from '../core/amount.ts';

/** How far the sides of a category may differ. Every comparison is exact and includes the limit. */
export interface Tolerance {
  /** Largest difference of the category's total, in units of its quantity. */
  readonly absolute: AmountInput;
  /** Largest difference in percent of the server's figure; never met when that is 0. */
  readonly percent?: AmountInput | null | undefined;
  /** `any` (the default) is content with one of the two limits, `all` wants both. */
  readonly mode?: 'any' | 'all' | undefined;
}

/** What to do with a category that has no server side: fees, licences, services nobody knows. */
export interface Informational {
  /** Left out of `totalAmount`; it still counts in `grandTotal`. Default false. */
  readonly excludeFromTotal?: boolean | undefined;
  /** Code to raise for each of its rows. Default none. */
  readonly finding?: 'UNMAPPED_BOOSTER' | 'UNKNOWN_PORTAL_TYPE' | null | undefined;
}

/**
 * The engine's half of a category rule: plain data, so that a caller can spread and override it. What counts
 * as a unit is decided before, by the adapter that makes the rows. Source: reconciler 10.3.
 *
 * @example { id: 'devices', label: 'Devices', compare: 'quantity', tolerance: { absolute: 1 } }
 */
export interface CategoryRule {
  readonly id: string;
  readonly label: string;
  /** `presence` turns both sides of every device into 0 or 1 before they are compared. */
  readonly compare: 'quantity' | 'presence';
  /** Default: none, both sides must be equal. */
  readonly tolerance?: Tolerance | undefined;
  /** Price of one unit for one billing cycle, for items whose own lines show none. */
  readonly unitPrice?: AmountInput | null | undefined;
  /** Age in hours, at the collection, from which a row's newest job makes it stale. Default: never. */
  readonly maxAgeHours?: number | null | undefined;
  /** Present on a category without a server side; it is shown and summed, not compared. */
  readonly informational?: Informational | undefined;
}
