import fc from 'fast-check';
import {
  type ItemVariance,
  type PortalRow,
  type ReconcileOptions,
  reconcile,
  reconcileStream,
  type ServerRow,
} from 'reseller-sdk/reconciler';
import { describe, expect, it } from 'vitest';
import { RULES, usage } from './arbitraries.ts';
import { portalRow, serverRow, sides } from './rows.ts';

const RUNS = { numRuns: 300 };
/** A busy machine takes its time. */
const TIMEOUT = { timeout: 60_000 };
const rules = [{ id: 'devices', label: 'Devices', compare: 'quantity' }] as const;

const options: fc.Arbitrary<ReconcileOptions> = fc.record({
  rules: fc.constant(RULES),
  includeSuspended: fc.boolean(),
  projectDailyLines: fc.boolean(),
  prefixLength: fc.constantFrom(6, 7),
  aliases: fc.constantFrom({}, { joanne: 'ann' }),
  graceOf: fc.constantFrom(undefined, ({ rowId }: PortalRow) =>
    rowId < 'row5' ? ('past' as const) : ('within' as const),
  ),
});

async function* oneByOne<Row>(rows: readonly Row[]): AsyncGenerator<Row> {
  for (const row of rows) yield row;
}

async function all(items: AsyncIterable<ItemVariance>): Promise<ItemVariance[]> {
  const list: ItemVariance[] = [];
  for await (const one of items) list.push(one);
  return list;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const idOf = ({ deviceId }: ServerRow): string => (deviceId ?? '').trim().toLowerCase();
const referenceOf = ({ parsed }: PortalRow): string => (parsed.deviceRef ?? '').trim().toLowerCase();

function sortedSides({ server, portal }: ReturnType<typeof sides>): ReturnType<typeof sides> {
  return {
    server: { ...server, rows: server.rows.toSorted((a, b) => byText(idOf(a), idOf(b))) },
    portal: { ...portal, rows: portal.rows.toSorted((a, b) => byText(referenceOf(a), referenceOf(b))) },
  };
}

describe('laws of a comparison over streams', TIMEOUT, () => {
  it('stream = batch: the same report, from rows that come one by one', async () => {
    await fc.assert(
      fc.asyncProperty(usage(), options, async ({ server, portal }, given) => {
        const streamed = reconcileStream(
          { ...server, rows: oneByOne(server.rows) },
          { ...portal, rows: oneByOne(portal.rows) },
          given,
        );
        expect(await streamed.report()).toEqual(reconcile(server, portal, given));
      }),
      RUNS,
    );
  });

  it('sorted = unsorted: rows in the order of their devices make the same report', async () => {
    await fc.assert(
      fc.asyncProperty(usage(), options, async (sidesInAnyOrder, given) => {
        const { server, portal } = sortedSides(sidesInAnyOrder);
        const streamed = reconcileStream(server, portal, { ...given, sorted: true });
        expect(await streamed.report()).toEqual(
          reconcile(sidesInAnyOrder.server, sidesInAnyOrder.portal, given),
        );
      }),
      RUNS,
    );
  });

  it('once: every item and every finding is handed out, kept or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        usage(),
        options,
        fc.boolean(),
        fc.boolean(),
        async (any, given, sorted, keepItems) => {
          const { server, portal } = sortedSides(any);
          const stream = reconcileStream(server, portal, { ...given, sorted, keepItems });
          const handed = await all(stream.items);
          const report = reconcile(server, portal, given);
          const texts = (list: readonly unknown[]): string[] =>
            list.map((one) => JSON.stringify(one)).sort(byText);
          expect(texts(handed.flatMap(({ item }) => (item === null ? [] : [item])))).toEqual(
            texts(report.items),
          );
          expect(texts(handed.flatMap(({ findings }) => findings))).toEqual(texts(report.findings));
          const { items, findings, ...rest } = await stream.report();
          const { items: allItems, findings: allFindings, ...same } = report;
          expect(rest).toEqual(same);
          expect([items.length, findings.length]).toEqual(
            keepItems ? [allItems.length, allFindings.length] : [0, 0],
          );
        },
      ),
      RUNS,
    );
  });

  it('refusal: what reconcile refuses is refused alike', async () => {
    const bad = fc.constantFrom<Partial<PortalRow>>(
      { amount: '1.2.3' },
      { quantity: 'two' },
      { currency: 'EUR' },
      { rowId: 'p1#1' },
    );
    await fc.assert(
      fc.asyncProperty(bad, fc.boolean(), async (changes, sorted) => {
        const { server, portal } = sides(
          [serverRow({})],
          [portalRow({}), portalRow({ rowId: 'p2#1', ...changes })],
        );
        const refused = await reconcileStream(server, portal, { rules, sorted })
          .report()
          .catch((error: unknown) => error);
        expect(() => reconcile(server, portal, { rules })).toThrow(
          expect.objectContaining(refused as Record<string, unknown>),
        );
      }),
    );
  });
});

