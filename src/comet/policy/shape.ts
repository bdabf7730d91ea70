/**
 * What a part of a group policy is, as far as comparing and merging must know: what counts as zero, what has no
 * order, and which members belong to the vendor's type. `ignored` members are kept as they are.
 */
export type Shape =
  | 'flag'
  | 'integer'
  /** An integer that is never negative. */
  | 'count'
  | 'text'
  | 'ignored'
  /** A list of numbers or texts whose order and repeats mean nothing. */
  | { readonly kind: 'set' }
  /** A list of objects whose order means nothing. */
  | { readonly kind: 'bag'; readonly item: Shape }
  | { readonly kind: 'list'; readonly item: Shape }
  /** Values by keys that are chosen freely: an empty value is not the same as none. */
  | { readonly kind: 'map'; readonly item: Shape }
  | { readonly kind: 'struct'; readonly fields: Fields };

/** Members of one of the vendor's types. */
export type Fields = Readonly<Record<string, Shape>>;

const struct = (fields: Fields): Shape => ({ kind: 'struct', fields });
const listOf = (item: Shape): Shape => ({ kind: 'list', item });
const bagOf = (item: Shape): Shape => ({ kind: 'bag', item });
const mapOf = (item: Shape): Shape => ({ kind: 'map', item });
const SET: Shape = { kind: 'set' };

/** Members of one shape by their names. */
function all(shape: Shape, names: string): Fields {
  return Object.fromEntries(names.split(' ').map((name) => [name, shape]));
}

const RETENTION = struct({
  Mode: 'integer',
  Ranges: bagOf(
    struct(all('integer', 'Type Timestamp Jobs Days Weeks Months Years WeekOffset MonthOffset YearOffset')),
  ),
});

const TIME_OF_DAY = struct(all('integer', 'Hour Minutes'));

const SCHEDULES = listOf(
  struct({
    ...all('integer', 'FrequencyType SecondsPast Offset RandomDelaySecs SelectedMonth SelectedDay'),
    ...all('flag', 'RestrictRuntime RestrictDays'),
    FromTime: TIME_OF_DAY,
    ToTime: TIME_OF_DAY,
    DaysSelect: struct(all('flag', 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday')),
  }),
);

/** Times are the caller's to keep, and say nothing about what an item or a rule does. */
const TIMES = all('ignored', 'CreateTime ModifyTime');
const COMMANDS = all(listOf('text'), 'PreExec ThawExec PostExec');

const SOURCE = struct({
  ...all('text', 'Engine Description OwnerDevice'),
  ...TIMES,
  ...COMMANDS,
  EngineProps: mapOf('text'),
  ExistingUserUpdate: 'flag',
  OverrideDestinationRetention: mapOf(RETENTION),
});

const RULE = struct({
  ...all('text', 'Description Source Destination LogLevel Tags'),
  ...TIMES,
  ...COMMANDS,
  ...all('flag', 'SkipAlreadyRunning ReduceDiskConcurrency UseOnDiskIndexes AllowZeroFilesSuccess'),
  ...all('count', 'StopAfter LimitVaultSpeedBps AutoRetentionLevel ConcurrencyCount'),
  Schedules: SCHEDULES,
  EventTriggers: struct({
    ...all('flag', 'OnPCBoot OnPCBootIfLastJobMissed OnLastJobFailDoRetry'),
    ...all('count', 'LastJobFailDoRetryCount LastJobFailDoRetryTime'),
  }),
});

const CLAUSE_FIELDS: Record<string, Shape> = all('text', 'ClauseType RuleField RuleOperator RuleValue');
const CLAUSE = struct(CLAUSE_FIELDS);
CLAUSE_FIELDS['ClauseChildren'] = listOf(CLAUSE);

const REPORT = struct({
  ReportType: 'integer',
  SummaryFrequency: SCHEDULES,
  TimeSpan: struct(all('integer', 'FrequencyType Seconds')),
  Filter: CLAUSE,
});

const FLAGS =
  'PreventRequestStorageVault PreventAddCustomStorageVault PreventEditStorageVault HideCloudStorageBranding ' +
  'PreventDeleteStorageVault PreventNewProtectedItem PreventEditProtectedItem PreventDeleteProtectedItem ' +
  'PreventDeleteSingleSnapshots PreventChangeAccountPassword PreventChangeEmailSettings ' +
  'PreventChangeAccountName PreventOpenAppUI RequirePasswordOpenAppUI HideAppImport HideAppVersion ' +
  'PreventOpenWebUI PreventViewDeviceNames EnforceStorageVaultRetention PreventProtectedItemRetention ' +
  'AllowEditObjectLockRetention';

const MODES =
  'ModeScheduleSkipAlreadyRunning ModeScheduleLastJobFailDoRetry ModeAdminResetPassword ' +
  'ModeAdminViewFilenames ModeRequireUserResetPassword';

const USER_POLICY = struct({
  ...all('flag', FLAGS),
  ...all('integer', MODES),
  ...all('count', 'ModeLastJobFailDoRetryTime ModeLastJobFailDoRetryCount RotateStorageVaultKeysHours'),
  RandomDelaySecs: 'integer',
  DefaultNewStorageVault: 'text',
  StorageVaultProviders: struct({ ShouldRestrictProviderList: 'flag', AllowedProvidersWhenRestricted: SET }),
  ProtectedItemEngineTypes: struct({
    ShouldRestrictEngineTypeList: 'flag',
    AllowedEngineTypeWhenRestricted: SET,
  }),
  FileAndFolderMandatoryExclusions: bagOf(struct({ Exclude: 'text', Regex: 'flag', RestrictOS: 'integer' })),
  DefaultEmailReports: struct({ ShouldOverrideDefaultReports: 'flag', Reports: bagOf(REPORT) }),
  DefaultStorageVaultRetention: RETENTION,
  DefaultSources: mapOf(SOURCE),
  DefaultSourcesWithOSRestriction: mapOf(struct({ SourceConfig: SOURCE, RestrictOS: 'integer' })),
  DefaultSourcesBackupRules: mapOf(RULE),
  DefaultBackupRules: mapOf(RULE),
});

/** The vendor's `GroupPolicy`. Source: companion sections 2 and 3. */
export const GROUP_POLICY: Shape = struct({
  Description: 'text',
  OrganizationID: 'text',
  DefaultUserPolicy: 'flag',
  CreatedDate: 'ignored',
  ModifiedDate: 'ignored',
  Policy: USER_POLICY,
});

/** The shape of a member: undefined where the vendor's type does not have it, or is not known. */
export function shapeOfMember(shape: Shape | undefined, key: string): Shape | undefined {
  if (typeof shape !== 'object') return undefined;
  if (shape.kind === 'map') return shape.item;
  return shape.kind === 'struct' && Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
}

/** The shape at a path from the group policy. */
export function shapeAt(path: readonly string[]): Shape | undefined {
  return path.reduce<Shape | undefined>(shapeOfMember, GROUP_POLICY);
}
