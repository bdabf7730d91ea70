import { type StoreCase, storeCases } from '../../kit/store-cases.ts';
import type { OpenedVmStore } from './opened-store.ts';
import { eventRules } from './rules/events.ts';
import { faultRules } from './rules/faults.ts';
import { lookupRules } from './rules/lookups.ts';
import { saveRules } from './rules/saves.ts';

const RULES = [...lookupRules, ...saveRules, ...eventRules, ...faultRules];

/**
 * What every `VmRepository` with its `VmOutbox` must do, as cases for the adapter's own tests: look-ups and what is
 * due; saves that are atomic, versioned and exact; events once and in order; rival writers; faults. They need no test
 * framework.
 *
 * @param open makes a fresh, empty store for each case
 * @example for (const { name, run } of vmRepositoryCases(open)) it(name, run)
 */
export function vmRepositoryCases(open: () => OpenedVmStore | Promise<OpenedVmStore>): readonly StoreCase[] {
  return storeCases(RULES, open);
}
