import type { ActiveService, PortalReport } from 'reseller-sdk/comet/portal';
import { extractPortalUsage, summariseActiveServices } from 'reseller-sdk/comet/usage';
import { snapshotContentHash } from 'reseller-sdk/identity';
import type { Job } from '../job.ts';
import { logIssues } from './log-issues.ts';
import { suspicious } from './suspicious.ts';

/** What a pull of the active services brought. */
export interface ServicePull {
  readonly refused: string | null;
  readonly rows: number;
  /** Sum of the amounts, without services of an unknown type. */
  readonly amount: string;
  readonly pulledAt: string;
}

/** An answer far smaller than the last one is more likely a fault than the truth. */
function suspicion(job: Job, report: PortalReport<ActiveService>): string | null {
  const last = job.store.snapshots.pulls().at(-1);
  const known = last === undefined ? 0 : job.store.snapshots.rowsOf(last).length;
  const arrived = report.rawCount - report.invalid.length;
  if (job.allowShrink === true || arrived * 2 >= known) return null;
  return suspicious(`${arrived} active services`, known);
}

/** Pulls the active services and stores them as a snapshot. */
export async function pullServices(job: Job): Promise<ServicePull> {
  const { sources, store, output, currency } = job;
  const report = await sources.portal.reports.activeServices();
  logIssues(output, 'active services', report.issues);
  const pulledAt = report.fetchedAt.toISOString();
  const { rawRows, totalAmount } = summariseActiveServices(report.rows);
  const refused = suspicion(job, report);
  if (refused === null) {
    const rows = extractPortalUsage(report.rows, { currency });
    store.snapshots.save(pulledAt, snapshotContentHash(rows.map(({ rowId }) => rowId)), rows);
  }
  return { refused, rows: rawRows, amount: totalAmount, pulledAt };
}
