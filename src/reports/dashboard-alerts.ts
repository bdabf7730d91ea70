import { InvalidInputError } from '../core/errors/input.ts';
import { parseInstant } from '../core/time.ts';
import type { SignalName } from '../credit-ledger/index.ts';
import type { ReconciliationReport } from '../reconciler/index.ts';
import { type AuditReport, DOUBTFUL, isIncomplete } from './audit-report.ts';
import type { CreditReport } from './credit-report.ts';
import type { DashboardInput, JobRun } from './dashboard-input.ts';

/** What needs attention, as stable codes. */
export type DashboardAlert =
  | 'RECONCILIATION_INCOMPLETE'
  /** Its portal snapshot is older than `maxAgeHours`. */
  | 'RECONCILIATION_STALE'
  /** A server that was not required failed, or was read too far from the portal's snapshot. */
  | 'SERVER_UNREAD'
  | 'OVER_BILLED'
  | 'UNDER_BILLED'
  | 'OFFSETTING'
  | 'CLAIMS_OPEN'
  /** Charges that are probable, duplicates or to review. */
  | 'CHARGES_DOUBTFUL'
  /** Nothing was read, lines were unreadable, or the evidence has gaps. */
  | 'AUDIT_INCOMPLETE'
  | 'JOB_FAILED'
  | 'JOB_PARTIAL'
  | 'JOB_NEVER_RAN'
  | 'DEBT_OPEN'
  | 'LOW_RUNWAY'
  | 'LOW_BALANCE'
  | 'EXPIRING_SOON'
  | 'CONSUMING_BONUS'
  | 'LEDGER_VS_PORTAL_VARIANCE';

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
export const REMARKS: readonly DashboardAlert[] = ['CONSUMING_BONUS'];

const HOUR_MS = 3_600_000;
const MAX_AGE_HOURS = 192;

/** What needs attention, in the order in which it is shown. @throws InvalidInputError */
export function alertsOf(input: DashboardInput): readonly DashboardAlert[] {
  const { credit = null, reconciliation = null, audit = null, jobs = [] } = input;
  return [
    ...reconciliationAlerts(reconciliation, oldestOf(input)),
    ...auditAlerts(audit),
    ...jobAlerts(jobs),
    ...creditAlerts(credit),
  ];
}

/** The oldest instant that is new enough, in milliseconds. */
function oldestOf({ now, maxAgeHours = MAX_AGE_HOURS }: DashboardInput): number {
  if (!(maxAgeHours > 0)) {
    throw new InvalidInputError('dashboard', [{ path: 'maxAgeHours', message: 'must be above 0' }]);
  }
  return now === undefined
    ? Number.NEGATIVE_INFINITY
    : parseInstant(now, 'now').getTime() - maxAgeHours * HOUR_MS;
}

/** The alerts whose condition holds, in order. */
function raised(conditions: readonly (readonly [DashboardAlert, boolean])[]): DashboardAlert[] {
  return conditions.filter(([, holds]) => holds).map(([alert]) => alert);
}

function reconciliationAlerts(report: ReconciliationReport | null, oldest: number): DashboardAlert[] {
  if (report === null) return [];
  const { status, summary, completeness } = report;
  const { pulledAt } = completeness.portal;
  return raised([
    ['RECONCILIATION_INCOMPLETE', status === 'incomplete'],
    ['RECONCILIATION_STALE', pulledAt !== null && parseInstant(pulledAt).getTime() < oldest],
    [
      'SERVER_UNREAD',
      completeness.servers.some(
        ({ required, status: read, stale }) => !required && (read === 'failed' || stale),
      ),
    ],
    ['OVER_BILLED', summary.over_billed > 0],
    ['UNDER_BILLED', summary.under_billed > 0],
    ['OFFSETTING', summary.offsetting > 0],
  ]);
}

function auditAlerts(audit: AuditReport | null): DashboardAlert[] {
  if (audit === null) return [];
  return raised([
    ['CLAIMS_OPEN', audit.cases.length > 0],
    ['CHARGES_DOUBTFUL', DOUBTFUL.some((verdict) => audit.totals.byVerdict[verdict].count > 0)],
    ['AUDIT_INCOMPLETE', isIncomplete(audit)],
  ]);
}

function jobAlerts(jobs: readonly JobRun[]): DashboardAlert[] {
  const some = (...wanted: readonly JobRun['status'][]): boolean =>
    jobs.some(({ status }) => wanted.includes(status));
  return raised([
    ['JOB_FAILED', some('error', 'stale')],
    ['JOB_PARTIAL', some('partial')],
    ['JOB_NEVER_RAN', some('never')],
  ]);
}

function creditAlerts(credit: CreditReport | null): DashboardAlert[] {
  if (credit === null) return [];
  return CREDIT_ALERTS.filter(([signal]) => credit.signals[signal]).map(([, alert]) => alert);
}
