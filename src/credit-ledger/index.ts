/**
 * Prepaid credit: lots of purchased and bonus credit, usage that takes them in order, debts, runway.
 *
 * @module reseller-sdk/credit-ledger
 */
export type { AccountInput, LedgerAccount, OverdrawMode } from './account.ts';
export type { AttemptsOptions } from './attempts.ts';
export { assertBatch } from './batch-check.ts';
export {
  type AllocateInOrderOptions,
  allocateInOrder,
  type OrderedAllocation,
} from './bulk/allocate-in-order.ts';
export {
  type AllocatedSlice,
  type DescribedAllocation,
  describeAllocation,
  type LotOutcome,
  type OpenShortfall,
} from './bulk/describe.ts';
export type { LotFacts, UsageFacts } from './bulk/facts.ts';
export type { SliceColumns } from './bulk/run.ts';
export type { CommandRecord } from './command-record.ts';
export type { ImportResult, ImportSums, ImportTotals } from './import-result.ts';
export { CreditLedger } from './ledger.ts';
export type { CreditLedgerOptions, CreditLedgerReaderOptions } from './ledger-options.ts';
export { InMemoryCreditLedgerRepository } from './memory/repository.ts';
export type { HoldPlace } from './places.ts';
export { type AdjustmentInput, adjust } from './plan/adjust.ts';
export { expire } from './plan/expire.ts';
export { type ExtensionInput, extendLot } from './plan/extend.ts';
export { type HoldInput, hold } from './plan/hold.ts';
export { type HoldPostInput, postHold, voidHold } from './plan/hold-end.ts';
export type { ImportedRefund, ImportOptions, PurchaseImport } from './plan/import-file.ts';
export { importPurchases } from './plan/import-purchases.ts';
export { ingestUsagePull } from './plan/ingest.ts';
export type { PullRowInput, UsagePullInput } from './plan/ingest-input.ts';
export type { LedgerCommand } from './plan/ledger-command.ts';
export { type OpeningInput, openBalance } from './plan/opening.ts';
export { type PurchaseInput, recordPurchase, syncLotsFromPurchases } from './plan/purchase.ts';
export { type OnMissing, type RefundInput, refundPurchase } from './plan/refund.ts';
export { type ReversalInput, reverseUsage } from './plan/reverse.ts';
export { allocateUsages, type UsageInput } from './plan/usage.ts';
export { type VoidInput, voidLot } from './plan/void.ts';
export { type WithdrawalInput, withdrawUsage } from './plan/withdraw.ts';
export {
  type BonusRounding,
  type BonusRule,
  bonusFor,
  type PercentBonus,
  packTenPercent,
  type StepBonus,
  type TierBonus,
} from './policy/bonus.ts';
export {
  type LinkableRow,
  linkReversals,
  type ReversalLink,
  type ReversalLinks,
} from './policy/link-reversals.ts';
export {
  type LotKind,
  type OrderPolicy,
  type OrderPreset,
  type OrderTerm,
  orderPresets,
} from './policy/order.ts';
export type { Rounding, RoundingMode } from './policy/rounding.ts';
export { CreditLedgerReader } from './reader.ts';
export { type RebuildInput, rebuild } from './rebuild/rebuild.ts';
export type {
  CreditLedgerReads,
  CreditLedgerRepository,
  DayEntriesQuery,
  EntriesOfQuery,
  ExpiringLotsQuery,
  LaterLotsQuery,
  LedgerBatch,
  OpenHoldsQuery,
  OpenLotsQuery,
  PageQuery,
  PeriodsQuery,
  UsagePlace,
  UsageQuery,
} from './repository.ts';
export type {
  AccountResult,
  AdjustmentResult,
  AllocationResult,
  CommandResult,
  CreatedLot,
  DebitShare,
  ExpiryResult,
  ExtensionResult,
  HoldPostResult,
  HoldResult,
  HoldVoidResult,
  LotShare,
  OpeningResult,
  PullResult,
  PurchaseResult,
  RebuildResult,
  RebuildStand,
  RefundResult,
  ReversalResult,
  Reversed,
  Settlement,
  SyncResult,
  VoidResult,
  WithdrawalResult,
} from './results.ts';
export type {
  AccountHead,
  CreditLot,
  EntryType,
  HoldRecord,
  HoldState,
  LateExpiry,
  LedgerEntry,
  LedgerPeriod,
  LotFigures,
  LotTerms,
  OriginType,
  PeriodFigures,
  Slice,
  UsageRecord,
  UsageState,
} from './rows.ts';
export { LedgerRunner } from './runner.ts';
export type { VerifyCode, VerifyProblem, VerifyReport } from './verify/report.ts';
export { type Balance, type BalanceQuery, balanceOf } from './views/balance.ts';
export type { DailyBalance, DailyBalanceQuery } from './views/daily.ts';
export type {
  CreditSource,
  ExplainLotQuery,
  ExplainUsageQuery,
  LotEvent,
  LotExplanation,
  Payment,
  UsageExplanation,
} from './views/explain.ts';
export type { Projection, RunwayReason } from './views/forecast.ts';
export type { OpenHoldsPageQuery } from './views/holds.ts';
export type { LotStatus, LotsQuery, LotView } from './views/lots.ts';
export type { Page } from './views/page.ts';
export {
  comparePackDebits,
  type PackDebit,
  type ProviderComparison,
  type ProviderDebits,
  type ProviderVerdict,
  type UsageComparison,
} from './views/provider.ts';
export type { Runway, RunwayMode, RunwayQuery } from './views/runway.ts';
export type { Crossing, SignalName, SignalStates, Signals, SignalsQuery } from './views/signals.ts';
export type { UsagesQuery } from './views/usages.ts';
