import type { AccountCalls } from '../run/calls.ts';
import { findAccount } from '../run/exists.ts';
import { stopOf } from '../run/stop.ts';
import type { JournalKeeper } from './journal-keeper.ts';
import { existenceOf } from './partial-provision.ts';

/**
 * Finds out what became of an account whose deletion was begun by a run that broke off: where it is gone, the creation
 * begins anew; where it is there, it is finished after all.
 *
 * @throws CometAccountError where the server does not tell; ConcurrencyError
 */
export async function settleDeletion(calls: AccountCalls, journal: JournalKeeper): Promise<void> {
  const { deleting, username, creationGuid, stage } = journal.record;
  if (deleting !== true) return;
  const found = await findAccount(calls, username).catch((error: unknown) => {
    throw stopOf(error, { step: 'read', stage, exists: existenceOf(journal.record, 'unknown') });
  });
  if (found?.profile.CreationGUID === creationGuid) await journal.save({ deleting: undefined });
  else await journal.beginAnew();
}
