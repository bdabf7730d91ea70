import type { AccountRef } from './account-ref.ts';
import type { CheckedPolicy } from './check-parts.ts';
import type { JournalStage } from './journal.ts';
import { normalPatch } from './normal-patch.ts';
import type { PlannedPatch, PlanParam, PlanStep, StepCheck, StepId, StepReference } from './plan.ts';
import type { AccountSpec, PolicyChoice, VaultSpec } from './spec.ts';
import type { AccountWarning } from './warning.ts';

/** How a step names the account. */
export type TargetUser = string | StepReference;

const GIVEN_POLICY: StepReference = { from: 'policy', member: 'policyId' };

/** The policy as later steps name it: managed ones get their id when they are made sure of. */
export function policyReference(policy: PolicyChoice | null | undefined): PlannedPatch['policyId'] {
  if (policy === undefined || policy === null) return policy;
  return policy.managed === undefined ? policy.id : GIVEN_POLICY;
}

/** C1: the policy is there, and belongs to the organization of the account. */
export function policyStep(
  policy: PolicyChoice | null | undefined,
  organizationId: string,
  requirePasswordChange = false,
): PlanStep[] {
  if (policy === undefined || policy === null) return [];
  const organization: StepCheck = { kind: 'organization', organizationId };
  const checks: StepCheck[] = requirePasswordChange
    ? [organization, { kind: 'password-change-allowed' }]
    : [organization];
  if (policy.managed !== undefined) {
    return [{ id: 'policy', operation: 'ensurePolicy', params: {}, retry: 'probe', checks }];
  }
  return [
    { id: 'policy', operation: 'AdminPoliciesGet', params: { PolicyID: policy.id }, retry: 'safe', checks },
  ];
}

/** C2: the server offers the template. */
export function providerStep(vault: VaultSpec, target: string | undefined): PlanStep {
  return {
    id: 'provider',
    operation: 'AdminRequestStorageVaultProviders',
    params: target === undefined ? {} : { TargetOrganization: target },
    retry: 'safe',
    checks: [{ kind: 'provider-offered', providerId: vault.providerId }],
  };
}

/** A read of the profile with its hash. */
export function readStep(id: 'read' | 'reread', user: TargetUser, more: Partial<PlanStep> = {}): PlanStep {
  const operation = 'AdminGetUserProfileAndHash';
  return { id, operation, params: { TargetUser: user }, retry: 'safe', ...more };
}

/** A write of the profile; none where the patch changes nothing. */
export function writeStep(
  id: StepId,
  after: StepId,
  user: TargetUser,
  wanted: PlannedPatch,
  more: Partial<PlanStep> = {},
): PlanStep[] {
  const patch = normalPatch(wanted);
  if (patch === undefined) return [];
  const params: Record<string, PlanParam> = {
    TargetUser: user,
    ProfileData: { patched: after },
    RequireHash: { from: after, member: 'ProfileHash' },
  };
  const operation = 'AdminSetUserProfileHash';
  return [{ id, operation, params, retry: 'probe', patch, skip: 'patch-satisfied', ...more }];
}

/** C6 and C7: the vault, and the profile after it. */
export function vaultSteps(vault: VaultSpec, user: TargetUser, more: Partial<PlanStep> = {}): PlanStep[] {
  const request: PlanStep = {
    id: 'vault',
    operation: 'AdminRequestStorageVault',
    params: { TargetUser: user, StorageProvider: vault.providerId },
    retry: 'probe',
    ...more,
  };
  return [request, readStep('reread', user, { skip: 'profile-answered' })];
}

/** The steps, of which each that has one tells the journal its stage; the last one tells `done`. */
export function withStages(
  steps: readonly PlanStep[],
  stages: Readonly<Partial<Record<StepId, JournalStage>>>,
): PlanStep[] {
  return steps.map((step, at) => {
    const stage = at === steps.length - 1 ? 'done' : stages[step.id];
    return stage === undefined ? step : { ...step, stage };
  });
}

/** The organization as calls name it: only a login of the top level names one. */
export function targetOrganization({
  organizationId,
  capabilities,
}: Pick<AccountSpec, 'organizationId' | 'capabilities'>): string | undefined {
  return (capabilities?.loginOrganizationId ?? '') === '' ? organizationId || undefined : undefined;
}

/** The checks of who owns an account. */
export function ownerChecks({ expect }: AccountRef): StepCheck[] {
  return expect === undefined ? [] : [{ kind: 'owner', creationGuid: expect.creationGuid }];
}

/** What should be known of an account that was taken by its name alone. */
export function ownerWarnings({ expect }: AccountRef): AccountWarning[] {
  const message = 'The account was taken by its name alone; record its creationGuid';
  return expect === undefined ? [{ code: 'OWNER_UNVERIFIED', message }] : [];
}

/** What the builder of a managed policy warns about. */
export function policyWarnings({ built }: CheckedPolicy): AccountWarning[] {
  return (built?.warnings ?? []).map(({ code, message }) => ({
    code: 'POLICY',
    message: `${code}: ${message}`,
  }));
}

/** Addresses alone switch no reports on. */
export function reportWarnings({ profile = {} }: Pick<AccountSpec, 'profile'>): AccountWarning[] {
  const { emails = [], sendEmailReports } = profile;
  const message = 'Addresses alone switch no reports on; say sendEmailReports';
  return emails.length > 0 && sendEmailReports === undefined ? [{ code: 'REPORTS_OFF', message }] : [];
}
