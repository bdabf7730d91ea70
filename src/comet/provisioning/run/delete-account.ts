import { mayHaveHappened, saysUnknown } from '../../admin/failures.ts';
import type { AdminDeleteUserParams } from '../../admin/generated/operations/users.ts';
import type { Outcome } from './account-run.ts';
import type { AccountCalls, ProfileVersion } from './calls.ts';
import { findAccount } from './exists.ts';

/** Calls at most: a second one after an answer was lost and the account is still there. */
const MAX_CALLS = 2;

/**
 * Deletes an account. After a lost answer, or where the server does not know the name any more, the list of all names
 * tells whether it is gone.
 *
 * Source: contract 2.6 (ambiguous outcomes).
 * @param accept holds an account that is still there against all that was checked before; what it throws ends the work
 * @throws what the server or the transport said
 */
export async function deleteAccount(
  calls: AccountCalls,
  params: AdminDeleteUserParams,
  accept: (found: ProfileVersion) => void,
): Promise<Outcome> {
  for (let sent = 1; ; sent += 1) {
    try {
      await calls.deleteUser(params);
      return 'done';
    } catch (error) {
      const isLost = mayHaveHappened(error);
      if (!isLost && !saysUnknown(error)) throw error;
      if (await isGone(calls, params.TargetUser, error)) return 'adopted';
      if (!isLost || sent === MAX_CALLS) throw error;
      // The lost call may be done by now.
      const found = await findAccount(calls, params.TargetUser);
      if (found === undefined) return 'adopted';
      accept(found);
    }
  }
}

/** Whether nobody has the name any more; the deletion's own error where the server does not tell. */
async function isGone(calls: AccountCalls, username: string, error: unknown): Promise<boolean> {
  try {
    return !(await calls.usernames()).includes(username);
  } catch {
    throw error;
  }
}
