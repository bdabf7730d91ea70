/**
 * Documents made from engine results: text for a terminal or a mail, CSV for a spreadsheet. HTML has a door of its
 * own, `reseller-sdk/reports/html`.
 *
 * @module reseller-sdk/reports
 */
export { auditFindingsCsv, claimCasesCsv, verdictsCsv } from './audit-csv.ts';
export type { AuditReport } from './audit-report.ts';
export { type Column, columnsOf, oneLine } from './columns.ts';
export { dailyBalancesCsv, lotsCsv } from './credit-csv.ts';
export type { CreditReport } from './credit-report.ts';
export { type CsvCell, csvOf } from './csv.ts';
export type { DashboardAlert } from './dashboard-alerts.ts';
export type { DashboardInput, DashboardPart, JobRun } from './dashboard-input.ts';
export {
  type DashboardClaims,
  type DashboardCredit,
  type DashboardModel,
  type DashboardReconciliation,
  type DashboardServers,
  dashboardModel,
} from './dashboard-model.ts';
export { formatBytes } from './format-bytes.ts';
export { formatMoney, formatSignedMoney } from './format-money.ts';
export { type CreditPosition, printCreditPosition } from './print-credit.ts';
export { type PrintOptions, printReconciliation } from './print-reconciliation.ts';
export { categoriesCsv, findingsCsv, itemsCsv } from './reconciliation-csv.ts';
