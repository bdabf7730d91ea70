/**
 * For the caller's own tests: stateful fakes of the vendors in the shape of `fetch`, planned faults, a clock
 * that stands still.
 *
 * @module reseller-sdk/testing
 */
export type { OpenedActionTokenStore } from './action-tokens/opened-store.ts';
export { actionTokenStoreCases } from './action-tokens/store-cases.ts';
export type { FakeApi, FakeApiOptions } from './api/fake-api.ts';
export type { Fault } from './api/fault.ts';
export type { FaultRule, InjectedFault } from './api/fault-plan.ts';
export type { Hook, PlannedHook } from './api/hook.ts';
export type { LoggedRequest } from './api/request-log.ts';
export type { FaultTarget, Planned, PlannedRule } from './api/rule-plan.ts';
export type { AuditRows, OpenedAuditSources } from './billing-audit/opened-sources.ts';
export { auditSourceCases } from './billing-audit/source-cases.ts';
export { FakeClock } from './clock.ts';
export { collectEvents, type EventCollector } from './collect-events.ts';
export type { CometBehaviour } from './comet/behaviour.ts';
export { fakeBucket, fakeJob, fakePolicy, fakeProfile } from './comet/builders.ts';
export type { FakeWebSocketClass, LoggedStream } from './comet/event-stream.ts';
export type { StreamFault, StreamFaultRule } from './comet/event-stream-fault.ts';
export type { FakeEventSocket } from './comet/event-stream-socket.ts';
export type { LoginProtectionOptions } from './comet/login-protection.ts';
export type { CometPlatforms } from './comet/platforms.ts';
export { type CometSeed, DEFAULT_ADMIN } from './comet/seed.ts';
export { FakeCometServer, type FakeCometServerOptions } from './comet/server.ts';
export type {
  CometJob,
  CometPolicy,
  CometState,
  CometStorageTemplate,
  CometUser,
  FakeAdmin,
} from './comet/state.ts';
export type { Seed } from './comet/wire-types.ts';
export type { SecondFactorSign } from './comet/world.ts';
export { accountJournalCases } from './comet-accounts/journal-cases.ts';
export type { OpenedAccountJournal } from './comet-accounts/opened-journal.ts';
export type { OpenedLedgerStore } from './credit-ledger/opened-store.ts';
export { creditLedgerRepositoryCases } from './credit-ledger/repository-cases.ts';
export type { FleioBehaviour } from './fleio/behaviour.ts';
export type {
  FleioClientRow,
  FleioCreditEntry,
  FleioLimits,
  FleioPeriodRow,
  FleioProductRow,
  FleioServiceRow,
  FleioUserRow,
} from './fleio/entities.ts';
export { fleioFault } from './fleio/fault.ts';
export type { FakeFleioOptions } from './fleio/options.ts';
export type { FleioFieldErrors } from './fleio/refusal.ts';
export { DEFAULT_FLEIO_TOKEN } from './fleio/seed.ts';
export type { FleioSeed, FleioSeedClient } from './fleio/seed-rows.ts';
export { FakeFleio } from './fleio/server.ts';
export type { FleioState } from './fleio/state.ts';
export type { OpenedCreditOutbox } from './fleio-credit/opened-store.ts';
export { creditOutboxCases } from './fleio-credit/outbox-cases.ts';
export { invoiceRepositoryCases } from './invoice-policy/invoice-cases.ts';
export type { OpenedInvoiceRepository, OpenedInvoicingStores } from './invoice-policy/opened-store.ts';
export { invoicingStoreCases } from './invoice-policy/store-cases.ts';
export type { JetpackBehaviour } from './jetpack/behaviour.ts';
export type {
  JetpackActivationRow,
  JetpackCouponRow,
  JetpackKeyRow,
  JetpackLicenseRow,
  JetpackLicensingToken,
  JetpackLocalUser,
  JetpackPartnerRow,
  JetpackPresetRow,
  JetpackProductRow,
  JetpackSiteRow,
  JetpackStartToken,
} from './jetpack/entities.ts';
export { jetpackFault } from './jetpack/fault.ts';
export type { FakeJetpackOptions } from './jetpack/options.ts';
export type { JetpackErrorForm } from './jetpack/refusal.ts';
export { DEFAULT_JETPACK_CREDENTIALS, DEFAULT_JETPACK_TEST_KEY } from './jetpack/seed.ts';
export type { JetpackSeed, JetpackSeedKey, JetpackSeedSite } from './jetpack/seed-rows.ts';
export { FakeJetpack } from './jetpack/server.ts';
export type { JetpackState } from './jetpack/state.ts';
export type { OpenedLicenseRepository } from './jetpack-licenses/opened-store.ts';
export { licenseRepositoryCases } from './jetpack-licenses/repository-cases.ts';
export type { OpenedPlanRepository } from './jetpack-plans/opened-store.ts';
export { planRepositoryCases } from './jetpack-plans/repository-cases.ts';
export type { KatapultBehaviour, KatapultTimings } from './katapult/behaviour.ts';
export type { BuildPlan } from './katapult/build-plan.ts';
export type {
  KatapultBackupPolicy,
  KatapultBuild,
  KatapultDisk,
  KatapultDiskTemplate,
  KatapultOrganization,
  KatapultPackage,
  KatapultTask,
  KatapultToken,
  KatapultTrashObject,
  KatapultVirtualMachine,
} from './katapult/entities.ts';
export { katapultFault } from './katapult/fault.ts';
export type { OpenedManagedOrganizationStore } from './katapult/organizations/opened-store.ts';
export { managedOrganizationStoreCases } from './katapult/organizations/store-cases.ts';
export type { ForeignMachine } from './katapult/plant.ts';
export { DEFAULT_KATAPULT_TOKEN, type KatapultSeed } from './katapult/seed.ts';
export { FakeKatapult, type FakeKatapultOptions } from './katapult/server.ts';
export type { KatapultState } from './katapult/state.ts';
export type { OpenedVmStore, VmStore } from './katapult/vm-repository/opened-store.ts';
export { vmRepositoryCases } from './katapult/vm-repository/repository-cases.ts';
export type { StoreCase } from './kit/store-cases.ts';
export { FakeCometPortal, type FakeCometPortalOptions } from './portal/server.ts';
export {
  DEFAULT_PORTAL_TOKEN,
  type PortalRecord,
  type PortalSeed,
  type PortalState,
  type ReportRow,
} from './portal/state.ts';
export { type Random, seededRandom } from './random.ts';
export type { OpenedReportStore, OpenedSnapshotStore } from './reconciler/opened-store.ts';
export { reportRepositoryCases, snapshotRepositoryCases } from './reconciler/store-cases.ts';
