import type { SignalName } from '../credit-ledger/index.ts';
import type { ReconciliationReport } from '../reconciler/index.ts';
import type { AuditReport } from './audit-report.ts';
import type { CreditReport } from './credit-report.ts';
import { claimSums, difference, sumOf } from './sums.ts';

/** How a job that brings data in went the last time. */
export interface JobRun {
  readonly name: string;
  readonly status: 'ok' | 'partial' | 'error' | 'running' | 'never';
  /** ISO instant of the end, or of the start while it runs. */
  readonly at: string | null;
  /** What there is to say of it. */
  readonly note?: string | null;
}

/** What a dashboard is made of. What is not there is shown as not known. */
export interface DashboardInput {
  readonly credit?: CreditReport | null;
  readonly reconciliation?: ReconciliationReport | null;
  readonly audit?: AuditReport | null;
  readonly jobs?: readonly JobRun[];
}

/** What needs attention, as stable codes. */
export type DashboardAlert =
  | 'RECONCILIATION_INCOMPLETE'
  | 'OVER_BILLED'
  | 'UNDER_BILLED'
  | 'OFFSETTING'
  | 'CLAIMS_OPEN'
  | 'JOB_FAILED'
  | 'JOB_PARTIAL'
  | 'DEBT_OPEN'
  | 'LOW_RUNWAY'
  | 'LOW_BALANCE'
  | 'EXPIRING_SOON'
  | 'CONSUMING_BONUS'
  | 'LEDGER_VS_PORTAL_VARIANCE';

/** Prepaid credit at a glance. Plain decimals. */
export interface DashboardCredit {
  readonly currency: string;
  readonly asOf: string | null;
  readonly total: string;
  readonly purchased: string;
  readonly bonus: string;
  readonly adjustment: string;
  readonly debt: string;
  /** What the provider says is left. */
  readonly portalBalance: string | null;
  /** Ledger, net of debt, less the provider. */
  readonly portalVariance: string | null;
  readonly runwayDays: number | null;
  readonly depletion: string | null;
  /** Mean use per day. */
  readonly burn: string | null;
}

/** The last reconciliation at a glance. Plain decimals. */
export interface DashboardReconciliation {
  readonly status: ReconciliationReport['status'];
  readonly currency: string | null;
  readonly reportId: string | null;
  readonly generatedAt: string | null;
  readonly summary: ReconciliationReport['summary'];
  readonly impact: string;
  readonly grossImpact: string;
  /** Findings to act on. */
  readonly problems: number;
  readonly snapshot: ReconciliationReport['completeness']['portal'];
  /** Rows and sum of the portal snapshot. */
  readonly portalRows: number;
  readonly totalAmount: string;
}

/** The last audit at a glance. Plain decimals. */
export interface DashboardClaims {
  readonly from: string;
  readonly to: string;
  readonly charges: number;
  readonly cases: number;
  readonly claimed: string;
  readonly pending: string;
  /** Net of what is probable, a duplicate, or to review. */
  readonly doubtful: string;
}

/** What runs on the servers that answered. */
export interface DashboardServers {
  readonly known: number;
  readonly read: number;
  readonly users: number;
  readonly devices: number;
  readonly protectedItems: number;
  /** Decimal text. */
  readonly storageBytes: string;
}

/** A dashboard as plain data. */
export interface DashboardModel {
  /** `unknown` while there is neither credit nor reconciliation nor audit. */
  readonly status: 'ok' | 'attention' | 'unknown';
  readonly alerts: readonly DashboardAlert[];
  readonly credit: DashboardCredit | null;
  readonly reconciliation: DashboardReconciliation | null;
  readonly claims: DashboardClaims | null;
  readonly servers: DashboardServers | null;
  readonly jobs: readonly JobRun[];
}

/** Conditions of the credit, in the order of their weight. */
const CREDIT_ALERTS: readonly (readonly [SignalName, DashboardAlert])[] = [
  ['debtOpen', 'DEBT_OPEN'],
  ['lowRunway', 'LOW_RUNWAY'],
  ['ledgerVsPortalVariance', 'LEDGER_VS_PORTAL_VARIANCE'],
  ['lowBalance', 'LOW_BALANCE'],
  ['expiringSoon', 'EXPIRING_SOON'],
  ['consumingBonus', 'CONSUMING_BONUS'],
];

/** What is worth knowing and asks for nothing. */
const REMARKS: readonly DashboardAlert[] = ['CONSUMING_BONUS', 'EXPIRING_SOON'];

