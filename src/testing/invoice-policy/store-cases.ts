import { type StoreCase, storeCases } from '../kit/store-cases.ts';
import type { OpenedInvoicingStores } from './opened-store.ts';
import { chargeLogRules } from './rules/charge-log.ts';
import { claimLogRules } from './rules/claim-log.ts';
import { cycleMarkRules } from './rules/cycle-marks.ts';
import { dayLedgerRules } from './rules/day-ledger.ts';
import { faultRules } from './rules/faults.ts';
import { runLockRules } from './rules/run-lock.ts';

const RULES = [
  ...dayLedgerRules,
  ...claimLogRules,
  ...cycleMarkRules,
  ...chargeLogRules,
  ...runLockRules,
  ...faultRules,
];

/**
 * What the stores of invoicing runs must do, as cases for the adapter's own tests: a day is claimed once, also by
 * rivals on several connections; claims, months and charges are noted once and never go back; the lock excludes and
 * runs out; and whichever call fails, before or after its work, the next runs invoice once and lose no period. They
 * need no test framework.
 *
 * @param open makes fresh, empty stores for each case
 * @example for (const { name, run } of invoicingStoreCases(open)) it(name, run)
 */
export function invoicingStoreCases(
  open: () => OpenedInvoicingStores | Promise<OpenedInvoicingStores>,
): readonly StoreCase[] {
  return storeCases(RULES, open);
}
