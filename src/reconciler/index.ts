/**
 * Usage that is running against usage that is billed: categories as data, matching by device, a report that
 * shows where each difference sits and what it costs.
 *
 * @module reseller-sdk/reconciler
 */
export { type CombinedDay, combineDaily, type ServerCounts } from './combine-daily.ts';
export {
  type DeviceKey,
  FINDING_SEVERITY,
  type Finding,
  type FindingCode,
  type FindingKey,
  type FindingSeverity,
} from './finding.ts';
export {
  type AccountFigures,
  type DeviceFigures,
  type FigureGroup,
  figuresByAccount,
  figuresByDevice,
  type GroupCategory,
} from './group-figures.ts';
export type {
  ParsedService,
  PortalRow,
  PortalUsage,
  ServerDescriptor,
  ServerRow,
  ServerRowBasis,
  ServerStatus,
  ServerTotals,
  ServerUsage,
  SnapshotHeader,
} from './input.ts';
export { nearestSnapshot } from './nearest-snapshot.ts';
export { DEFAULT_MAX_SKEW_HOURS, type GraceVerdict, type ReconcileOptions } from './options.ts';
export { reconcile } from './reconcile.ts';
export {
  type CategoryAmounts,
  type CategoryFigures,
  type CategoryStatus,
  type Completeness,
  type FindingCounts,
  type IncompleteReason,
  type ItemAmounts,
  type ItemFigures,
  type ItemKind,
  type OverallStatus,
  REPORT_SCHEMA_VERSION,
  type ReconciliationReport,
  type ReportSettings,
  type ReportSummary,
  type ReportTotals,
  type ServerCompleteness,
} from './report.ts';
export type { CategoryRule, Informational, Tolerance } from './rules.ts';
export { InMemoryReportRepository } from './saved/memory-repository.ts';
export type { ReportRepository, SavedReport, SavedReportHeader } from './saved/repository.ts';
export { type Rerun, type RerunProblem, rerunReport } from './saved/rerun-report.ts';
export { saveReport } from './saved/save-report.ts';
export { type ReportSources, type SealedReport, type SealProblem, sealReport, verifyReport } from './seal.ts';
export {
  type ChangedField,
  type ChangedRow,
  diffSnapshots,
  type SnapshotDiff,
} from './snapshots/diff-snapshots.ts';
export { InMemorySnapshotRepository } from './snapshots/memory-repository.ts';
export { portalUsageNear } from './snapshots/portal-usage-near.ts';
export { publishSnapshot, type SnapshotPull } from './snapshots/publish-snapshot.ts';
export type {
  PulledRange,
  SnapshotRepository,
  SnapshotSeal,
  SnapshotStart,
  StoredSnapshot,
} from './snapshots/repository.ts';
export { reconcileStream } from './stream/reconcile-stream.ts';
export type {
  ItemVariance,
  PortalStream,
  ReconcileStreamOptions,
  ReconciliationStream,
  ServerStream,
} from './stream/stream-input.ts';
export { varianceSummary } from './variance-summary.ts';
