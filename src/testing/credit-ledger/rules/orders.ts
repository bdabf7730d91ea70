import type { CreditLot, HoldRecord, LedgerEntry, UsageRecord } from '../../../credit-ledger/index.ts';
import type { StoreRule } from '../../kit/store-cases.ts';
import type { OpenedLedgerStore } from '../opened-store.ts';
import { AWKWARD_NAMES, accountOf, entryOf, holdOf, lotOf, periodOf, usageOf } from '../seeds.ts';
import { Twin } from '../twin.ts';

const ACCOUNT = accountOf('acct');
const OTHER = accountOf('Acct');
const T1 = '2026-01-01T00:00:00.000Z';
const T2 = '2026-01-01T00:00:00.001Z';
const T3 = '2026-02-01T00:00:00.000Z';
const LAST = '9999-12-31T23:59:59.999Z';
const TIMES = [T1, T2, T3, LAST];
const EXPIRIES = [null, T1, T2, T3, LAST];

const WHOLE = { remaining: '10', held: '0', consumed: '0', expired: '0' };

/** What can have become of a lot of 10. */
const FATES: readonly Partial<CreditLot>[] = [
  {},
  { held: '3' },
  { held: '10' },
  { remaining: '0', consumed: '10' },
  { remaining: '0', expired: '10' },
  { remaining: '4', expired: '6' },
  { remaining: '4', held: '4', expired: '6' },
];

/** Every fate at every time with every expiry; the order is neither that of the ids nor that of writing. */
function manyLots(): CreditLot[] {
  const cases = TIMES.flatMap((effectiveAt) =>
    EXPIRIES.flatMap((expiresAt) => FATES.map((fate) => ({ effectiveAt, expiresAt, ...fate }))),
  );
  return cases.map((seed, index) => {
    const place = (index * 89) % cases.length;
    return lotOf({ ...seed, id: `lot ${index}`, orderKey: `${KEYS[place % KEYS.length]}${place}` });
  });
}

/** Beginnings of order keys that a dictionary would put in another order. */
const KEYS = ['!', '0', '9', 'A', 'Z', '_', 'a', 'b', 'z', '~', ' ', '-'];

async function twinWithLots(subject: Twin['subject']): Promise<Twin> {
  const twin = new Twin(subject);
  const lots = manyLots();
  await twin.write(OTHER, { lots: lots.slice(0, 20).map((lot) => ({ ...lot, label: 'other' })) });
  await twin.write(ACCOUNT, { lots: lots.slice(0, 60) });
  await twin.write(ACCOUNT, { lots: lots.slice(60) });
  return twin;
}

