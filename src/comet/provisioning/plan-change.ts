import type { AccountRef } from './account-ref.ts';
import { wantedOrganization } from './check-parts.ts';
import { checkChange } from './check-spec.ts';
import type { AccountPlan, PlannedVaultPatch, PlanStep, StepCheck } from './plan.ts';
import { refuseForeignPolicy } from './plan-create.ts';
import {
  ownerChecks,
  ownerWarnings,
  policyReference,
  policyStep,
  policyWarnings,
  providerStep,
  readStep,
  reportWarnings,
  targetOrganization,
  vaultSteps,
  writeStep,
} from './plan-steps.ts';
import type { AccountChange, VaultSpec } from './spec.ts';

/**
 * The change of an account as data: one write of the profile where anything differs, and with `ensureVault` a vault for
 * an account that has none.
 *
 * Source: contract 2.6 (CHANGE).
 * @throws InvalidInputError with every issue; CometAccountError `ORGANIZATION_MISMATCH` for a managed policy of another
 * organization
 */
export function planChange(account: AccountRef, change: AccountChange): AccountPlan {
  const policy = checkChange(account, change);
  const organizationId = wantedOrganization(change.organizationId, change.capabilities);
  refuseForeignPolicy(policy, organizationId);
  const { limits, profile } = change;
  const wanted = newVault(change);
  const vault = vaultPatch(change);
  const steps: PlanStep[] = [
    ...policyStep(change.policy, organizationId),
    ...(wanted === undefined ? [] : [providerStep(wanted, targetOrganization(change))]),
    readStep('read', account.username, { checks: readChecks(account, change, organizationId) }),
    ...writeStep(
      'change',
      'read',
      account.username,
      { policyId: policyReference(change.policy), limits, profile, vault: wanted ? undefined : vault },
      guarded(change),
    ),
    ...(wanted === undefined ? [] : newVaultSteps(account, change, wanted, vault)),
  ];
  return {
    steps,
    warnings: [...ownerWarnings(account), ...reportWarnings({ profile }), ...policyWarnings(policy)],
  };
}

/** A policy is given to accounts of its own organization alone. */
function readChecks(account: AccountRef, { policy }: AccountChange, organizationId: string): StepCheck[] {
  const owner = ownerChecks(account);
  return policy === undefined || policy === null
    ? owner
    : [...owner, { kind: 'organization', organizationId }];
}

/** The vault to request; undefined where none is. */
function newVault({ ensureVault, vault }: AccountChange): VaultSpec | undefined {
  const providerId = vault?.providerId;
  return ensureVault === true && providerId !== undefined ? { ...vault, providerId } : undefined;
}

function vaultPatch({ vault = {}, vaultQuotaScope: scope, destinationId }: AccountChange): PlannedVaultPatch {
  const { quota, label, detachSharedQuota } = vault;
  return { quota, label, detachSharedQuota, scope, destinationId };
}

function newVaultSteps(
  { username }: AccountRef,
  change: AccountChange,
  wanted: VaultSpec,
  vault: PlannedVaultPatch,
): PlanStep[] {
  const destinationId = { from: 'vault', member: 'destinationId', otherwise: change.destinationId } as const;
  return [
    ...vaultSteps(wanted, username, { skip: 'has-vault' }),
    ...writeStep('finish', 'reread', username, { vault: { ...vault, destinationId } }, guarded(change)),
  ];
}

function guarded({ onDowngrade = 'warn' }: AccountChange): Partial<PlanStep> {
  return { checks: [{ kind: 'usage-within-limits', otherwise: onDowngrade }] };
}
