import { COUNT_FIELDS, readCount } from './limits.ts';
import type { LimitFinding } from './plan.ts';
import type { AccountProfile } from './profile.ts';
import type { ProfilePatch } from './profile-patch.ts';
import { readQuota } from './quota.ts';
import { type AccountUsage, toUsage } from './usage.ts';
import { quotaTargets } from './vault-settings.ts';
import type { AccountWarning } from './warning.ts';

/**
 * The limits of a patch that are below what the account uses. Comet would not take anything away: the next backups
 * would fail.
 *
 * Source: contract 2.6 (CHANGE).
 * @throws as `diffProfile` does for a quota whose vault is not known
 */
export function limitsBelowUsage(profile: AccountProfile, patch: ProfilePatch): readonly LimitFinding[] {
  const usage = toUsage(profile);
  return [
    ...countFindings(usage, patch),
    ...protectedFindings(usage, patch),
    ...vaultFindings(profile, usage, patch),
  ];
}

/** The warnings of findings. */
export function limitWarnings(findings: readonly LimitFinding[]): AccountWarning[] {
  return findings.map(({ limit, used, limitedTo, destinationId }) => {
    const what = destinationId === undefined ? limit : `${limit} ${destinationId}`;
    return { code: 'LIMIT_BELOW_USAGE', message: `${what}: ${used} in use, limited to ${limitedTo}` };
  });
}

const USED = {
  devices: 'devices',
  office365: 'office365',
  hyperv: 'hypervGuests',
  vmware: 'vmwareGuests',
} as const;

function countFindings(usage: AccountUsage, { limits = {} }: ProfilePatch): LimitFinding[] {
  return COUNT_FIELDS.flatMap(({ limit }): LimitFinding[] => {
    const wanted = limits[limit] === undefined ? 0 : readCount(limits[limit], limit);
    const used = usage[USED[limit]];
    if (typeof wanted !== 'number' || wanted === 0 || BigInt(used) <= BigInt(wanted)) return [];
    return [{ limit, used, limitedTo: String(wanted) }];
  });
}

function protectedFindings({ protectedBytes }: AccountUsage, { limits }: ProfilePatch): LimitFinding[] {
  const limitedTo = bytesOf(limits?.protectedItems);
  if (limitedTo === undefined || BigInt(protectedBytes) <= limitedTo) return [];
  return [{ limit: 'protectedItems', used: protectedBytes, limitedTo: String(limitedTo) }];
}

function vaultFindings(
  profile: AccountProfile,
  { vaults }: AccountUsage,
  { vault }: ProfilePatch,
): LimitFinding[] {
  const limitedTo = bytesOf(vault?.quota);
  if (vault === undefined || limitedTo === undefined) return [];
  const targets = new Set(quotaTargets(profile, vault, []).vaults.map(([id]) => id));
  return vaults
    .filter(({ destinationId, bytes }) => targets.has(destinationId) && BigInt(bytes) > limitedTo)
    .map(({ destinationId, bytes }) => {
      return { limit: 'vault', destinationId, used: bytes, limitedTo: String(limitedTo) };
    });
}

/** The bytes of a limit; undefined where there is none. */
function bytesOf(setting: unknown): bigint | undefined {
  const quota = setting === undefined ? undefined : readQuota(setting, '');
  return quota !== undefined && 'bytes' in quota && quota.enabled ? BigInt(quota.bytes) : undefined;
}
