/**
 * Client of the Comet Account Portal, its two reports, and the parsers of their texts.
 *
 * @module reseller-sdk/comet/portal
 */
export type { LegacyPasswordAuth, PortalAuth, SecretSource, TokenAuth } from './api/credentials.ts';
export type { PortalForm } from './api/form.ts';
export type { GenericCallOptions, ResponseKinds } from './api/generic-call.ts';
export type { Generation, PortalOperation, TimeoutClass } from './api/operation.ts';
export type { CometPortalOptions, CometPortalSettings } from './api/options.ts';
export type { CallFacts, ResponseReader } from './api/reader.ts';
export type { PortalFile } from './api/readers.ts';
export type { ReportFile } from './api/report-reader.ts';
export { CometPortalClient } from './client.ts';
export type { CompatPackEntry, CompatPacks } from './compat/packs.ts';
export type { CompatServiceRow } from './compat/service-row.ts';
export type { CompatUsageRow } from './compat/usage-row.ts';
export { CometPortalConnection } from './connection.ts';
export type {
  CloudviewGroup,
  CometGoGroup,
  DownloadsGroup,
  HostedCometGroup,
  LegacyLicensesGroup,
  LicensesGroup,
  ReportsGroup,
} from './groups.ts';
export { cloudViewConvertToPaid, cloudViewConvertToTrial } from './operations/cloudview.ts';
export {
  type DownloadParams,
  type DownloadVersion,
  downloadsGet,
  downloadsList,
  type LatestVersion,
  latestVersion,
} from './operations/downloads.ts';
export {
  type CometGoCreateParams,
  type CometGoListParams,
  cometGoCreate,
  cometGoList,
  cometGoStatus,
  cometGoTerminate,
  type HostedInstance,
  type HostedServerParams,
  hostedAddress,
  hostedCometList,
  hostedName,
} from './operations/hosted-comet.ts';
export {
  createLicense,
  type License,
  type LicenseCreated,
  legacyLicenseArchive,
  legacyLicenseCreate,
  legacyLicenseListAll,
  legacyLicenseRelax,
  listLicenses,
  type SerialParams,
} from './operations/licenses.ts';
export {
  type ReportFileParams,
  type ReportParams,
  reportActiveServices,
  reportActiveServicesFile,
  reportBillingHistory,
  reportBillingHistoryFile,
} from './operations/reports.ts';
export { type CompatForm, readActiveServices, readBillingHistory } from './read-report.ts';
export { type ActiveService, normalizeActiveServiceRow } from './rows/active-services.ts';
export { type BillingHistoryCharge, normalizeBillingHistoryRow } from './rows/billing-history.ts';
export {
  ACTIVE_SERVICES_COLUMNS,
  type Aliases,
  BILLING_HISTORY_COLUMNS,
  type ReportRow,
} from './rows/columns.ts';
export { filterByDate, type UsageDays } from './rows/filter-by-date.ts';
export type { InvalidRow, ReportIssue, ReportIssueCode, RowReading } from './rows/issue.ts';
export type { PortalReport } from './rows/report.ts';
export { withOccurrences } from './rows/with-occurrences.ts';
export { parseMoney } from './text/money.ts';
export {
  hasDebitEvidence,
  type PackEntry,
  type PacksProblem,
  type PacksUsed,
  parsePacksUsed,
} from './text/packs-used.ts';
export type { Reading } from './text/reading.ts';
export { parseServiceName, type ServiceName, type ServiceNameProblem } from './text/service-name.ts';
export { parseVendorDay, parseVendorInstant } from './text/vendor-day.ts';
