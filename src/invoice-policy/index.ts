/**
 * When to invoice a pay-as-you-go client: by credit limit or at the end of a cycle, once a day, never twice.
 *
 * @module reseller-sdk/invoice-policy
 */
export { chargeKey } from './charge-key.ts';
export {
  type ChargeRetryDecision,
  type ChargeRetrySettings,
  type ChargeState,
  decideChargeRetry,
} from './charge-retry.ts';
export { checkInvoiceSettings } from './check-settings.ts';
export { decideAutoInvoice } from './decide.ts';
export type {
  ErrorDecision,
  InvoiceDecision,
  InvoiceReason,
  IssueDecision,
  SkipDecision,
  SkipReason,
} from './decision.ts';
export { InMemoryAgreements } from './memory/agreements.ts';
export {
  type ClaimGuard,
  InMemoryBilling,
  type InMemoryClient,
  type InMemoryInvoice,
} from './memory/billing.ts';
export { InMemoryChargeLog } from './memory/charge-log.ts';
export { InMemoryClaimLog } from './memory/claim-log.ts';
export { InMemoryCycleMarks } from './memory/cycle-marks.ts';
export { InMemoryDayLedger } from './memory/day-ledger.ts';
export { InMemoryRunLock } from './memory/run-lock.ts';
export { inMemoryInvoicingStores } from './memory/stores.ts';
export { openAmount } from './open-amount.ts';
export type {
  AccountSource,
  AgreementFlag,
  ClaimedAccount,
  ClaimedPeriod,
  DueAccounts,
  DueFilter,
} from './ports/account-source.ts';
export type {
  BillingClient,
  ClientRepository,
  InvoiceDraft,
  InvoiceRepository,
  KeyedInvoice,
  LinkedClient,
  LiveService,
  NeededInvoices,
  OpenInvoice,
  RateProvider,
  ServiceRepository,
} from './ports/billing.ts';
export type {
  AgreementPort,
  ChargeAttempt,
  ChargeHistory,
  ChargeLog,
  ChargePort,
  ChargeResult,
} from './ports/charging.ts';
export type { ClaimLog, ClaimOutcome, IssueIntent, NewClaim, OpenClaim } from './ports/claim-log.ts';
export type { CycleMarks } from './ports/cycle-marks.ts';
export type { DayClaim, DayLedger, DayRow } from './ports/day-ledger.ts';
export type { InvoicingPorts, InvoicingStores } from './ports/ports.ts';
export type { Rows } from './ports/rows.ts';
export type { RunLock, RunLockHandle } from './ports/run-lock.ts';
export type { InvoicingOptions, InvoicingSettings } from './run/options.ts';
export type {
  AccountErrorReason,
  AccountOutcome,
  AccountReason,
  ChargeOutcome,
  Healed,
  InvoicingReport,
  PeriodsOutcome,
  RunError,
  RunErrorCode,
  StopReason,
} from './run/report.ts';
export { runInvoicing } from './run/run-invoicing.ts';
export {
  type CycleSource,
  type FallbackLimits,
  type InvoiceSettings,
  type Money,
  OPEN_STATUSES,
} from './settings.ts';
export type {
  BilledService,
  BillingState,
  InvoiceDay,
  InvoiceLine,
  PostpaidAccount,
  ServiceInvoice,
} from './state.ts';
