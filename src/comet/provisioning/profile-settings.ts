import type { Issue } from '../../core/errors/input.ts';
import { quote } from '../../core/secret.ts';
import { COUNT_FIELDS, readCount } from './limits.ts';
import type { AccountProfile } from './profile.ts';
import type { ProfilePatch } from './profile-patch.ts';
import type { ProfileSetting } from './profile-setting.ts';
import { readQuota } from './quota.ts';
import type { ProfileFields } from './spec.ts';
import { vaultSettings } from './vault-settings.ts';
import type { AccountWarning } from './warning.ts';

/** What a patch wants of a profile. */
export interface WantedSettings {
  readonly settings: readonly ProfileSetting[];
  readonly issues: readonly Issue[];
  readonly warnings: readonly AccountWarning[];
}

const PROFILE_FIELDS: readonly (readonly [keyof ProfileFields, string])[] = [
  ['accountName', 'AccountName'],
  ['emails', 'Emails'],
  ['sendEmailReports', 'SendEmailReports'],
  ['languageCode', 'LanguageCode'],
  ['timezone', 'LocalTimezone'],
];

/** Every member that a patch is about. Source: contract 2.3. */
export function wantedSettings(profile: AccountProfile, patch: ProfilePatch): WantedSettings {
  const issues: Issue[] = [];
  const vault = vaultSettings(profile, patch.vault ?? {}, issues);
  const settings = [
    ...policySettings(patch.policyId),
    ...limitSettings(profile, patch, issues),
    ...PROFILE_FIELDS.map(([name, field]) => setting([field], patch.profile?.[name])),
    setting(['IsSuspended'], patch.suspended),
    ...vault.settings,
  ];
  return { settings: settings.filter(({ value }) => value !== undefined), issues, warnings: vault.warnings };
}

/** A setting; one without a value is none. */
export function setting(path: readonly string[], value: unknown): ProfileSetting {
  return { path, value };
}

/** Without a policy, the copy of its restrictions in the profile would go on binding the account. */
function policySettings(policyId: string | null | undefined): ProfileSetting[] {
  return policyId === null
    ? [setting(['PolicyID'], ''), setting(['Policy'], {})]
    : [setting(['PolicyID'], policyId)];
}

function limitSettings(
  profile: AccountProfile,
  { limits = {} }: ProfilePatch,
  issues: Issue[],
): ProfileSetting[] {
  const counts = COUNT_FIELDS.map(({ limit, field }) => {
    const wanted = limits[limit];
    if (wanted === undefined) return setting([field], undefined);
    const path = `limits.${limit}`;
    const count = readCount(wanted, path);
    if (typeof count !== 'number') issues.push(count);
    else if (count > 0 && !hasMember(profile, field)) issues.push(unknownField(path, field));
    return setting([field], count);
  });
  if (limits.protectedItems === undefined) return counts;
  const quota = readQuota(limits.protectedItems, 'limits.protectedItems');
  if (!('bytes' in quota)) {
    issues.push(quota);
    return counts;
  }
  return [
    ...counts,
    setting(['AllProtectedItemsQuotaEnabled'], quota.enabled),
    setting(['AllProtectedItemsQuotaBytes'], quota.bytes),
  ];
}

function hasMember(profile: object, field: string): boolean {
  return Object.hasOwn(profile, field) && Reflect.get(profile, field) !== undefined;
}

/** An older server would take the limit without a word, and not keep it. */
function unknownField(path: string, field: string): Issue {
  const message = `the server does not know ${quote(field)}; it is too old for this limit`;
  return { path, message, code: 'INVALID_SPEC' };
}
