import fc from 'fast-check';
import { numberRows, snapshotContentHash } from 'reseller-sdk/identity';
import {
  diffSnapshots,
  InMemorySnapshotRepository,
  type PortalRow,
  portalUsageNear,
  publishSnapshot,
  reconcileStream,
} from 'reseller-sdk/reconciler';
import { describe, expect, it } from 'vitest';
import { portalRow, serverRow, sides } from './rows.ts';

const RUNS = { numRuns: 200 };
/** A busy machine takes its time. */
const TIMEOUT = { timeout: 60_000 };

/** Rows with few keys and contents, numbered as a pull is. */
const pull: fc.Arbitrary<PortalRow[]> = fc
  .array(
    fc.record({
      categoryId: fc.constantFrom('devices', 'vms'),
      account: fc.constantFrom('acme', 'beta', null),
      deviceRef: fc.constantFrom('aaaaaa', 'bbbbbb', null),
      quantity: fc.constantFrom('1', '2', null),
      amount: fc.constantFrom('1', '2.5', null),
      nextDue: fc.constantFrom('2026-08-20', '2026-09-20'),
    }),
    { maxLength: 8 },
  )
  .map((rows) =>
    numberRows(rows, ({ account, deviceRef, ...row }) => [account, deviceRef, ...Object.values(row)]).map(
      ({ row: { account, deviceRef, ...changes }, fingerprint, occurrence, id }) =>
        portalRow({
          ...changes,
          rowId: id,
          fingerprint,
          occurrence,
          parsed: { account, deviceRef, boosterName: null, declaredCount: null },
        }),
    ),
  );

const idsOf = (rows: readonly PortalRow[]): string[] => rows.map(({ rowId }) => rowId).sort();

describe('laws of the difference of two snapshots', TIMEOUT, () => {
  it('whole: old rows without what went, and with what came, are the new rows', () => {
    fc.assert(
      fc.property(pull, pull, (before, after) => {
        const { added, removed, changed, unchanged } = diffSnapshots(before, after);
        const gone = new Set(idsOf([...removed, ...changed.map((one) => one.before)]));
        const kept = before.filter(({ rowId }) => !gone.has(rowId));
        expect(kept.length).toBe(unchanged);
        expect(idsOf([...kept, ...added, ...changed.map((one) => one.after)])).toEqual(idsOf(after));
      }),
      RUNS,
    );
  });

  it('mirror: backwards, what came is what went', () => {
    fc.assert(
      fc.property(pull, pull, (before, after) => {
        const there = diffSnapshots(before, after);
        const back = diffSnapshots(after, before);
        expect(idsOf(back.added)).toEqual(idsOf(there.removed));
        expect(idsOf(back.removed)).toEqual(idsOf(there.added));
        expect(back.changed.length).toBe(there.changed.length);
      }),
      RUNS,
    );
  });

  it('order: the rows may come in any order', () => {
    fc.assert(
      fc.property(pull, pull, (before, after) => {
        expect(diffSnapshots(before.toReversed(), after.toReversed())).toEqual(diffSnapshots(before, after));
      }),
      RUNS,
    );
  });

  it('change: a changed row has its account, device and category, and says what is other', () => {
    fc.assert(
      fc.property(pull, pull, (before, after) => {
        for (const { before: old, after: now, fields } of diffSnapshots(before, after).changed) {
          expect([now.categoryId, now.parsed]).toEqual([old.categoryId, old.parsed]);
          expect(fields.length).toBeGreaterThan(0);
          for (const field of ['quantity', 'amount', 'nextDue'] as const) {
            expect(fields.includes(field)).toBe(now[field] !== old[field]);
          }
        }
      }),
      RUNS,
    );
  });
});

describe('laws of published snapshots', TIMEOUT, () => {
  it('staged: wherever a pull breaks off, it is never seen', async () => {
    await fc.assert(
      fc.asyncProperty(pull, fc.nat(8), fc.integer({ min: 1, max: 3 }), async (rows, at, batchSize) => {
        const store = new InMemorySnapshotRepository();
        const whole = { source: 'services', pulledAt: '2026-08-03T02:00:00Z', batchSize };
        await publishSnapshot(store, { ...whole, snapshotId: 'old', rows: [] });
        async function* broken(): AsyncGenerator<PortalRow> {
          yield* rows.slice(0, at);
          throw new Error('broken off');
        }
        await publishSnapshot(store, { ...whole, snapshotId: 'new', rows: broken() }).catch(() => undefined);
        expect((await store.latest('services'))?.snapshotId).toBe('old');
        const near = await portalUsageNear(store, 'services', '2026-08-03T02:00:00Z');
        expect(near.snapshot?.snapshotId).toBe('old');
      }),
      RUNS,
    );
  });

  it('content: what is published is what was pulled, whatever the batches, and its hash is that of its ids', async () => {
    await fc.assert(
      fc.asyncProperty(pull, pull, fc.integer({ min: 1, max: 5 }), async (first, second, batchSize) => {
        const store = new InMemorySnapshotRepository();
        for (const [snapshotId, rows] of Object.entries({ first, second, third: second })) {
          const { contentHash, rowCount } = await publishSnapshot(store, {
            snapshotId,
            source: 'services',
            pulledAt: '2026-08-03T02:00:00Z',
            rows,
            expectedRows: rows.length,
            batchSize,
          });
          expect(contentHash).toBe(snapshotContentHash(idsOf(rows)));
          expect(rowCount).toBe(rows.length);
          const stored: PortalRow[] = [];
          for await (const row of store.rows(snapshotId)) stored.push(row);
          expect(diffSnapshots(rows, stored)).toMatchObject({ added: [], removed: [], changed: [] });
        }
        expect((await store.find('third'))?.sameAs).toBe((await store.find('second'))?.sameAs ?? 'second');
      }),
      RUNS,
    );
  });
});

it('a stored snapshot is a side of a streamed comparison; without one nothing is compared', async () => {
  const store = new InMemorySnapshotRepository();
  const { server } = sides([serverRow({})], []);
  const rules = [{ id: 'devices', label: 'Devices', compare: 'quantity' }] as const;
  const report = async () => {
    const portal = await portalUsageNear(store, 'services', '2026-08-03T01:00:00Z');
    return reconcileStream(server, portal, { rules }).report();
  };
  expect((await report()).completeness.reasons).toEqual(['PORTAL_SNAPSHOT_MISSING']);
  await publishSnapshot(store, {
    snapshotId: 's1',
    source: 'services',
    pulledAt: '2026-08-03T02:00:00Z',
    rows: [portalRow({})],
  });
  const { status, completeness } = await report();
  expect(status).toBe('ok');
  expect(completeness.portal).toMatchObject({ snapshotId: 's1', state: 'published' });
});

it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('hours of %s are refused', async (maxSkewHours) => {
  const store = new InMemorySnapshotRepository();
  const near = portalUsageNear(store, 'services', '2026-08-03T01:00:00Z', { maxSkewHours });
  await expect(near).rejects.toMatchObject({ name: 'ConfigError' });
});

it('hours that reach beyond the calendar find what is there', async () => {
  const store = new InMemorySnapshotRepository();
  const pull = { source: 'services', pulledAt: '2001-08-03T02:00:00Z', rows: [portalRow({})] };
  await publishSnapshot(store, { ...pull, snapshotId: 's1' });
  const reach = { maxSkewHours: 1e9 };
  const { snapshot } = await portalUsageNear(store, 'services', '2026-08-03T01:00:00Z', reach);
  expect(snapshot?.snapshotId).toBe('s1');
});
