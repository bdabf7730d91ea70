import { type StoreCase, storeCases } from '../kit/store-cases.ts';
import { faultRules } from './fault-rules.ts';
import type { OpenedPlanRepository } from './opened-store.ts';
import { rowRules } from './row-rules.ts';

/**
 * What every `PlanRepository` must do, as cases for the adapter's own tests: a record keeps every member, one that
 * another saved is not overwritten, a claim is held by one service, also among rivals on several connections; records are
 * due in order; and whichever call fails, before or after its work, no plan is lost, sold twice or left behind. They need
 * no test framework.
 *
 * @param open makes a fresh, empty repository for each case
 * @example for (const { name, run } of planRepositoryCases(open)) it(name, run)
 */
export function planRepositoryCases(
  open: () => OpenedPlanRepository | Promise<OpenedPlanRepository>,
): readonly StoreCase[] {
  return storeCases([...rowRules, ...faultRules], open);
}
