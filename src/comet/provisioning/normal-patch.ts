import { type AccountLimits, COUNT_FIELDS, readCount } from './limits.ts';
import type { PlannedPatch, PlannedVaultPatch } from './plan.ts';
import { type QuotaSetting, readQuota } from './quota.ts';

/**
 * A checked patch as plain data, with sizes in bytes and counts as numbers. Undefined for one that changes nothing.
 */
export function normalPatch(patch: PlannedPatch): PlannedPatch | undefined {
  const { policyId, suspended, limits, profile, vault } = patch;
  return orUndefined({
    policyId,
    suspended,
    limits: limits && orUndefined(normalLimits(limits)),
    profile: profile && orUndefined(structuredClone(profile)),
    vault: vault?.quota === undefined && vault?.label === undefined ? undefined : normalVault(vault),
  });
}

function normalVault(vault: PlannedVaultPatch): PlannedVaultPatch {
  return {
    ...structuredClone({ ...vault, quota: undefined }),
    quota: vault.quota && normalQuota(vault.quota),
  };
}

function normalLimits(limits: AccountLimits): AccountLimits {
  const counts = COUNT_FIELDS.map(({ limit }) => {
    const count = limits[limit] === undefined ? undefined : readCount(limits[limit], limit);
    return [limit, count === 0 ? 'unlimited' : count];
  });
  const { protectedItems } = limits;
  return { ...Object.fromEntries(counts), protectedItems: protectedItems && normalQuota(protectedItems) };
}

function normalQuota(setting: QuotaSetting): QuotaSetting {
  const quota = readQuota(setting, '');
  return 'bytes' in quota && quota.enabled ? { bytes: quota.bytes } : 'unlimited';
}

function orUndefined<Members extends object>(members: Members): Members | undefined {
  return Object.values(members).every((value) => value === undefined) ? undefined : members;
}
