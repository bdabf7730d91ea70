import type { Issue } from '../../../core/errors/input.ts';
import { memberOf, membersOf } from '../json.ts';
import { hasVersion } from '../server-version.ts';
import {
  backupRules,
  type DraftFacts,
  defaultItems,
  numberOf,
  placeOf,
  rangesOf,
  reportsOf,
  retentionsOf,
  schedulesOf,
} from './facts.ts';

/** Something that a draft uses, and the first server version that has it. */
interface Gated {
  readonly path: string;
  readonly since: string;
}

/** Fields of the user policy by their first versions. Others were there before 18.9. Source: companion section 3. */
const FIELDS: Readonly<Record<string, string>> = {
  HideCloudStorageBranding: '20.5',
  DefaultNewStorageVault: '24.12.2',
  RotateStorageVaultKeysHours: '25.3',
  DefaultSources: '20.6.8',
  DefaultSourcesWithOSRestriction: '21.6.6',
  DefaultSourcesBackupRules: '20.6.8',
  DefaultBackupRules: '20.6.8',
  ModeScheduleLastJobFailDoRetry: '24.6.6',
  ModeLastJobFailDoRetryTime: '24.6.6',
  ModeLastJobFailDoRetryCount: '24.6.6',
  ModeAdminResetPassword: '18.9.7',
  ModeAdminViewFilenames: '19.3',
  ModeRequireUserResetPassword: '20.5',
  PreventChangeAccountName: '18.12.6',
  RequirePasswordOpenAppUI: '20.5',
  DefaultEmailReports: '18.9.9',
  DefaultStorageVaultRetention: '18.12.6',
  AllowEditObjectLockRetention: '23.6.9',
  RandomDelaySecs: '22.6',
};

const YEARLY = 8016;
const YEAR_RANGES = new Set([910, 911]);
const NEW_REPORTS = new Set([2, 3]);

/** R17 with a declared version. */
export function versionRefusals(facts: DraftFacts): Issue[] {
  const { serverVersion } = facts;
  if (serverVersion === undefined) return [];
  return gatedOf(facts)
    .filter(({ since }) => hasVersion(serverVersion, since) === false)
    .map(({ path, since }) => ({
      path,
      message: `needs server ${since} or later, this one is ${serverVersion}`,
      code: 'SERVER_TOO_OLD',
    }));
}

/** R17 without one: an older server ignores what it does not know. */
export function versionWarnings(facts: DraftFacts): (Issue & { readonly code: string })[] {
  if (facts.serverVersion !== undefined) return [];
  return gatedOf(facts).map(({ path, since }) => ({
    path,
    message: `is ignored by servers older than ${since}; declare serverVersion to have it checked`,
    code: 'SERVER_VERSION_UNKNOWN',
  }));
}

function gatedOf(facts: DraftFacts): Gated[] {
  const fields = membersOf(facts.user).flatMap(([field]) => {
    const since = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
    return since === undefined ? [] : [{ path: placeOf(field), since }];
  });
  const gate = (path: string, isUsed: boolean, since: string): Gated[] => (isUsed ? [{ path, since }] : []);
  return [
    ...fields,
    ...(facts.isDefault ? [{ path: 'DefaultUserPolicy', since: '20.2' }] : []),
    ...retentionsOf(facts)
      .flatMap(rangesOf)
      .flatMap(({ at, value }) => {
        const isYearly = YEAR_RANGES.has(numberOf(value, 'Type')) || numberOf(value, 'Years') > 0;
        return gate(at, isYearly, '25.3.1');
      }),
    ...schedulesOf(facts).flatMap(({ at, value }) => [
      ...gate(at, numberOf(value, 'FrequencyType') === YEARLY, '25.3'),
      ...gate(`${at}.RandomDelaySecs`, numberOf(value, 'RandomDelaySecs') > 0, '22.6'),
    ]),
    ...defaultItems(facts).flatMap(({ at, value }) =>
      gate(`${at}.ExistingUserUpdate`, memberOf(value, 'ExistingUserUpdate') === true, '23.6'),
    ),
    ...backupRules(facts).flatMap(({ at, value }) => [
      ...gate(`${at}.Tags`, isText(memberOf(value, 'Tags')), '25.9.6'),
      ...gate(
        `${at}.EventTriggers.OnLastJobFailDoRetry`,
        memberOf(memberOf(value, 'EventTriggers'), 'OnLastJobFailDoRetry') === true,
        '24.6.6',
      ),
    ]),
    ...reportsOf(facts).flatMap(({ at, value }) =>
      gate(at, NEW_REPORTS.has(numberOf(value, 'ReportType')), '22.12'),
    ),
  ];
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
