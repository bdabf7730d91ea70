import { randomBytes } from 'node:crypto';
import type { ActiveService, PortalReport } from 'reseller-sdk/comet/portal';
import { extractPortalUsage, summariseActiveServices } from 'reseller-sdk/comet/usage';
import { snapshotContentHash } from 'reseller-sdk/identity';
import { publishSnapshot } from 'reseller-sdk/reconciler';
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
  /** Rows that could not be read. They are counted nowhere else. */
  readonly invalid: number;
}

/** The source of these snapshots: one portal account has one report of active services. */
export const SERVICES = 'active-services';

/** An answer far smaller than the last one is more likely a fault than the truth. */
async function suspicion(job: Job, report: PortalReport<ActiveService>): Promise<string | null> {
  const known = (await job.store.snapshots.latest(SERVICES))?.rowCount ?? 0;
  const arrived = report.rawCount - report.invalid.length;
  if (job.allowShrink === true || arrived * 2 >= known) return null;
  return suspicious(`${arrived} active services`, known);
}

/** Pulls the active services and publishes them as a snapshot, once they are whole. */
export async function pullServices(job: Job): Promise<ServicePull> {
  const { sources, output, signal } = job;
  const report = await sources.portal.reports.activeServices({}, { signal });
  logIssues(output, 'active services', report.issues);
  const pulledAt = report.fetchedAt.toISOString();
  const { rawRows, totalAmount } = summariseActiveServices(report.rows);
  const refused = await suspicion(job, report);
  if (refused === null) await publish(job, report, pulledAt);
  return { refused, rows: rawRows, amount: totalAmount, pulledAt, invalid: report.invalid.length };
}

async function publish(
  { store, currency }: Job,
  report: PortalReport<ActiveService>,
  pulledAt: string,
): Promise<void> {
  const services = [...report.rows];
  const rows = extractPortalUsage(services, { currency });
  store.services.keep(snapshotContentHash(rows.map(({ rowId }) => rowId)), services);
  const snapshotId = `${pulledAt}/${randomBytes(4).toString('hex')}`;
  const expectedRows = report.rawCount - report.invalid.length;
  await publishSnapshot(store.snapshots, { snapshotId, source: SERVICES, pulledAt, rows, expectedRows });
}
