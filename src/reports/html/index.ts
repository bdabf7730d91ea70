/**
 * Reports as HTML: each is one document that needs no script and no other file, for a screen of any width, in light
 * or dark, and for paper.
 *
 * @module reseller-sdk/reports/html
 */
export type { AuditReport } from '../audit-report.ts';
export type { CreditReport } from '../credit-report.ts';
export type { DashboardInput, JobRun } from '../dashboard-input.ts';
export { auditHtml } from './audit/audit-html.ts';
export { creditHtml } from './credit/credit-html.ts';
export { dashboardHtml } from './dashboard/dashboard-html.ts';
export type { HtmlOptions } from './options.ts';
export { reconciliationHtml } from './reconciliation/reconciliation-html.ts';