/**
 * Credit, reconciliation, audit and jobs joined into one picture: what needs attention, and the figures to show.
 * Source: cometbilling-features 8.
 *
 * @throws InvalidInputError for amounts that are no decimals
 */
export function dashboardModel(input: DashboardInput): DashboardModel {
  const { credit = null, reconciliation = null, audit = null, jobs = [] } = input;
  const alerts = [
    ...alertsOf(reconciliation),
    ...claimAlerts(audit),
    ...jobAlerts(jobs),
    ...creditAlerts(credit),
  ];
  const isEmpty = credit === null && reconciliation === null && audit === null;
  const isCalm = alerts.every((alert) => REMARKS.includes(alert));
  return {
    status: isCalm ? (isEmpty ? 'unknown' : 'ok') : 'attention',
    alerts,
    credit: credit === null ? null : creditOf(credit),
    reconciliation: reconciliation === null ? null : reconciliationOf(reconciliation),
    claims: audit === null ? null : claimsOf(audit),
    servers: reconciliation === null ? null : serversOf(reconciliation),
    jobs,
  };
}

function alertsOf(report: ReconciliationReport | null): DashboardAlert[] {
  if (report === null) return [];
  const { status, summary } = report;
  const found: readonly (readonly [boolean, DashboardAlert])[] = [
    [status === 'incomplete', 'RECONCILIATION_INCOMPLETE'],
    [summary.over_billed > 0, 'OVER_BILLED'],
    [summary.under_billed > 0, 'UNDER_BILLED'],
    [summary.offsetting > 0, 'OFFSETTING'],
  ];
  return found.filter(([isThere]) => isThere).map(([, alert]) => alert);
}

function claimAlerts(audit: AuditReport | null): DashboardAlert[] {
  return audit !== null && audit.cases.length > 0 ? ['CLAIMS_OPEN'] : [];
}

function jobAlerts(jobs: readonly JobRun[]): DashboardAlert[] {
  const alerts: DashboardAlert[] = [];
  if (jobs.some(({ status }) => status === 'error')) alerts.push('JOB_FAILED');
  if (jobs.some(({ status }) => status === 'partial')) alerts.push('JOB_PARTIAL');
  return alerts;
}

function creditAlerts(credit: CreditReport | null): DashboardAlert[] {
  if (credit === null) return [];
  return CREDIT_ALERTS.filter(([signal]) => credit.signals[signal]).map(([, alert]) => alert);
}

function creditOf({ balance, signals, portalBalance = null }: CreditReport): DashboardCredit {
  const { currency, asOf, total, purchased, bonus, adjustment, debt, net } = balance;
  const { days, depletion, burn } = signals.runway;
  const portalVariance = portalBalance === null ? null : difference(net, portalBalance);
  const left = { currency, asOf, total, purchased, bonus, adjustment, debt };
  return { ...left, portalBalance, portalVariance, runwayDays: days, depletion, burn };
}

function reconciliationOf(report: ReconciliationReport): DashboardReconciliation {
  const { status, currency, reportId, generatedAt, summary, totals, completeness, findings } = report;
  const { impact, grossImpact, portalRows, totalAmount } = totals;
  return {
    status,
    currency,
    reportId,
    generatedAt,
    summary,
    impact,
    grossImpact,
    problems: findings.filter(({ severity }) => severity === 'problem').length,
    snapshot: completeness.portal,
    portalRows,
    totalAmount,
  };
}

function claimsOf({ window, totals, cases }: AuditReport): DashboardClaims {
  const { probable, duplicate, review } = totals.byVerdict;
  return {
    from: window.from,
    to: window.to,
    charges: totals.scanned,
    cases: cases.length,
    ...claimSums(cases),
    doubtful: sumOf([probable.net, duplicate.net, review.net]),
  };
}

function serversOf({ completeness: { servers } }: ReconciliationReport): DashboardServers {
  const read = servers.filter(({ status }) => status === 'ok');
  const totals = read.flatMap((server) => (server.totals === null ? [] : [server.totals]));
  const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);
  return {
    known: servers.length,
    read: read.length,
    users: sum(totals.map(({ users }) => users)),
    devices: sum(totals.map(({ devices }) => devices)),
    protectedItems: sum(totals.map(({ protectedItems }) => protectedItems)),
    storageBytes: sumOf(totals.map(({ storageBytes }) => storageBytes)),
  };
}
