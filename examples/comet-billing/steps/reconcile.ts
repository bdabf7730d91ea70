import { ConcurrencyError } from 'reseller-sdk';
import { type CollectedServer, cometCategoryRules } from 'reseller-sdk/comet/usage';
import {
  DEFAULT_MAX_SKEW_HOURS,
  type PortalRow,
  type PortalUsage,
  portalUsageNear,
  type ReconciliationReport,
  type ReportSources,
  reconcile,
  type SavedReport,
  type ServerUsage,
  saveReport as sealAndSave,
} from 'reseller-sdk/reconciler';
import type { Desk } from '../job.ts';
import { droppedServers } from './overdue.ts';
import { SERVICES } from './pull-services.ts';

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
function serverSide({ store }: Desk, day: string, failed: readonly CollectedServer[]): ServerUsage {
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

/** The newest collections. What a server had that is configured no more would look like a drop in usage: it is named. */
function newestSide(desk: Desk, failed: readonly CollectedServer[]): ServerUsage {
  for (const { name, at, note } of droppedServers(desk))
    desk.output.log(`${name}, collected at ${at}: ${note}`);
  const today = desk.clock.now().toISOString().slice(0, 10);
  return serverSide(desk, desk.store.serverUsage.newestDay(today) ?? '', failed);
}

/**
 * The published snapshot nearest to the collections, within the skew that a comparison allows; none at all rather
 * than one that is too old, and the log says so.
 */
async function portalSide({ store, clock, output }: Desk, { servers }: ServerUsage): Promise<PortalUsage> {
  const collected = servers.flatMap(({ collectedAt }) =>
    typeof collectedAt === 'string' ? [collectedAt] : [],
  );
  const at = collected.sort().at(-1) ?? clock.now().toISOString();
  const { snapshot, rows } = await portalUsageNear(store.snapshots, SERVICES, at);
  if (snapshot === null) {
    const newest = await store.snapshots.latest(SERVICES);
    const there = newest === null ? 'there is none' : `the newest is of ${newest.pulledAt}`;
    const within = `within ${DEFAULT_MAX_SKEW_HOURS} hours of ${at}`;
    output.log(`no snapshot of the active services ${within}: ${there}; run portal-pull on the same day`);
  }
  const lines: PortalRow[] = [];
  for await (const line of rows) lines.push(line);
  return { snapshot, rows: lines };
}

/** Compares what runs with what is billed, on stored data alone. */
export async function compare(
  desk: Desk,
  { day, tolerance, failed = [] }: Comparison = {},
): Promise<Reconciliation> {
  const { clock, currency, requiredServers } = desk;
  const rules = cometCategoryRules.map((rule) => {
    return rule.informational === undefined ? { ...rule, tolerance: { absolute: tolerance ?? 0 } } : rule;
  });
  const server = day === undefined ? newestSide(desk, failed) : serverSide(desk, day, []);
  const portal = await portalSide(desk, server);
  const report = reconcile(server, portal, { rules, currency, requiredServers, generatedAt: clock.now() });
  return { report, sources: { server, portal, rules } };
}

const ATTEMPTS = 20;

/** Saves a report in canonical form, with the hashes that prove it later, under the next number. */
export async function saveReport(
  { store, clock }: Desk,
  { report, sources }: Reconciliation,
): Promise<SavedReport> {
  for (let attempt = 1; ; attempt += 1) {
    const place = { reportId: store.reports.nextId(), savedAt: clock.now() };
    try {
      return await sealAndSave(store.reports, report, sources, place);
    } catch (error) {
      // Another program took the number meanwhile.
      if (!(error instanceof ConcurrencyError) || attempt === ATTEMPTS) throw error;
    }
  }
}
