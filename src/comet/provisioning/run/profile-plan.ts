import type { CallOptions } from '../../../core/http/call.ts';
import type { AccountExistence } from '../account-error.ts';
import type { AccountRef } from '../account-ref.ts';
import type { AccountPlan } from '../plan.ts';
import { assertChecks } from '../profile-checks.ts';
import { resolvePatch } from '../resolve-patch.ts';
import type { ChangedAccount, StepReport } from '../result.ts';
import { AccountCalls } from './calls.ts';
import type { CometAccountsOptions } from './options.ts';
import { stopOf } from './stop.ts';

/** Walks a plan that reads an account and writes its profile at most once. Source: contract 2.6. */
export async function runProfilePlan(
  options: CometAccountsOptions,
  { username }: AccountRef,
  plan: AccountPlan,
  call: CallOptions,
): Promise<ChangedAccount> {
  const calls = new AccountCalls(options, 'change', call);
  const [read, ...writes] = plan.steps;
  let step = read;
  let exists: AccountExistence | undefined;
  try {
    const known = await calls.read(username);
    const creationGuid = known.profile.CreationGUID;
    exists = { account: 'exists', username, creationGuid };
    assertChecks(known.profile, read?.checks);
    const steps: StepReport[] = [{ id: 'read', outcome: 'done' }];
    for (const write of writes) {
      step = write;
      const { changed } = await calls.write(username, known, resolvePatch(write.patch ?? {}, {}));
      steps.push({ id: write.id, outcome: changed ? 'done' : 'skipped' });
    }
    return {
      username,
      creationGuid,
      changed: steps.some(({ id, outcome }) => id !== 'read' && outcome === 'done'),
      steps,
      warnings: plan.warnings,
    };
  } catch (error) {
    throw stopOf(error, { step: step?.id, exists });
  }
}
