/**
 * The life of backup accounts on a Comet Server: what an account should be, how it is made and changed as plain data,
 * and what of it a customer may see.
 *
 * @module reseller-sdk/comet/provisioning
 */
export {
  type AccountErrorCode,
  type AccountErrorFacts,
  type AccountExistence,
  CometAccountError,
  type Compensation,
} from './account-error.ts';
export type { AccountRef } from './account-ref.ts';
export { CometAccounts } from './comet-accounts.ts';
export {
  type CustomerView,
  type DeviceView,
  type ItemView,
  type JobOutcome,
  type JobView,
  toCustomerView,
  type VaultView,
} from './customer-view.ts';
export { deriveUsername, type UsernameSource } from './derive-username.ts';
export { applyPatch, diffProfile, type ProfileChange, type ProfileDiff } from './diff-profile.ts';
export type { AccountJournal, AccountRecord, JournalEntry, JournalStage } from './journal.ts';
export type { AccountLimits, CountLimit, CountSetting } from './limits.ts';
export { InMemoryAccountJournal } from './memory-journal.ts';
export { validatePassword } from './password.ts';
export type {
  AccountPlan,
  CreatePlan,
  LimitFinding,
  PatchedReference,
  PlannedPatch,
  PlannedVaultPatch,
  PlanParam,
  PlanStep,
  SecretReference,
  StepCheck,
  StepId,
  StepReference,
  StepRetry,
  StepSkip,
} from './plan.ts';
export { planPassword, planSso, planSuspend, planTerminate, planUnsuspend } from './plan-actions.ts';
export { planChange } from './plan-change.ts';
export { planCreate } from './plan-create.ts';
export { limitsBelowUsage } from './preflight.ts';
export type { AccountDestination, AccountJob, AccountProfile, AccountSource } from './profile.ts';
export { assertOwner } from './profile-checks.ts';
export type { ProfilePatch, VaultPatch } from './profile-patch.ts';
export { parseQuota, type QuotaBytes, type QuotaSetting, type QuotaSize } from './quota.ts';
export type { SpecErrorCode } from './refuse.ts';
export type {
  AccountReport,
  ChangedAccount,
  CreatedAccount,
  SsoTicket,
  StepReport,
  TerminatedAccount,
} from './result.ts';
export type { InstallerPlatform } from './run/installers.ts';
export type {
  AccountCaller,
  ClaimVerdict,
  CometAccountsOptions,
  CreateOptions,
} from './run/options.ts';
export type { ConnectionFailure, ConnectionTest, ServerRoles } from './run/test-connection.ts';
export type {
  AccountChange,
  AccountSpec,
  AccountTermination,
  DerivedUsername,
  ExplicitUsername,
  PasswordChange,
  PolicyChoice,
  ProfileFields,
  ServerCapabilities,
  UsernameChoice,
  VaultChange,
  VaultScope,
  VaultSpec,
} from './spec.ts';
export { type AccountUsage, toUsage, type VaultUsage } from './usage.ts';
export { validateUsername } from './username.ts';
export type { AccountWarning, AccountWarningCode } from './warning.ts';
export {
  fromWhmcsOptions,
  type WhmcsLimits,
  type WhmcsOptions,
  type WhmcsQuantity,
} from './whmcs-options.ts';
export { type WhmcsUsernameParams, type WhmcsUsernameTools, whmcsUsername } from './whmcs-username.ts';
