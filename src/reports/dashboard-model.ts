import type { IncompleteReason, ReconciliationReport, ServerTotals } from '../reconciler/index.ts';
import { type AuditReport, DOUBTFUL } from './audit-report.ts';
import type { CreditReport } from './credit-report.ts';
import { alertsOf, type DashboardAlert, REMARKS } from './dashboard-alerts.ts';
import type { DashboardInput, DashboardPart, JobRun } from './dashboard-input.ts';
import { claimSums, difference, sumOf } from './sums.ts';

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
  /** Why it is incomplete. */
  readonly reasons: readonly IncompleteReason[];
  readonly currency: string | null;
  readonly reportId: string | null;
  readonly generatedAt: string | null;
  readonly summary: ReconciliationReport['summary'];
  readonly impact: string;
  readonly grossImpact: string;
  /** Items without a price or amount, which both sums leave out. */
  readonly unpricedItems: number;
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

/** What runs on the servers that were read. */
export interface DashboardServers {
  readonly known: number;
  readonly read: number;
  /** Keys of those that were not. */
  readonly unread: readonly string[];
  /** Sums over those that were read; null where none was, or one of them did not say. */
  readonly totals: ServerTotals | null;
}

/** A dashboard as plain data. */
export interface DashboardModel {
  /** `attention` as soon as an alert asks for something, else `unknown` while a part is. */
  readonly status: 'ok' | 'attention' | 'unknown';
  readonly alerts: readonly DashboardAlert[];
  /** Parts that should be there and are not; all of them where none was passed. */
  readonly unknown: readonly DashboardPart[];
  readonly credit: DashboardCredit | null;
  readonly reconciliation: DashboardReconciliation | null;
  readonly claims: DashboardClaims | null;
  readonly servers: DashboardServers | null;
  readonly jobs: readonly JobRun[];
}

const PARTS: readonly DashboardPart[] = ['credit', 'reconciliation', 'audit'];

/**
 * Credit, reconciliation, audit and jobs joined into one picture: what needs attention, and the figures to show.
 * Source: cometbilling-features 8.
 *
 * @throws InvalidInputError for amounts that are no decimals, and for a `now` or `maxAgeHours` that makes no sense
 */
export function dashboardModel(input: DashboardInput): DashboardModel {
  const { credit = null, reconciliation = null, audit = null, jobs = [] } = input;
  const alerts = alertsOf(input);
  const unknown = unknownParts(input);
  const isCalm = alerts.every((alert) => REMARKS.includes(alert));
  return {
    status: isCalm ? (unknown.length > 0 ? 'unknown' : 'ok') : 'attention',
    alerts,
    unknown,
    credit: credit === null ? null : creditOf(credit),
    reconciliation: reconciliation === null ? null : reconciliationOf(reconciliation),
    claims: audit === null ? null : claimsOf(audit),
    servers: reconciliation === null ? null : serversOf(reconciliation),
    jobs,
  };
}

function unknownParts(input: DashboardInput): readonly DashboardPart[] {
  if (PARTS.every((part) => input[part] === undefined)) return PARTS;
  return PARTS.filter((part) => input[part] === null);
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
  const { impact, grossImpact, unpricedItems, portalRows, totalAmount } = totals;
  return {
    status,
    reasons: completeness.reasons,
    currency,
    reportId,
    generatedAt,
    summary,
    impact,
    grossImpact,
    unpricedItems,
    problems: findings.filter(({ severity }) => severity === 'problem').length,
    snapshot: completeness.portal,
    portalRows,
    totalAmount,
  };
}

function claimsOf({ window, totals, cases }: AuditReport): DashboardClaims {
  return {
    from: window.from,
    to: window.to,
    charges: totals.scanned,
    cases: cases.length,
    ...claimSums(cases),
    doubtful: sumOf(DOUBTFUL.map((verdict) => totals.byVerdict[verdict].net)),
  };
}

function serversOf({ completeness: { servers } }: ReconciliationReport): DashboardServers {
  const read = servers.filter(({ status }) => status === 'ok');
  return {
    known: servers.length,
    read: read.length,
    unread: servers.filter(({ status }) => status !== 'ok').map(({ serverKey }) => serverKey),
    totals: totalsOf(read.map(({ totals }) => totals)),
  };
}

function totalsOf(all: readonly (ServerTotals | null)[]): ServerTotals | null {
  const said = all.filter((totals) => totals !== null);
  if (said.length === 0 || said.length < all.length) return null;
  const sum = (figure: (totals: ServerTotals) => number): number =>
    said.reduce((whole, totals) => whole + figure(totals), 0);
  return {
    users: sum(({ users }) => users),
    devices: sum(({ devices }) => devices),
    protectedItems: sum(({ protectedItems }) => protectedItems),
    storageBytes: sumOf(said.map(({ storageBytes }) => storageBytes)),
  };
}
