import { type StoreCase, storeCases } from '../kit/store-cases.ts';
import type { OpenedLedgerStore } from './opened-store.ts';
import { commitRules } from './rules/commits.ts';
import { exactnessRules } from './rules/exactness.ts';
import { faultRules } from './rules/faults.ts';
import { lookupRules } from './rules/lookups.ts';
import { orderRules } from './rules/orders.ts';
import { refusalRules } from './rules/refusals.ts';
import { rivalRules } from './rules/rivals.ts';

const RULES = [
  ...lookupRules,
  ...orderRules,
  ...exactnessRules,
  ...commitRules,
  ...refusalRules,
  ...rivalRules,
  ...faultRules,
];

/**
 * What every `CreditLedgerRepository` must do, as cases for the adapter's own tests: each read and its order,
 * pages and filters; commits that are atomic, versioned and refuse what would break the books; exact amounts and
 * text; rival writers; faults before, inside and after every call. They need no test framework and compare with
 * a plain store of their own, so nothing about the adapter is assumed but the port.
 *
 * @param open makes a fresh, empty store for each case
 * @example for (const { name, run } of creditLedgerRepositoryCases(open)) it(name, run)
 */
export function creditLedgerRepositoryCases(
  open: () => OpenedLedgerStore | Promise<OpenedLedgerStore>,
): readonly StoreCase[] {
  return storeCases(RULES, open);
}
