import type { Day } from '../../core/time.ts';
import { type BillingHistoryCharge, type InvalidRow, withOccurrences } from '../portal/index.ts';
import { cometCategories } from './categories.ts';
import { categoryOf } from './categorise.ts';
import type { CometCategory } from './category.ts';

/** A charge as the credit ledger takes it. */
export interface LedgerUsage {
  /** Row id `fingerprint#occurrence` (X8): the same charge in a later pull has the same id. */
  readonly id: string;
  /** Usage day, a UTC civil day. */
  readonly at: Day;
  /** Plain decimal in the portal's currency; negative for a credit. */
  readonly amount: string;
  /** Tag for scoped lots. */
  readonly scope: string | null;
  /** Category, device, account and number: what pairs a credit with its charge in a pull (X10). */
  readonly category: string;
  readonly device: string | null;
  readonly account: string | null;
  readonly occurrence: number;
}

/** What became of a billing history report. */
export interface LedgerUsages {
  /** In the order of the answer; negative and zero amounts included. */
  readonly usages: readonly LedgerUsage[];
  /** Rows that cannot be booked, with their reasons. */
  readonly invalid: readonly InvalidRow[];
}

/** Options of {@link chargesToLedgerUsages}. */
export interface LedgerUsageOptions {
  /**
   * Tag of a charge, for lots that pay only some usage. The tag is part of the ledger's idempotency check, so
   * derive it from nothing that changes later. Default: no tag.
   */
  readonly scopeOf?: ((charge: BillingHistoryCharge) => string | null) | undefined;
  /** Categories of the account. Default: those of Comet. */
  readonly categories?: readonly CometCategory[] | undefined;
}

/**
 * Turns a billing history report into usages of the credit ledger. Pass whole reports, or whole days of one
 * (`filterByDate`): the number of a charge among its equals of that day is part of its id.
 *
 * @example
 * const { usages: rows } = chargesToLedgerUsages(report);
 * await ledger.ingestUsagePull('comet', { pulledAt: report.fetchedAt, rows });
 */
export function chargesToLedgerUsages(
  report: { readonly rows: Iterable<BillingHistoryCharge>; readonly invalid: readonly InvalidRow[] },
  { scopeOf = () => null, categories = cometCategories }: LedgerUsageOptions = {},
): LedgerUsages {
  const usages = withOccurrences(report.rows).map(({ id, occurrence, row }): LedgerUsage => {
    const { usageDate: at, amount, deviceId: device, accountName: account } = row;
    const category = categoryOf(row, categories).categoryId;
    return { id, at, amount, scope: scopeOf(row), category, device, account, occurrence };
  });
  return { usages, invalid: report.invalid };
}