export const orderRules: readonly StoreRule<OpenedLedgerStore>[] = [
  {
    name: 'lots: all of them, by orderKey and code unit, page by page',
    check: async ({ repository }) => {
      const twin = await twinWithLots(repository);
      await twin.agreeOnPages<CreditLot>('lots', (from, last, limit) =>
        from.lots('acct', { after: last?.orderKey, limit }),
      );
      for (const after of ['', 'B', 'a', '~~', ' ']) {
        await twin.agree(`lots after "${after}"`, (from) => from.lots('acct', { after, limit: 500 }));
      }
    },
  },
  {
    name: 'openLots: those that may pay at the time, by orderKey, page by page',
    check: async ({ repository }) => {
      const twin = await twinWithLots(repository);
      for (const effectiveBy of ['2025-12-31T23:59:59.999Z', ...TIMES]) {
        for (const expiresAfter of ['2025-12-31T23:59:59.999Z', ...TIMES]) {
          for (const withExpired of [false, true]) {
            const query = { effectiveBy, expiresAfter, withExpired };
            await twin.agreeOnPages<CreditLot>(`openLots ${JSON.stringify(query)}`, (from, last, limit) =>
              from.openLots('acct', { ...query, after: last?.orderKey, limit }),
            );
          }
        }
      }
    },
  },
  {
    name: 'laterLots: those that take effect after the time, by effect and orderKey, page by page',
    check: async ({ repository }) => {
      const twin = await twinWithLots(repository);
      for (const effectiveAfter of ['', ...TIMES]) {
        for (const withExpired of [false, true]) {
          const query = { effectiveAfter, withExpired };
          await twin.agreeOnPages<CreditLot>(`laterLots ${JSON.stringify(query)}`, (from, last, limit) =>
            from.laterLots('acct', { ...query, after: last, limit }),
          );
        }
      }
    },
  },
  {
    name: 'expiringLots: open lots that expire by the time, by expiry and orderKey, page by page',
    check: async ({ repository }) => {
      const twin = await twinWithLots(repository);
      for (const by of ['2025-12-31T23:59:59.999Z', ...TIMES]) {
        await twin.agreeOnPages<CreditLot>(`expiringLots by ${by}`, (from, last, limit) =>
          from.expiringLots('acct', { by, after: last, limit }),
        );
      }
    },
  },
  {
    name: 'moves a lot between the lists when its figures, its expiry or its order change',
    check: async ({ repository }) => {
      const twin = await twinWithLots(repository);
      const changed = manyLots().map((lot, index) => ({
        ...lot,
        ...WHOLE,
        ...FATES[(index + 3) % FATES.length],
        ...(index % 3 === 0 && { expiresAt: EXPIRIES[(index + 1) % EXPIRIES.length] ?? null }),
        ...(index % 5 === 0 && { orderKey: `m${lot.orderKey}` }),
        rowVersion: 2,
      }));
      await twin.write(ACCOUNT, { lots: changed });
      const query = { effectiveBy: T3, expiresAfter: T1 };
      for (const withExpired of [false, true]) {
        await twin.agreeOnPages<CreditLot>('openLots', (from, last, limit) =>
          from.openLots('acct', { ...query, withExpired, after: last?.orderKey, limit }),
        );
      }
      await twin.agreeOnPages<CreditLot>('lots', (from, last, limit) =>
        from.lots('acct', { after: last?.orderKey, limit }),
      );
      await twin.agreeOnPages<CreditLot>('expiringLots', (from, last, limit) =>
        from.expiringLots('acct', { by: LAST, after: last, limit }),
      );
    },
  },
  {
    name: 'usages and openDebts: by time and seq, ties included, page by page',
    check: async ({ repository }) => {
      const twin = new Twin(repository);
      await twin.write(OTHER, { usages: [usageOf({ id: 'a', occurredAt: T1 })] });
      await twin.write(ACCOUNT, { lots: [lotOf({ id: 'lot' })] });
      const paid = {
        shortfall: '0',
        slices: [{ lotId: 'lot', kind: 'purchased', amount: '5', seq: 1 }],
      } as const;
      const usages = [...AWKWARD_NAMES].reverse().map((id, index): UsageRecord => {
        const settled: Partial<UsageRecord> = index % 3 === 0 ? { ...paid, state: 'allocated' } : {};
        return usageOf({ id, occurredAt: TIMES[(index * 7) % TIMES.length] ?? T1, ...settled });
      });
      await twin.write(ACCOUNT, { usages });
      const stored = [...twin.plain.rowsOf('acct').usages.values()];
      const settled = stored.filter((_, index) => index % 4 === 1);
      await twin.write(ACCOUNT, {
        usages: settled.map((usage) => ({ ...usage, ...paid, state: 'allocated', rowVersion: 2 })),
      });
      await twin.agreeOnPages<UsageRecord>('openDebts', (from, after, limit) =>
        from.openDebts('acct', { after, limit }),
      );
      for (const before of [undefined, ...TIMES]) {
        await twin.agreeOnPages<UsageRecord>(`usages before ${before}`, (from, after, limit) =>
          from.usages('acct', { before, after, limit }),
        );
      }
    },
  },
  {
    name: 'openHolds: by time-out and id, those without one last, page by page',
    check: async ({ repository }) => {
      const twin = new Twin(repository);
      await twin.write(ACCOUNT, { lots: [lotOf({ id: 'lot' })] });
      const states = ['open', 'open', 'posted', 'open', 'released', 'open', 'expired'] as const;
      const holds = [...AWKWARD_NAMES].reverse().map((id, index) => {
        const expiresAt = EXPIRIES[index % EXPIRIES.length] ?? null;
        return holdOf({ id, expiresAt, state: states[index % states.length] ?? 'open' }, 'lot');
      });
      await twin.write(ACCOUNT, { holds });
      const stored = [...twin.plain.rowsOf('acct').holds.values()];
      const closed = stored.filter(({ state }, index) => state === 'open' && index % 4 === 1);
      await twin.write(ACCOUNT, {
        holds: closed.map((hold) => ({ ...hold, state: 'posted', rowVersion: 2 })),
      });
      for (const by of [undefined, '2025-12-31T23:59:59.999Z', ...TIMES]) {
        await twin.agreeOnPages<HoldRecord>(`openHolds by ${by}`, (from, after, limit) =>
          from.openHolds('acct', { by, after, limit }),
        );
      }
    },
  },
  {
    name: 'entries by seq and entriesByDay by day and seq, page by page',
    check: async ({ repository }) => {
      const twin = new Twin(repository);
      const days = ['2026-02-10', '2026-01-31', '2026-02-09', '2025-12-31', '2026-02-10', '9999-12-31'];
      const entries = Array.from({ length: 40 }, (_, index): LedgerEntry => {
        const day = days[(index * 5) % days.length] ?? '';
        return entryOf({ day, effectiveAt: `${day}T00:00:00.000Z`, reason: `entry ${index}` });
      });
      await twin.write(OTHER, { entries: entries.slice(0, 5) });
      await twin.write(ACCOUNT, { entries: entries.slice(0, 15) });
      await twin.write(ACCOUNT, { entries: entries.slice(15) });
      await twin.agreeOnPages<LedgerEntry>('entries', (from, last, limit) =>
        from.entries('acct', { after: last?.seq, limit }),
      );
      for (const from of ['2025-01-01', ...days, '2026-02-11']) {
        await twin.agreeOnPages<LedgerEntry>(`entriesByDay from ${from}`, (reads, after, limit) =>
          reads.entriesByDay('acct', { from, after, limit }),
        );
      }
    },
  },
  {
    name: 'entriesOf: those of one lot or of one usage, by seq, page by page',
    check: async ({ repository }) => {
      const twin = new Twin(repository);
      const names = ['é', 'e\u0301', 'A', 'a', '__proto__', null];
      const entries = Array.from({ length: 48 }, (_, index): LedgerEntry => {
        const lotId = names[index % names.length] ?? null;
        return entryOf({
          lotId,
          kind: lotId === null ? null : 'bonus',
          usageId: names[(index * 5 + (index >> 3)) % 6] ?? null,
        });
      });
      const lots = names.filter((id) => id !== null).map((id, index) => lotOf({ id, orderKey: `${index}` }));
      await twin.write(OTHER, { lots, entries: entries.slice(0, 12) });
      await twin.write(ACCOUNT, { lots, entries: entries.slice(0, 30) });
      await twin.write(ACCOUNT, { entries: entries.slice(30) });
      for (const kind of ['lot', 'usage'] as const) {
        for (const id of ['a', 'A', 'é', 'e\u0301', '__proto__', 'none', '']) {
          await twin.agreeOnPages<LedgerEntry>(`entriesOf ${kind} "${id}"`, (from, last, limit) =>
            from.entriesOf('acct', { of: kind, id, after: last?.seq, limit }),
          );
        }
      }
    },
  },
  {
    name: 'periods: days and months apart, in order, from and before',
    check: async ({ repository }) => {
      const twin = new Twin(repository);
      const periods = [
        '2026-02',
        '2025-12',
        '2026-01-31',
        '2026-02-01',
        '2025-12-31',
        '2026-01',
        '2026-02-28',
      ];
      await twin.write(OTHER, { periods: [periodOf('2026-01-15'), periodOf('2024-01')] });
      await twin.write(ACCOUNT, { periods: periods.map((period) => periodOf(period)) });
      for (const unit of ['day', 'month'] as const) {
        for (const from of [undefined, '2026-01', '2026-01-31', '2026-02-01', '2026-02']) {
          for (const before of [undefined, '2026-02', '2026-02-28', '2026-03']) {
            for (const limit of [1, 2, 500]) {
              const query = { unit, from, before, limit };
              await twin.agree(`periods ${JSON.stringify(query)}`, (reads) => reads.periods('acct', query));
            }
          }
        }
      }
    },
  },
];
