import type { CallOptions } from '../../../core/http/call.ts';
import { mayHaveHappened } from '../../admin/failures.ts';
import type { AdminDeleteUserParams } from '../../admin/generated/operations/users.ts';
import type { AccountRef } from '../account-ref.ts';
import type { AccountPlan, PlanStep } from '../plan.ts';
import type { TerminatedAccount } from '../result.ts';
import { type AccountUsage, toUsage } from '../usage.ts';
import { AccountRun, type Outcome } from './account-run.ts';
import type { ProfileVersion } from './calls.ts';
import { deleteAccount } from './delete-account.ts';
import { findAccount } from './exists.ts';
import type { CometAccountsOptions } from './options.ts';

/** Walks the plan of a termination. Source: contract 2.6 (TERMINATE). */
export async function terminate(
  options: CometAccountsOptions,
  account: AccountRef,
  plan: AccountPlan,
  call: CallOptions,
): Promise<TerminatedAccount> {
  const run = new AccountRun(options, account, plan, 'terminate', call);
  let checks: PlanStep['checks'];
  let usage: AccountUsage | undefined;
  const accept = (found: ProfileVersion) => {
    run.accept(found, checks);
    usage = toUsage(found.profile);
    // Whoever has the name later, only the account that was accepted may be deleted.
    checks = [{ kind: 'owner', creationGuid: found.profile.CreationGUID }, ...(checks ?? [])];
  };
  const perform = async (step: PlanStep): Promise<Outcome> => {
    if (step.id === 'read') {
      checks = step.checks;
      const found = await findAccount(run.calls, run.username);
      if (found !== undefined) accept(found);
      return 'done';
    }
    if (usage === undefined) return 'skipped';
    try {
      return await deleteAccount(run.calls, paramsOf(step, run.username), accept);
    } catch (error) {
      if (mayHaveHappened(error)) run.note({ account: 'unknown' });
      throw error;
    }
  };
  await run.walk(perform);
  const { username, steps } = run;
  return { username, alreadyGone: usage === undefined, usage, steps, warnings: plan.warnings };
}

function paramsOf(
  { params: { UninstallConfig: config } }: PlanStep,
  TargetUser: string,
): AdminDeleteUserParams {
  if (typeof config !== 'object' || !('RemoveConfigFile' in config)) return { TargetUser };
  const { UninstallFlag, RemoveConfigFile } = config;
  return {
    TargetUser,
    UninstallConfig: { UninstallFlag: UninstallFlag === true, RemoveConfigFile: RemoveConfigFile === true },
  };
}
