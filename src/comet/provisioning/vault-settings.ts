import type { Issue } from '../../core/errors/input.ts';
import { quote } from '../../core/secret.ts';
import { CometAccountError } from './account-error.ts';
import type { AccountDestination, AccountProfile } from './profile.ts';
import type { VaultPatch } from './profile-patch.ts';
import type { ProfileSetting } from './profile-setting.ts';
import { readQuota } from './quota.ts';
import type { AccountWarning } from './warning.ts';

/** What a change of vaults wants. */
interface VaultSettings {
  readonly settings: readonly ProfileSetting[];
  readonly warnings: readonly AccountWarning[];
}

/** A vault with its id. */
type Vault = readonly [id: string, vault: AccountDestination];

/** Vaults that a patch is for. */
interface Targets {
  readonly vaults: readonly Vault[];
  readonly warnings: readonly AccountWarning[];
}

/**
 * The members of vaults that a patch is about.
 *
 * Source: contract 2.3.
 * @throws CometAccountError `VAULT_AMBIGUOUS`
 */
export function vaultSettings(profile: AccountProfile, patch: VaultPatch, issues: Issue[]): VaultSettings {
  const warnings: AccountWarning[] = [];
  const settings: ProfileSetting[] = [];
  if (patch.quota !== undefined) {
    const targets = quotaTargets(profile, patch, issues);
    warnings.push(...targets.warnings);
    settings.push(...targets.vaults.flatMap((vault) => quotaSettings(vault, patch, issues)));
  }
  if (patch.label !== undefined) {
    const targets = labelTargets(profile, patch, issues);
    warnings.push(...targets.warnings.filter(({ code }) => warnings.every((known) => known.code !== code)));
    settings.push(
      ...targets.vaults.map(([id]) => ({ path: ['Destinations', id, 'Description'], value: patch.label })),
    );
  }
  return { settings, warnings };
}

/** The vaults that a quota is for. @throws CometAccountError `VAULT_AMBIGUOUS` */
export function quotaTargets(profile: AccountProfile, patch: VaultPatch, issues: Issue[]): Targets {
  const { scope = 'initial' } = patch;
  if (scope === 'initial') return initialVault(profile, patch, issues);
  const vaults = vaultsOf(profile);
  if (scope !== 'all')
    return { vaults: scope.ids.flatMap((id) => namedVault(vaults, id, issues)), warnings: [] };
  const message = 'The account has no vault, so the quota of all vaults limits nothing yet';
  return { vaults, warnings: vaults.length > 0 ? [] : [{ code: 'NO_VAULT', message }] };
}

/** A label is for one vault. */
function labelTargets(profile: AccountProfile, patch: VaultPatch, issues: Issue[]): Targets {
  const { scope } = patch;
  if (typeof scope !== 'object' || scope.ids.length !== 1) return initialVault(profile, patch, issues);
  return quotaTargets(profile, patch, patch.quota === undefined ? issues : []);
}

function initialVault(profile: AccountProfile, { destinationId }: VaultPatch, issues: Issue[]): Targets {
  const vaults = vaultsOf(profile);
  if (destinationId !== undefined) return { vaults: namedVault(vaults, destinationId, issues), warnings: [] };
  const [only] = vaults;
  const name = quote(profile.Username ?? '');
  if (vaults.length > 1) {
    throw new CometAccountError(
      `The account ${name} has ${vaults.length} vaults, and which one came with it is not known. Pass destinationId, or another scope`,
      'VAULT_AMBIGUOUS',
      { exists: { account: 'exists', username: profile.Username ?? undefined } },
    );
  }
  if (only === undefined) {
    noteOnce(issues, { path: 'vault', message: 'the account has no vault', code: 'INVALID_SPEC' });
    return { vaults: [], warnings: [] };
  }
  const message = `Which vault came with the account ${name} is not known; its only one, ${quote(only[0])}, was taken`;
  return { vaults: [only], warnings: [{ code: 'VAULT_ASSUMED', message }] };
}

/** Vaults as they are; an entry without content is none. */
export function vaultsOf({ Destinations }: AccountProfile): readonly Vault[] {
  return Object.entries(Destinations ?? {}).flatMap(([id, vault]) =>
    vault === null ? [] : [[id, vault] as const],
  );
}

function namedVault(vaults: readonly Vault[], id: string, issues: Issue[]): readonly Vault[] {
  const named = vaults.filter(([known]) => known === id);
  if (named.length === 0) {
    noteOnce(issues, {
      path: 'vault',
      message: `the account has no vault ${quote(id)}`,
      code: 'INVALID_SPEC',
    });
  }
  return named;
}

function quotaSettings([id, vault]: Vault, patch: VaultPatch, issues: Issue[]): readonly ProfileSetting[] {
  const quota = readQuota(patch.quota, 'vault.quota');
  if (!('bytes' in quota)) {
    noteOnce(issues, quota);
    return [];
  }
  const isShared = typeof vault.StorageLimitID === 'string' && vault.StorageLimitID !== '';
  if (isShared && patch.detachSharedQuota !== true) {
    const message = `the vault ${quote(id)} shares its quota with others, so its own would not count; say detachSharedQuota to take it out`;
    issues.push({ path: 'vault.quota', message, code: 'CONTRADICTORY_SPEC' });
    return [];
  }
  const at = (member: string) => ['Destinations', id, member];
  return [
    { path: at('StorageLimitEnabled'), value: quota.enabled },
    { path: at('StorageLimitBytes'), value: quota.bytes },
    ...(isShared ? [{ path: at('StorageLimitID'), value: '' }] : []),
  ];
}

function noteOnce(issues: Issue[], issue: Issue): void {
  if (issues.every(({ path, message }) => path !== issue.path || message !== issue.message))
    issues.push(issue);
}
