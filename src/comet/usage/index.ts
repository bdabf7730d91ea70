/**
 * Turns Comet profiles, events and portal rows into the input of the reconciler, the credit ledger and the billing
 * audit.
 *
 * @module reseller-sdk/comet/usage
 */
export { cometAuditPolicy } from './audit/audit-policy.ts';
export { type AuditCharges, chargesToAuditCharges, numberedToAuditCharge } from './audit/charges.ts';
export { type AuditEvent, eventToAuditFact } from './audit/event-fact.ts';
export { cometFirstBilled } from './audit/first-billed.ts';
export { servicesToPlanLines } from './audit/plan-lines.ts';
export { type ProfileFactOptions, profileToAuditFacts, type ReadProfileAt } from './audit/profile-facts.ts';
export { billingFields } from './billing-fields.ts';
export { categoryRulesOf, cometCategories, cometCategoryRules, withDistinctDevices } from './categories.ts';
export { categoryOf, groupByCategory } from './categorise.ts';
export type {
  CometCategory,
  CometCategoryId,
  JobStatistic,
  PortalMeasure,
  QuantityRule,
  ServerMeasure,
} from './category.ts';
export { chargesByType, type TypeTotal } from './charges-by-type.ts';
export { type Classification, classify, type LineSource } from './classify.ts';
export {
  type CollectOptions,
  type CollectProgress,
  collectServerUsage,
  type UsageServer,
  type UserLister,
} from './collect-server-usage.ts';
export type { CollectedServer, CollectedUsage, UserIssue } from './collected-usage.ts';
export { type LateCharge, type LateChargeOptions, lateCharges } from './late-charges.ts';
export { cometCompatLedgerPolicy } from './ledger-policy.ts';
export {
  chargesToLedgerUsages,
  type LedgerUsage,
  type LedgerUsageOptions,
  type LedgerUsages,
} from './ledger-usages.ts';
export { m365AccountsOfCharge, m365AccountsOfService } from './m365-accounts.ts';
export {
  type M365Line,
  type M365Report,
  type M365ReportOptions,
  m365Report,
  type ServiceSnapshot,
} from './m365-report.ts';
export { extractPortalUsage, type PortalUsageOptions } from './portal-usage.ts';
export type { UsageDestination, UsageDevice, UsageJob, UsageProfile, UsageSource } from './profile.ts';
export type { ProfileRow, ProfileUsageIssue } from './profile-rows.ts';
export { extractUsageFromProfile, type ProfileUsage, type UnknownEngine } from './profile-usage.ts';
export { type ProfilesByUser, type ReadServer, readServerUsage } from './server-usage.ts';
export {
  type CategoryTotal,
  type ServiceSummary,
  type SummaryIssue,
  summariseActiveServices,
} from './summarise-active-services.ts';
