import fc from 'fast-check';
import { decimal } from 'reseller-sdk/decimal';
import {
  figuresByAccount,
  figuresByDevice,
  type PortalUsage,
  type ReconcileOptions,
  reconcile,
  type ServerUsage,
  sealReport,
} from 'reseller-sdk/reconciler';
import { parseReport } from 'reseller-sdk/reconciler/schema';
import { describe, expect, it } from 'vitest';
import { RULES, usage } from './arbitraries.ts';

const RUNS = { numRuns: 400 };
/** A busy machine takes its time. */
const TIMEOUT = { timeout: 60_000 };

const options: fc.Arbitrary<ReconcileOptions> = fc.record({
  rules: fc.constant(RULES),
  includeSuspended: fc.boolean(),
  projectDailyLines: fc.boolean(),
  aliases: fc.constantFrom({}, { joanne: 'ann' }),
});

function sum(values: readonly (string | null)[]): string {
  return values.reduce((total, value) => total.plus(decimal(value ?? '0')), decimal(0)).toFixed();
}

function textOf(server: ServerUsage, portal: PortalUsage, given: ReconcileOptions): string {
  return sealReport(reconcile(server, portal, given), { server, portal, rules: given.rules }).json;
}

/** Sorts by a drawn key: any order can come out. */
function shuffled<T>(rows: readonly T[], keys: readonly number[]): T[] {
  return rows
    .map((row, index) => ({ row, key: keys[index] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ row }) => row);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

const order = fc.array(fc.integer(), { minLength: 14, maxLength: 14 });

describe('laws of a reconciliation', TIMEOUT, () => {
  it('order: the rows may come in any order', () => {
    fc.assert(
      fc.property(usage(), options, order, order, ({ server, portal }, given, first, second) => {
        const mixedServer = {
          servers: [...server.servers].reverse(),
          rows: shuffled(server.rows, first),
        };
        const mixedPortal = { ...portal, rows: shuffled(portal.rows, second) };
        expect(textOf(mixedServer, mixedPortal, given)).toBe(textOf(server, portal, given));
      }),
      RUNS,
    );
  });

  it('categories: the item variances sum to the variance of their category', () => {
    fc.assert(
      fc.property(usage(), options, ({ server, portal }, given) => {
        const { categories, items } = reconcile(server, portal, given);
        for (const category of categories.filter(({ kind }) => kind === 'compared')) {
          const own = items.filter(({ categoryId }) => categoryId === category.categoryId);
          expect(sum(own.map(({ variance }) => variance))).toBe(category.variance);
          expect(sum([category.server, category.variance])).toBe(category.portal);
          expect(sum(own.map(({ amounts }) => amounts.impact))).toBe(category.amounts.impact);
        }
      }),
      RUNS,
    );
  });

  it('findings: those of an item add up to its variance and to its impact', () => {
    fc.assert(
      fc.property(usage(), options, ({ server, portal }, given) => {
        const { items, findings } = reconcile(server, portal, given);
        const keys = items.map(({ categoryId, account, deviceId }) => [categoryId, account, deviceId]);
        for (const key of new Set(keys.map((parts) => JSON.stringify(parts)))) {
          const own = items.filter(
            (item) => JSON.stringify([item.categoryId, item.account, item.deviceId]) === key,
          );
          const found = findings.filter(
            (one) => JSON.stringify([one.key.categoryId, one.key.account, one.key.deviceId]) === key,
          );
          expect(sum(found.map(({ variance }) => variance))).toBe(sum(own.map(({ variance }) => variance)));
          expect(sum(found.map(({ impact }) => impact))).toBe(sum(own.map(({ amounts }) => amounts.impact)));
        }
      }),
      RUNS,
    );
  });

  it('money: every portal row is in the grand total, in one category and in one item', () => {
    fc.assert(
      fc.property(usage(), options, ({ server, portal }, given) => {
        const { totals, categories, items } = reconcile(server, portal, given);
        const daily = given.projectDailyLines === true ? 30 : 1;
        const billed = sum(
          portal.rows.map(({ amount, cycleDays }) =>
            decimal(amount ?? '0')
              .times(cycleDays === 1 ? daily : 1)
              .toFixed(),
          ),
        );
        expect(totals.grandTotal).toBe(billed);
        expect(sum(categories.map(({ amounts }) => amounts.billed))).toBe(billed);
        const informational = categories.filter(({ kind }) => kind === 'informational');
        const besides = informational.map(({ amounts }) => amounts.billed);
        expect(sum([...items.map(({ amounts }) => amounts.billed), ...besides])).toBe(billed);
      }),
      RUNS,
    );
  });

  it('price: no impact is told without a price, and none is kept back with one', () => {
    fc.assert(
      fc.property(usage(), options, ({ server, portal }, given) => {
        for (const { amounts, codes } of reconcile(server, portal, given).items) {
          expect(codes.includes('NO_UNIT_PRICE')).toBe(amounts.impact === null);
        }
      }),
      RUNS,
    );
  });

  it('groups: accounts and devices split the report without a rest', () => {
    fc.assert(
      fc.property(usage(), options, ({ server, portal }, given) => {
        const report = reconcile(server, portal, given);
        for (const groups of [figuresByAccount(report), figuresByDevice(report)]) {
          expect(sum(groups.map(({ amounts }) => amounts.impact))).toBe(report.totals.impact);
          expect(sum(groups.map(({ amounts }) => amounts.grossImpact))).toBe(report.totals.grossImpact);
          const figures = groups.flatMap(({ categories }) => categories);
          for (const { categoryId, variance, kind } of report.categories) {
            if (kind === 'informational') continue;
            const own = figures.filter((one) => one.categoryId === categoryId);
            expect(sum(own.map((one) => one.variance))).toBe(variance);
          }
        }
      }),
      RUNS,
    );
  });

  it('purity: no input is changed', () => {
    fc.assert(
      fc.property(usage(), options, ({ server, portal }, given) => {
        deepFreeze([server, portal, given]);
        expect(() => textOf(server, portal, given)).not.toThrow();
      }),
      RUNS,
    );
  });

  it('schema: every report is read back as it was', () => {
    fc.assert(
      fc.property(usage(), options, ({ server, portal }, given) => {
        const report = reconcile(server, portal, given);
        expect(parseReport(JSON.stringify(report))).toEqual(report);
      }),
      RUNS,
    );
  });

  it('equality: sides that say the same give ok and no problem', () => {
    const amounts = fc.constantFrom('0.10', '1', '0.3333333333');
    const devices = fc.uniqueArray(fc.nat(0xffffff), { maxLength: 12 });
    fc.assert(
      fc.property(devices, fc.integer({ min: 1, max: 9 }), amounts, (numbers, count, amount) => {
        const ids = numbers.map((number) => number.toString(16).padStart(6, '0'));
        const { status, findings, totals } = reconcile(...equalSides(ids, String(count), amount));
        expect(status).toBe('ok');
        expect(findings).toEqual([]);
        expect(totals.grossImpact).toBe('0');
      }),
      RUNS,
    );
  });
});

function equalSides(
  ids: readonly string[],
  count: string,
  amount: string,
): [ServerUsage, PortalUsage, ReconcileOptions] {
  const descriptor = {
    serverKey: 'one',
    status: 'ok',
    collectedAt: '2026-08-03T01:00:00Z',
    error: null,
  } as const;
  return [
    {
      servers: [descriptor],
      rows: ids.map((id) => ({
        serverKey: 'one',
        username: 'acme',
        userSuspended: false,
        deviceId: `${id}11`,
        friendlyName: null,
        categoryId: 'vms',
        quantity: count,
        basis: null,
      })),
    },
    {
      snapshot: { snapshotId: null, pulledAt: '2026-08-03T02:00:00Z', state: 'published' },
      rows: ids.map((id) => ({
        rowId: `${id}#1`,
        fingerprint: id,
        occurrence: 1,
        type: 'booster',
        service: null,
        parsed: { account: 'acme', deviceRef: id, boosterName: null, declaredCount: null },
        categoryId: 'vms',
        quantity: count,
        printedQuantity: count,
        unitCost: null,
        amount,
        currency: 'USD',
        cycleDays: 30,
        nextDue: null,
        parseIssues: [],
      })),
    },
    { rules: RULES },
  ];
}
