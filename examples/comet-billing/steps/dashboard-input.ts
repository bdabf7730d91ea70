import { groupCases } from 'reseller-sdk/billing-audit';
import { cometAuditPolicy } from 'reseller-sdk/comet/usage';
import type { ReconciliationReport } from 'reseller-sdk/reconciler';
import type { AuditReport, DashboardInput, JobRun } from 'reseller-sdk/reports/html';
import type { Desk } from '../job.ts';
import { auditCharges, auditWindow, isConfirmed, LABELS } from './audit.ts';
import { creditReport } from './credit-report.ts';
import { type JobState, jobStates } from './job-states.ts';
import { SERVICES } from './pull-services.ts';
import { compare } from './reconcile.ts';

/**
 * Everything a dashboard joins, as it is stored now. A side without any data is null, and shown as not known.
 *
 * @param overdue what `overdueData` gave
 */
export async function dashboardInput(desk: Desk, overdue: readonly JobRun[]): Promise<DashboardInput> {
  return {
    credit: await creditReport(desk),
    reconciliation: await reconciliationOf(desk),
    audit: await auditOf(desk),
    jobs: [...overdue, ...jobStates(desk).map(runOf)],
    now: desk.clock.now(),
  };
}

function runOf({ job, state, startedAt, endedAt, log }: JobState): JobRun {
  const note = state === 'stale' ? 'did not end: it was killed' : (log.at(-1) ?? null);
  return { name: job, status: state, at: endedAt ?? startedAt, note };
}

async function reconciliationOf(desk: Desk): Promise<ReconciliationReport | null> {
  const { serverUsage, snapshots } = desk.store;
  const isEmpty = serverUsage.newestDay('~') === undefined && (await snapshots.latest(SERVICES)) === null;
  return isEmpty ? null : (await compare(desk)).report;
}

/** All charges; only those that can be claimed are kept, since a dashboard shows no others one by one. */
async function auditOf(desk: Desk): Promise<AuditReport | null> {
  if (desk.store.charges.count() === 0) return null;
  const window = auditWindow(desk);
  const { findings, totals } = await auditCharges(desk, window, isConfirmed);
  return { window, totals, findings, cases: groupCases(findings, cometAuditPolicy), labels: LABELS };
}
