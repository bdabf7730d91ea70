import type { Finding } from './finding.ts';
import type { Headers } from './headers.ts';
import type { ServerDescriptor } from './input.ts';
import { instantMs, isoOrNull } from './instants.ts';
import { makeFinding } from './make-finding.ts';
import { compareText } from './order.ts';
import type { Completeness, IncompleteReason, ServerCompleteness } from './report.ts';

const MINUTE_MS = 60_000;

/** What decides whether both sides can be compared. */
interface CompletenessRules {
  /** Null: all that were described. */
  readonly requiredServers: readonly string[] | null;
  readonly maxSkewMs: number;
}

/** Whether both sides are whole and near enough to each other. Source: reconciler 10.5. */
export function judgeCompleteness(
  { servers, snapshot }: Headers,
  { requiredServers, maxSkewMs }: CompletenessRules,
): Completeness {
  const pulledAt = snapshot === null ? null : instantMs(snapshot.pulledAt);
  const required = new Set(requiredServers ?? servers.map(({ serverKey }) => serverKey));
  const known = servers.map((server) => describe(server, required, pulledAt, maxSkewMs));
  const missing = [...required].filter((key) => !servers.some(({ serverKey }) => serverKey === key));
  const all = [...known, ...missing.map(missingServer)].sort((a, b) => compareText(a.serverKey, b.serverKey));
  const reasons = new Set<IncompleteReason>(all.flatMap(reasonOf));
  if (all.length === 0) reasons.add('SERVER_MISSING');
  if (snapshot === null) reasons.add('PORTAL_SNAPSHOT_MISSING');
  if (snapshot?.state === 'staged') reasons.add('PORTAL_SNAPSHOT_PARTIAL');
  const skews = all.flatMap(({ required: needed, skewMinutes }) =>
    needed && skewMinutes !== null ? [skewMinutes] : [],
  );
  return {
    complete: reasons.size === 0,
    reasons: [...reasons].sort(compareText),
    servers: all,
    portal: {
      state: snapshot === null ? 'missing' : snapshot.state === 'staged' ? 'partial' : 'published',
      snapshotId: snapshot?.snapshotId ?? null,
      contentHash: snapshot?.contentHash ?? null,
      pulledAt: isoOrNull(snapshot?.pulledAt ?? null, 'portal.snapshot.pulledAt'),
    },
    skewMinutes: skews.length === 0 ? null : Math.max(...skews),
    maxSkewMinutes: Math.ceil(maxSkewMs / MINUTE_MS),
  };
}

function describe(
  { serverKey, status, collectedAt, error, totals }: ServerDescriptor,
  required: ReadonlySet<string>,
  pulledAt: number | null,
  maxSkewMs: number,
): ServerCompleteness {
  const collected = collectedAt === null || status !== 'ok' ? null : instantMs(collectedAt);
  const skew = collected === null || pulledAt === null ? null : Math.abs(pulledAt - collected);
  return {
    serverKey,
    status,
    required: required.has(serverKey),
    collectedAt: isoOrNull(collectedAt, 'collectedAt'),
    skewMinutes: skew === null ? null : Math.ceil(skew / MINUTE_MS),
    stale: skew !== null && skew > maxSkewMs,
    error,
    totals: totals ?? null,
  };
}

function missingServer(serverKey: string): ServerCompleteness {
  return {
    serverKey,
    status: 'missing',
    required: true,
    collectedAt: null,
    skewMinutes: null,
    stale: false,
    error: null,
    totals: null,
  };
}

const REASONS = {
  ok: [],
  failed: ['SERVER_FAILED'],
  skipped: ['SERVER_SKIPPED'],
  missing: ['SERVER_MISSING'],
} as const satisfies Record<ServerCompleteness['status'], readonly IncompleteReason[]>;

function reasonOf({ required, status, stale }: ServerCompleteness): readonly IncompleteReason[] {
  if (!required) return [];
  return stale ? ['SNAPSHOT_SKEW'] : REASONS[status];
}

/** The findings of the completeness block; they also name servers that were not required. */
export function completenessFindings({ servers, portal, maxSkewMinutes }: Completeness): Finding[] {
  const findings: Finding[] = [];
  for (const { serverKey, status, stale, skewMinutes } of servers) {
    if (status !== 'ok') {
      findings.push(makeFinding('SERVER_FAILED', { serverKey }, { expected: 'ok', actual: status }));
    }
    if (stale) {
      const facts = { expected: String(maxSkewMinutes), actual: String(skewMinutes) };
      findings.push(makeFinding('SNAPSHOT_SKEW', { serverKey }, facts));
    }
  }
  if (portal.state === 'missing') {
    findings.push(makeFinding('SNAPSHOT_SKEW', {}, { expected: String(maxSkewMinutes), actual: 'missing' }));
  }
  return findings;
}
