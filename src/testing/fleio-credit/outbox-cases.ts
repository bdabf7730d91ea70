import { type StoreCase, storeCases } from '../kit/store-cases.ts';
import { faultRules } from './fault-rules.ts';
import type { OpenedCreditOutbox } from './opened-store.ts';
import { rowRules } from './row-rules.ts';

/**
 * What every `CreditOutbox` must do, as cases for the adapter's own tests: an invoice counts once in each direction,
 * also for rivals on several connections; rows keep their order and every member; a row that another saved is not
 * overwritten; and whichever call fails, before or after its work, each payment is credited once or parked. They need
 * no test framework.
 *
 * @param open makes a fresh, empty outbox for each case
 * @example for (const { name, run } of creditOutboxCases(open)) it(name, run)
 */
export function creditOutboxCases(
  open: () => OpenedCreditOutbox | Promise<OpenedCreditOutbox>,
): readonly StoreCase[] {
  return storeCases([...rowRules, ...faultRules], open);
}
