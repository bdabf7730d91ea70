import { type StoreCase, storeCases } from '../kit/store-cases.ts';
import type { OpenedAccountJournal } from './opened-journal.ts';
import { RECORD_RULES } from './record-rules.ts';
import { RIVAL_RULES } from './rival-rules.ts';

/**
 * What every `AccountJournal` must do, as cases for the adapter's own tests: records come back whole, services are
 * kept apart, a save is refused where another was first, and then nothing is written. They need no test framework.
 *
 * @param open makes a fresh, empty journal for each case
 * @example for (const { name, run } of accountJournalCases(open)) it(name, run)
 */
export function accountJournalCases(
  open: () => OpenedAccountJournal | Promise<OpenedAccountJournal>,
): readonly StoreCase[] {
  return storeCases([...RECORD_RULES, ...RIVAL_RULES], open);
}
