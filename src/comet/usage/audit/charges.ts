import type { Charge } from '../../../billing-audit/index.ts';
import type { NumberedRow } from '../../../identity/index.ts';
import {
  type BillingHistoryCharge,
  type InvalidRow,
  type PacksUsed,
  withOccurrences,
} from '../../portal/index.ts';
import { cometCategories } from '../categories.ts';
import { categoryOf } from '../categorise.ts';
import type { CometCategory } from '../category.ts';

/** A billing history report as the billing audit takes it. */
export interface AuditCharges {
  /** In the order of the answer; credits and amounts of 0 included. */
  readonly charges: readonly Charge[];
  /** Rows without a readable day or amount, with their reasons. */
  readonly invalid: readonly InvalidRow[];
}

/** Debits, where every pack of the text names its own. */
function debitsOf({ entries }: PacksUsed): readonly string[] | null {
  const debits = entries.map(({ debitAmount }) => debitAmount).filter((debit) => debit !== null);
  return entries.length > 0 && debits.length === entries.length ? debits : null;
}

/** Options of both ways to turn charges into those of the audit. */
interface ChargeOptions {
  /** Default: `cometCategories`. */
  readonly categories?: readonly CometCategory[] | undefined;
}

/**
 * Turns a charge that `withOccurrences` has numbered, such as one from a store, into a charge of the billing audit.
 * It keeps its id, so nothing is hashed again.
 *
 * Source: billing-audit 2.1.
 */
export function numberedToAuditCharge(
  { id, row }: Pick<NumberedRow<BillingHistoryCharge>, 'id' | 'row'>,
  { categories = cometCategories }: ChargeOptions = {},
): Charge {
  return {
    id,
    day: row.usageDate,
    postedAt: row.postedAt,
    account: row.accountName,
    deviceRef: row.deviceId,
    category: categoryOf(row, categories).categoryId,
    text: row.itemDesc ?? '',
    quantity: row.quantity,
    unitPrice: row.unitCost,
    amount: row.amount,
    packText: row.packs.raw,
    packDebits: debitsOf(row.packs),
    origin: 'history',
  };
}

/**
 * Turns a billing history report into charges of the billing audit. Pass whole reports, or whole days of one
 * (`filterByDate`): the number of a charge among its equals of that day is part of its id.
 *
 * Source: billing-audit 2.1, X8.
 */
export function chargesToAuditCharges(
  report: { readonly rows: Iterable<BillingHistoryCharge>; readonly invalid: readonly InvalidRow[] },
  options: ChargeOptions = {},
): AuditCharges {
  const charges = withOccurrences(report.rows).map((row) => numberedToAuditCharge(row, options));
  return { charges, invalid: report.invalid };
}
