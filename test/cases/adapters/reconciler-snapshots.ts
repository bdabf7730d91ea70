import {
  combineDaily,
  diffSnapshots,
  InMemorySnapshotRepository,
  nearestSnapshot,
  type PortalRow,
  portalUsageNear,
  publishSnapshot,
} from 'reseller-sdk/reconciler';
import * as z from 'zod';
import { PortalRows, portalRow, Snapshot } from '../../support/reconciler-input.ts';

const Combine = z.strictObject({
  collections: z.array(
    z.strictObject({
      serverKey: z.string(),
      status: z.enum(['ok', 'failed', 'skipped']).default('ok'),
      collectedAt: z.string(),
      totals: z
        .strictObject({
          users: z.number().default(0),
          devices: z.number().default(0),
          protectedItems: z.number().default(0),
          storageBytes: z.string().default('0'),
        })
        .prefault({}),
      quantities: z.record(z.string(), z.string()).default({}),
    }),
  ),
  requiredServers: z.array(z.string()).optional(),
});

function runCombine(input: unknown): unknown {
  const { collections, requiredServers } = Combine.parse(input);
  return { days: combineDaily(collections, requiredServers) };
}

const Nearest = z.strictObject({
  headers: z.array(Snapshot),
  collectedAt: z.string(),
  maxSkewHours: z.number().optional(),
});

function runNearest(input: unknown): unknown {
  const { headers, collectedAt, maxSkewHours } = Nearest.parse(input);
  return { snapshotId: nearestSnapshot(headers, collectedAt, { maxSkewHours })?.snapshotId ?? null };
}

const Diff = z.strictObject({ before: z.array(PortalRows), after: z.array(PortalRows) });

function runDiff(input: unknown): unknown {
  const { before, after } = Diff.parse(input);
  const { added, removed, changed, unchanged } = diffSnapshots(before.map(portalRow), after.map(portalRow));
  const ids = (rows: readonly PortalRow[]): string[] => rows.map(({ rowId }) => rowId);
  return {
    added: ids(added),
    removed: ids(removed),
    changed: changed.map(({ before: old, after: now, fields }) => {
      return { before: old.rowId, after: now.rowId, fields };
    }),
    unchanged,
  };
}

const Pulls = z.strictObject({
  pulls: z.array(
    z.strictObject({
      snapshotId: z.string(),
      source: z.string().default('services'),
      pulledAt: z.string(),
      rows: z.array(z.string()).default([]),
      expectedRows: z.number().nullable().default(null),
      breaksOff: z.boolean().default(false),
    }),
  ),
  near: z.string(),
  source: z.string().default('services'),
  maxSkewHours: z.number().optional(),
});

async function* someRows(ids: readonly string[], breaksOff: boolean): AsyncGenerator<PortalRow> {
  for (const rowId of ids) yield portalRow(PortalRows.parse({ rowId, categoryId: 'devices' }), 0);
  if (breaksOff) throw new Error('broken off');
}

/** Stores pulls one after the other and reads the snapshot nearest to an instant. */
async function runSnapshots(input: unknown): Promise<unknown> {
  const { pulls, near, source, maxSkewHours } = Pulls.parse(input);
  const store = new InMemorySnapshotRepository();
  const outcomes: Record<string, unknown> = {};
  for (const { rows, breaksOff, ...pull } of pulls) {
    outcomes[pull.snapshotId] = await publishSnapshot(store, {
      ...pull,
      rows: someRows(rows, breaksOff),
    }).then(
      ({ rowCount, contentHash, sameAs }) => ({ rowCount, contentHash, sameAs }),
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : 'failed'),
    );
  }
  const found = await portalUsageNear(store, source, near, { maxSkewHours });
  const rows: string[] = [];
  for await (const { rowId } of found.rows) rows.push(rowId);
  return { outcomes, near: found.snapshot?.snapshotId ?? null, rows: rows.sort() };
}

export const adapters = {
  'reconciler/diff-snapshots': runDiff,
  'reconciler/snapshots': runSnapshots,
  'reconciler/combine-daily': runCombine,
  'reconciler/nearest-snapshot': runNearest,
};