describe('a sorted comparison', () => {
  it('refuses a row that is out of order, and says where it stands', async () => {
    const late = serverRow({ deviceId: 'AAAAAA11' });
    const { server, portal } = sides([serverRow({ deviceId: 'bbbbbb22' }), late], []);
    await expect(reconcileStream(server, portal, { rules, sorted: true }).report()).rejects.toMatchObject({
      name: 'InvalidInputError',
      code: 'NOT_SORTED',
      issues: [{ path: 'server.rows[1]', code: 'NOT_SORTED' }],
    });
    const lines = sides(
      [],
      [portalRow({}), portalRow({ rowId: 'p2#1', parsed: { ...portalRow({}).parsed, deviceRef: null } })],
    );
    await expect(
      reconcileStream(lines.server, lines.portal, { rules, sorted: true }).report(),
    ).rejects.toMatchObject({ issues: [{ path: 'portal.rows[1]' }] });
  });

  it('holds no more than the rows that begin alike', async () => {
    let read = 0;
    async function* devices(): AsyncGenerator<ServerRow> {
      for (let device = 0; device < 50; device += 1) {
        read += 1;
        yield serverRow({ deviceId: `${String(device).padStart(6, '0')}aa` });
      }
    }
    const { server, portal } = sides([], []);
    const priced = [{ ...rules[0], unitPrice: 2 }];
    const stream = reconcileStream({ ...server, rows: devices() }, portal, {
      rules: priced,
      sorted: true,
    });
    for (let handed = 1; handed <= 50; handed += 1) {
      const { value } = await stream.items.next();
      expect(value?.item?.deviceId).toBe(`${String(handed - 1).padStart(6, '0')}aa`);
      expect(read).toBeLessThanOrEqual(handed + 1);
    }
  });

  it('waits for the price of a category, and for nothing else', async () => {
    const { server, portal } = sides(
      [serverRow({}), serverRow({ deviceId: 'bbbbbb22' }), serverRow({ deviceId: 'cccccc33' })],
      [portalRow({ parsed: { ...portalRow({}).parsed, deviceRef: 'cccccc' } })],
    );
    const handed = await all(reconcileStream(server, portal, { rules, sorted: true }).items);
    expect(handed.map(({ item }) => [item?.deviceId, item?.amounts.expected])).toEqual([
      ['cccccc33', '2'],
      ['aaaaaa11', '2'],
      ['bbbbbb22', '2'],
    ]);
  });

  it('wants to know the servers before their rows', async () => {
    const { server, portal } = sides([serverRow({})], []);
    const stream = reconcileStream({ ...server, servers: () => server.servers }, portal, {
      rules,
      sorted: true,
    });
    await expect(stream.report()).rejects.toMatchObject({ name: 'ConfigError' });
  });
});

