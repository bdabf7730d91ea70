import type { CallOptions } from '../../../core/http/call.ts';
import { Secret } from '../../../core/secret.ts';
import { mayHaveHappened } from '../../admin/failures.ts';
import type { AdminResetUserPasswordParams } from '../../admin/generated/operations/users.ts';
import type { AccountRef } from '../account-ref.ts';
import type { AccountPlan, PlanStep } from '../plan.ts';
import type { ChangedAccount } from '../result.ts';
import type { PasswordChange } from '../spec.ts';
import { AccountRun, type Outcome } from './account-run.ts';
import type { AccountCalls } from './calls.ts';
import type { CometAccountsOptions } from './options.ts';

/** Calls at most, where a lost one may be repeated. */
const MAX_CALLS = 2;

/** Walks the plan of a new password. Source: contract 2.6 (PASSWORD). */
export async function changePassword(
  options: CometAccountsOptions,
  account: AccountRef,
  plan: AccountPlan,
  change: PasswordChange,
  call: CallOptions,
): Promise<ChangedAccount> {
  const run = new AccountRun(options, account, plan, 'changePassword', call);
  await run.walk(async (step): Promise<Outcome> => {
    if (step.id === 'read') await run.read(step);
    else await reset(run.calls, step, paramsOf(run.username, change));
    return 'done';
  });
  const { username, creationGuid, steps } = run;
  return { username, creationGuid, changed: true, steps, warnings: plan.warnings };
}

/** Sends the password; again after a lost answer where the plan says that this does no harm. */
async function reset(
  calls: AccountCalls,
  { retry }: PlanStep,
  params: AdminResetUserPasswordParams,
): Promise<void> {
  for (let sent = 1; ; sent += 1) {
    try {
      return await calls.resetPassword(params);
    } catch (error) {
      if (!mayHaveHappened(error) || retry !== 'safe' || sent === MAX_CALLS) throw error;
    }
  }
}

function paramsOf(
  TargetUser: string,
  { newPassword, oldPassword }: PasswordChange,
): AdminResetUserPasswordParams {
  return {
    TargetUser,
    NewPassword: plain(newPassword),
    ...(oldPassword !== undefined && { OldPassword: plain(oldPassword) }),
  };
}

function plain(password: string | Secret): string {
  return password instanceof Secret ? password.reveal() : password;
}
