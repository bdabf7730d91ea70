import type { Compensation } from '../account-error.ts';
import { CometAccountError } from '../account-error.ts';
import type { AccountProfile } from '../profile.ts';
import { assertOwner } from '../profile-checks.ts';
import type { AccountCalls, ProfileVersion } from '../run/calls.ts';
import { deleteAccount } from '../run/delete-account.ts';
import { findAccount } from '../run/exists.ts';
import { isOurs } from './adopt.ts';
import type { JournalKeeper } from './journal-keeper.ts';

/** What compensation works with. */
export interface CompensationTask {
  readonly calls: AccountCalls;
  readonly journal: JournalKeeper;
  readonly wanted: Compensation['wanted'];
  /** Whether this very run created the account. */
  readonly isOwn: boolean;
}

/**
 * What becomes of an account that could not be finished. Never throws: what goes wrong is told in the result.
 *
 * Source: contract 2.7.
 */
export async function compensate(task: CompensationTask): Promise<Compensation> {
  const { wanted } = task;
  if (wanted === 'resume') return { wanted, done: 'kept' };
  try {
    return await undo(task);
  } catch (thrown) {
    const reason = 'It failed, so the account may be as it was';
    return { wanted, done: 'nothing', reason, error: errorOf(thrown) };
  }
}

async function undo(task: CompensationTask): Promise<Compensation> {
  const { calls, journal, wanted, isOwn } = task;
  const { username, creationGuid } = journal.record;
  const found = await findAccount(calls, username);
  if (found === undefined) return { wanted, done: 'nothing', reason: 'The account is not there any more' };
  if (creationGuid !== undefined && found.profile.CreationGUID !== creationGuid)
    return { wanted, done: 'nothing', reason: 'The name belongs to another account by now' };
  // An account that was never read is known by its name alone.
  if (creationGuid === undefined && !(await isOurs(calls, found.profile, journal.record)))
    return { wanted, done: 'nothing', reason: 'Whether the account is the one created is not known' };
  const reason = wanted === 'delete' ? whyKept(found.profile, isOwn) : undefined;
  if (wanted === 'suspend' || reason !== undefined) {
    await suspend(task, found);
    return { wanted, done: 'suspended', reason };
  }
  return remove(task, found);
}

/** Why an account is not deleted. */
function whyKept({ Devices, Sources, Destinations }: AccountProfile, isOwn: boolean): string | undefined {
  if (!isOwn) return 'An earlier run created the account';
  if (Object.keys(Devices ?? {}).length > 0) return 'The account has devices';
  if (Object.keys(Sources ?? {}).length > 0) return 'The account has Protected Items';
  const isUsed = Object.values(Destinations ?? {}).some((vault) => (vault?.RepoInitTimestamp ?? 0) !== 0);
  return isUsed ? 'The account has a vault that was written to' : undefined;
}

/** Remembers the suspension first: one that nobody remembers would stay when the account is finished. */
async function suspend({ calls, journal }: CompensationTask, found: ProfileVersion): Promise<void> {
  if (found.profile.IsSuspended === true) return;
  await journal.save({ suspended: true });
  await calls.write(journal.record.username, found, { suspended: true });
}

/**
 * Deletes, and lets the journal begin anew. What is about to be deleted is remembered first, for a run after a crash; and a
 * run that was overtaken finds out before it deletes what another one may be finishing.
 */
async function remove(
  { calls, journal, wanted }: CompensationTask,
  found: ProfileVersion,
): Promise<Compensation> {
  const { username } = journal.record;
  const { CreationGUID: creationGuid } = found.profile;
  await journal.save({ deleting: true, creationGuid });
  await deleteAccount(calls, { TargetUser: username }, ({ profile }) => {
    assertOwner(profile, { username, expect: { creationGuid } });
    const reason = whyKept(profile, true);
    if (reason !== undefined) throw new CometAccountError(`${reason} by now`, 'TERMINATION_REFUSED');
  });
  try {
    await journal.beginAnew();
    return { wanted, done: 'deleted' };
  } catch (thrown) {
    const reason = 'The journal does not say so yet; the next run finds out';
    return { wanted, done: 'deleted', reason, error: errorOf(thrown) };
  }
}

function errorOf(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