describe('a streamed comparison', () => {
  it('asks which servers answered after the last row', async () => {
    const { server, portal } = sides([serverRow({})], [portalRow({})]);
    let failed = false;
    async function* rows(): AsyncGenerator<ServerRow> {
      yield* server.rows;
      failed = true;
    }
    const servers = () =>
      server.servers.map((one) => (failed ? { ...one, status: 'failed' as const, error: 'gone' } : one));
    const report = await reconcileStream({ servers, rows: rows() }, portal, { rules }).report();
    expect(report.status).toBe('incomplete');
    expect(report.completeness.reasons).toEqual(['SERVER_FAILED']);
  });

  it.each([false, true])('closes both sides when the loop is left (sorted: %s)', async (sorted) => {
    const closed: string[] = [];
    async function* watched<Row>(name: string, rows: readonly Row[]): AsyncGenerator<Row> {
      try {
        yield* rows;
      } finally {
        closed.push(name);
      }
    }
    const { server, portal } = sides(
      [serverRow({}), serverRow({ deviceId: 'bbbbbb22' })],
      [portalRow({}), portalRow({ rowId: 'p2#1', parsed: { ...portalRow({}).parsed, deviceRef: 'cccccc' } })],
    );
    const stream = reconcileStream(
      { ...server, rows: watched('server', server.rows) },
      { ...portal, rows: watched('portal', portal.rows) },
      { rules, sorted },
    );
    for await (const { item } of stream.items) {
      expect(item?.deviceId).toBe('aaaaaa11');
      break;
    }
    expect(closed.sort()).toEqual(['portal', 'server']);
    await expect(stream.report()).rejects.toMatchObject({ code: 'ITEMS_LEFT' });
  });

  it('gives the same report however often it is asked, and the same failure', async () => {
    const { server, portal } = sides([serverRow({})], [portalRow({})]);
    const stream = reconcileStream(server, portal, { rules });
    const [first, second] = await Promise.all([stream.report(), stream.report()]);
    expect(second).toBe(first);
    async function* broken(): AsyncGenerator<PortalRow> {
      yield portalRow({});
      throw new Error('the connection is gone');
    }
    const failing = reconcileStream(server, { ...portal, rows: broken() }, { rules });
    await expect(failing.report()).rejects.toThrow('the connection is gone');
    await expect(failing.report()).rejects.toThrow('the connection is gone');
  });

  it('closes the side that did not break, and keeps its failure to itself', async () => {
    const { server, portal } = sides([serverRow({})], [portalRow({})]);
    async function* broken(): AsyncGenerator<PortalRow> {
      yield portalRow({ parsed: { ...portalRow({}).parsed, deviceRef: '' } });
      throw new Error('the connection is gone');
    }
    let closed = 0;
    const rows: AsyncIterable<ServerRow> = {
      [Symbol.asyncIterator]: () => ({
        next: async () => ({ done: false, value: serverRow({}) }),
        return: async () => {
          closed += 1;
          throw new Error('closing failed');
        },
      }),
    };
    const stream = reconcileStream(
      { ...server, rows },
      { ...portal, rows: broken() },
      { rules, sorted: true },
    );
    await expect(stream.report()).rejects.toThrow('the connection is gone');
    expect(closed).toBe(1);
  });

  it('never calls a staged snapshot compared', async () => {
    const { server, portal } = sides([serverRow({})], []);
    const staged = {
      ...portal,
      snapshot: {
        ...portal.snapshot,
        snapshotId: 's',
        pulledAt: '2026-08-03T02:00:00Z',
        state: 'staged' as const,
      },
    };
    const report = await reconcileStream(server, staged, { rules }).report();
    expect(report.status).toBe('incomplete');
    expect(report.completeness.reasons).toEqual(['PORTAL_SNAPSHOT_PARTIAL']);
    expect(report.categories.map(({ status }) => status)).toEqual(['not_comparable']);
  });
});
