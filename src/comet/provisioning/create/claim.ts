import { quote, Secret } from '../../../core/secret.ts';
import type { Clock } from '../../../core/time.ts';
import { mayHaveHappened } from '../../admin/failures.ts';
import type { AdminAddUserParams } from '../../admin/generated/operations/users.ts';
import { CometAccountError } from '../account-error.ts';
import type { CreatePlan, PlanStep } from '../plan.ts';
import type { AccountCalls, ProfileVersion } from '../run/calls.ts';
import { findAccount } from '../run/exists.ts';
import type { ClaimVerdict } from '../run/options.ts';
import type { AccountSpec } from '../spec.ts';
import { isOurs } from './adopt.ts';
import type { JournalKeeper } from './journal-keeper.ts';

/** What a claim works with. */
export interface ClaimTask {
  readonly calls: AccountCalls;
  readonly journal: JournalKeeper;
  readonly clock: Clock;
  readonly spec: AccountSpec;
  readonly plan: CreatePlan;
  readonly step: PlanStep;
  readonly verdict: ClaimVerdict | undefined;
}

/** The claimed name. */
interface Claimed {
  readonly username: string;
  /** The account, where an earlier call turned out to have created it. */
  readonly adopted?: ProfileVersion | undefined;
  /** Whether it is known from the calls alone, and not from a person, that this service created it. */
  readonly isProved: boolean;
}

/** A name that another account has. */
interface Taken {
  readonly refusal: unknown;
}

/** Calls for one name at most: a second one after an answer was lost and the account is not there. */
const MAX_CALLS = 2;

/** What the journal says of a name that was refused. */
const REFUSED = { stage: 'planned', addUserDispatchedAt: undefined } as const;

/**
 * C3: creates the account under the first name that is free. The call is the claim, so that two runs cannot both have a
 * name; what it did where no answer came is looked up.
 *
 * Source: contract 2.6.
 * @throws CometAccountError `USERNAME_TAKEN`, `USERNAME_EXHAUSTED`, `AMBIGUOUS_CREATE`; otherwise what the server said
 */
export async function claim(task: ClaimTask): Promise<Claimed> {
  const { journal, plan, spec } = task;
  const names = namesToTry(journal, plan);
  let cause: unknown;
  for (const username of names) {
    const claimed = await claimOne(task, username);
    if ('username' in claimed) return claimed;
    cause = claimed.refusal;
  }
  if (spec.username.mode === 'explicit') {
    const name = quote(plan.usernames[0] ?? '');
    throw new CometAccountError(`The name ${name} is taken. Choose another`, 'USERNAME_TAKEN', { cause });
  }
  throw new CometAccountError(
    `All ${names.size} names for service ${quote(plan.serviceKey)} are taken. Pass other candidates`,
    'USERNAME_EXHAUSTED',
    { cause },
  );
}

/** A name whose claim got no answer comes first whatever the spec says now, because the account may be there. */
function namesToTry(
  { record: { stage, username } }: JournalKeeper,
  { usernames }: CreatePlan,
): ReadonlySet<string> {
  const isFirst = stage === 'dispatched' || usernames.includes(username);
  return new Set(isFirst ? [username, ...usernames] : usernames);
}

/** The account of a name, or the server's refusal where the name is somebody else's. */
async function claimOne(task: ClaimTask, username: string): Promise<Claimed | Taken> {
  const { calls, journal, plan } = task;
  const { organizationId } = plan;
  for (let sent = 1; ; sent += 1) {
    const earlier = unansweredOf(journal, username);
    const addUserDispatchedAt = earlier ?? task.clock.now().toISOString();
    await journal.save({ stage: 'dispatched', username, organizationId, addUserDispatchedAt });
    try {
      await calls.addUser(paramsOf(task, username));
      return { username, isProved: true };
    } catch (error) {
      const isLost = mayHaveHappened(error);
      // What was never answered may be ours; a refusal alone says that this call did nothing. It is kept before the
      // look: a run that dies there would leave it as a claim without an answer, and another's account to be adopted.
      const mayBeOurs = isLost || earlier !== undefined;
      if (!mayBeOurs) await journal.save(REFUSED);
      const found = await lookUp(task, username, error);
      if (found !== undefined) return mayBeOurs ? adopted(task, username, found, error) : { refusal: error };
      if (!isLost && mayBeOurs) await journal.save(REFUSED);
      if (!isLost || sent === MAX_CALLS) throw error;
    }
  }
}

/** When the claim of this name was first sent, if no answer to it is known. */
function unansweredOf({ record }: JournalKeeper, username: string): string | undefined {
  return record.stage === 'dispatched' && record.username === username
    ? record.addUserDispatchedAt
    : undefined;
}

/** The account of a name after a failed claim; the claim's own error where looking does not help. */
async function lookUp(
  { calls }: ClaimTask,
  username: string,
  error: unknown,
): Promise<ProfileVersion | undefined> {
  try {
    return await findAccount(calls, username);
  } catch {
    throw error;
  }
}

/** Whose an account is that has the name of a claim without an answer. */
async function adopted(
  { calls, journal, verdict }: ClaimTask,
  username: string,
  found: ProfileVersion,
  cause: unknown,
): Promise<Claimed | Taken> {
  const { CreationGUID: creationGuid } = found.profile;
  if (await isOurs(calls, found.profile, journal.record)) return { username, adopted: found, isProved: true };
  if (verdict?.creationGuid !== creationGuid) {
    throw new CometAccountError(
      `An account ${quote(username)} is there (CreationGUID ${quote(creationGuid)}), and whether this service created it cannot be known. Look at it, and call again with the option verdict`,
      'AMBIGUOUS_CREATE',
      { exists: { account: 'unknown', username, creationGuid }, cause },
    );
  }
  if (verdict.isOurs) return { username, adopted: found, isProved: false };
  await journal.save(REFUSED);
  return { refusal: cause };
}

/** The planned parameters, with the name that is tried and the password. */
function paramsOf({ spec, step }: ClaimTask, username: string): AdminAddUserParams {
  const { StoreRecoveryCode, RequirePasswordChange, TargetOrganization } = step.params;
  const { password } = spec;
  return {
    TargetUser: username,
    TargetPassword: password instanceof Secret ? password.reveal() : password,
    ...(StoreRecoveryCode === 1 && { StoreRecoveryCode }),
    ...(RequirePasswordChange === 1 && { RequirePasswordChange }),
    ...(typeof TargetOrganization === 'string' && { TargetOrganization }),
  };
}
