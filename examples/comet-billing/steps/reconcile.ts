import { type CollectedServer, cometCategoryRules } from 'reseller-sdk/comet/usage';
import {
  nearestSnapshot,
  type PortalUsage,
  type ReconciliationReport,
  type ReportSources,
  reconcile,
  type ServerUsage,
  sealReport,
} from 'reseller-sdk/reconciler';
import type { Job } from '../job.ts';
import type { SavedReport } from '../storage/reports.ts';

/** What to compare, and how strictly. */
export interface Comparison {
  /** UTC day of the collections; default: the newest that is stored. */
  readonly day?: string | undefined;
  /** Units by which a category may differ; default 0. */
  readonly tolerance?: string | undefined;
  /** Servers that did not answer just now: the newest day is incomplete, whatever was stored of them before. */
  readonly failed?: readonly CollectedServer[] | undefined;
}

/** A report, and what it was made from. */
export interface Reconciliation {
  readonly report: ReconciliationReport;
  readonly sources: ReportSources;
}

/** The collections of one day. A server without one is required all the same, so it shows as missing. */
function serverSide({ store }: Job, day: string, failed: readonly CollectedServer[]): ServerUsage {
  const collections = store.serverUsage.ofDay(day);
  const known = new Set(collections.map(({ server }) => server.serverKey));
  const failures = new Map(failed.map(({ serverKey, status, error }) => [serverKey, { status, error }]));
  return {
    servers: [
      ...collections.map(({ server }) => ({ ...server, ...failures.get(server.serverKey) })),
      ...failed.filter(({ serverKey }) => !known.has(serverKey)),
    ],
    rows: collections.flatMap(({ rows }) => rows),
  };
}

/** The snapshot nearest to the collections; none at all rather than one that is too old. */
function portalSide({ store, clock }: Job, { servers }: ServerUsage): PortalUsage {
  const pulls = store.snapshots.pulls().map((pull) => ({ ...pull, state: 'published' as const }));
  const collected = servers.flatMap(({ collectedAt }) =>
    typeof collectedAt === 'string' ? [collectedAt] : [],
  );
  const snapshot = nearestSnapshot(pulls, collected.sort().at(-1) ?? clock.now());
  return snapshot === undefined
    ? { snapshot: null, rows: [] }
    : { snapshot, rows: store.snapshots.rowsOf(snapshot) };
}

/** Compares what runs with what is billed, on stored data alone. */
export function compare(job: Job, { day, tolerance, failed = [] }: Comparison = {}): Reconciliation {
  const { store, clock, currency } = job;
  const rules = cometCategoryRules.map((rule) => {
    return rule.informational === undefined ? { ...rule, tolerance: { absolute: tolerance ?? 0 } } : rule;
  });
  const server =
    day === undefined
      ? serverSide(job, store.serverUsage.newestDay() ?? '', failed)
      : serverSide(job, day, []);
  const portal = portalSide(job, server);
  const requiredServers = job.sources.servers.map(({ serverKey }) => serverKey);
  const report = reconcile(server, portal, { rules, currency, requiredServers, generatedAt: clock.now() });
  return { report, sources: { server, portal, rules } };
}

/** Saves a report in canonical form, with the hashes that prove it later. */
export function saveReport({ store, clock }: Job, { report, sources }: Reconciliation): SavedReport {
  const sealed = sealReport(report, sources);
  return store.reports.save(clock.now().toISOString(), report.status, sealed.sha256, JSON.stringify(sealed));
}
