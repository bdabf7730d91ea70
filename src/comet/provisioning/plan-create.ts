import { CometAccountError } from './account-error.ts';
import { type CheckedPolicy, wantedOrganization } from './check-parts.ts';
import { checkSpec } from './check-spec.ts';
import { derivedNames } from './derive-username.ts';
import type { CreatePlan, PlanParam, PlanStep, StepReference } from './plan.ts';
import {
  policyReference,
  policyStep,
  policyWarnings,
  providerStep,
  readStep,
  reportWarnings,
  targetOrganization,
  vaultSteps,
  withStages,
  writeStep,
} from './plan-steps.ts';
import type { AccountSpec } from './spec.ts';
import type { AccountWarning } from './warning.ts';

const CLAIMED: StepReference = { from: 'claim', member: 'username' };
const NEW_VAULT: StepReference = { from: 'vault', member: 'destinationId' };

/**
 * The creation of an account as data: every check that needs no server, and then the calls in their order. Nothing that
 * costs money is made before policy and template are known to be there.
 *
 * Source: contract 2.6 (CREATE).
 * @throws InvalidInputError with every issue; CometAccountError `ORGANIZATION_MISMATCH` for a managed policy of another
 * organization
 */
export function planCreate(spec: AccountSpec): CreatePlan {
  const policy = checkSpec(spec);
  const { serviceKey, vault, limits, profile, vaultQuotaScope: scope } = spec;
  const organizationId = wantedOrganization(spec.organizationId, spec.capabilities);
  refuseForeignPolicy(policy, organizationId);
  const label = vault?.label;
  const steps = [
    ...policyStep(spec.policy, organizationId, spec.requirePasswordChange),
    ...(vault === undefined ? [] : [providerStep(vault, targetOrganization(spec))]),
    claimStep(spec),
    readStep('read', CLAIMED),
    ...writeStep('configure', 'read', CLAIMED, { policyId: policyReference(spec.policy), limits, profile }),
    ...(vault === undefined ? [] : vaultSteps(vault, CLAIMED)),
    ...writeStep('finish', 'reread', CLAIMED, {
      vault: {
        scope,
        label,
        quota: vault?.quota,
        detachSharedQuota: vault?.detachSharedQuota,
        destinationId: NEW_VAULT,
      },
    }),
  ];
  return {
    serviceKey,
    usernames: usernamesOf(spec),
    organizationId,
    steps: withStages(steps, { read: 'claimed', configure: 'configured', vault: 'vaulted' }),
    warnings: [...recoveryWarnings(spec), ...reportWarnings(spec), ...policyWarnings(policy)],
  };
}

/** C3: the call that creates the account is also what claims the name. */
function claimStep(spec: AccountSpec): PlanStep {
  const target = targetOrganization(spec);
  const params: Record<string, PlanParam> = {
    TargetUser: CLAIMED,
    TargetPassword: { secret: 'password' },
    ...(spec.storeRecoveryCode !== false && { StoreRecoveryCode: 1 }),
    ...(spec.requirePasswordChange === true && { RequirePasswordChange: 1 }),
    ...(target !== undefined && { TargetOrganization: target }),
  };
  return { id: 'claim', operation: 'AdminAddUser', params, retry: 'probe' };
}

function usernamesOf({ username, serviceKey }: AccountSpec): readonly string[] {
  if (username.mode === 'explicit') return [username.value.trim()];
  const { candidates, minLength = 1 } = username;
  return derivedNames({ candidates, serviceKey, minLength });
}

/** A draft that names no organization gets that of the account. */
export function refuseForeignPolicy({ built }: CheckedPolicy, organizationId: string): void {
  const owner = built?.policy.OrganizationID;
  if (owner === undefined || owner === organizationId) return;
  throw new CometAccountError(
    'The managed policy is for another organization than the account. Leave the organization of the draft out, or name that of the account',
    'ORGANIZATION_MISMATCH',
    { step: 'policy', exists: { account: 'none' } },
  );
}

function recoveryWarnings({ storeRecoveryCode }: AccountSpec): AccountWarning[] {
  const message = 'Without a recovery code nobody but the user can change the password';
  return storeRecoveryCode === false ? [{ code: 'NO_RECOVERY_CODE', message }] : [];
}
