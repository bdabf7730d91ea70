/**
 * Policy groups of a Comet Server: a typed draft, its checks, and the way onto the server without duplicates.
 *
 * @module reseller-sdk/comet/policy
 */
export { assertAssignable, type PolicyFacts, policyFacts } from './assignment.ts';
export type { BuiltPolicy, PolicyWarning, SparseGroupPolicy } from './build.ts';
export { describe } from './describe.ts';
export { diffPolicy, isSatisfied, mergePolicy, type PolicyChange } from './diff.ts';
export { PolicyDraft, policy } from './draft.ts';
export { ensurePolicy } from './ensure/ensure-policy.ts';
export type { EnsuredPolicy, EnsurePolicyOptions, PolicyCaller } from './ensure/options.ts';
export { CometPolicyError, type PolicyErrorCode, type PolicyErrorFacts } from './error.ts';
export type { Json, JsonObject } from './json.ts';
export {
  type OperatingSystem,
  POLICY_ENGINES,
  type PolicyEngine,
  type PolicyMode,
  type VaultType,
  type Weekday,
} from './names.ts';
export { type EmailPolicy, type EmailReport, type EmailReports, reports } from './options/emails.ts';
export type { DefaultItem, DefaultItemOptions, DeviceCommands, Exclusion } from './options/items.ts';
export type { JobRetry, ModeOption } from './options/modes.ts';
export type { NewDeviceVault } from './options/new-device-vault.ts';
export type { RawPath } from './options/raw.ts';
export {
  keep,
  keepEverything,
  keepOnly,
  type Retention,
  type RetentionOptions,
  type RetentionRangeSpec,
  type Span,
} from './options/retention.ts';
export type {
  AutoRetention,
  PolicySchedule,
  ScheduleDestination,
  ScheduleEvents,
} from './options/schedules.ts';
export type {
  AccountOptions,
  ItemPermissions,
  Permission,
  VaultPermissions,
  Visibility,
} from './options/switches.ts';
export { type Delay, type Hourly, type ScheduleTime, type TimeOfDay, times } from './options/times.ts';
export { type PolicyDeletion, planDeletePolicy } from './plan-delete.ts';
export { type PolicyIdParts, policyId } from './policy-id.ts';
export {
  defaultRetention,
  enforcedRetention,
  enforcedSchedule,
  engines,
  headless,
  type ManagedByBillingOptions,
  managedByBilling,
  mandatoryEmails,
  noCommandItems,
  readOnlyClient,
  vaultTypes,
  whmcsCompatible,
} from './presets.ts';
