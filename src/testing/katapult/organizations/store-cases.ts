import { type StoreCase, storeCases } from '../../kit/store-cases.ts';
import type { OpenedManagedOrganizationStore } from './opened-store.ts';
import { RECORD_RULES } from './record-rules.ts';
import { RIVAL_RULES } from './rival-rules.ts';

/**
 * What every `ManagedOrganizationStore` must do, as cases for the adapter's own tests: records come back whole,
 * clients are kept apart, a save is refused where another was first or another client has the organization, and
 * then nothing is written. They need no test framework.
 *
 * @param open makes a fresh, empty store for each case
 * @example for (const { name, run } of managedOrganizationStoreCases(open)) it(name, run)
 */
export function managedOrganizationStoreCases(
  open: () => OpenedManagedOrganizationStore | Promise<OpenedManagedOrganizationStore>,
): readonly StoreCase[] {
  return storeCases([...RECORD_RULES, ...RIVAL_RULES], open);
}
