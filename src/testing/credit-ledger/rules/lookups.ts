import type { CreditLedgerReads } from '../../../credit-ledger/index.ts';
import { expectSame } from '../../kit/same.ts';
import type { StoreRule } from '../../kit/store-cases.ts';
import type { OpenedLedgerStore } from '../opened-store.ts';
import { AWKWARD_NAMES, accountOf, holdOf, lotOf, periodOf, usageOf } from '../seeds.ts';
import { Twin } from '../twin.ts';

const MOST = 500;

/** Every read of the port, with a query that matches whatever there is. */
export const ALL_READS: Readonly<
  Record<keyof CreditLedgerReads, (from: CreditLedgerReads, account: string) => Promise<unknown>>
> = {
  head: (from, account) => from.head(account),
  commands: (from, account) => from.commands(account, ['write:1', 'write:2']),
  lotsById: (from, account) => from.lotsById(account, ['a']),
  usagesById: (from, account) => from.usagesById(account, ['a']),
  holdsById: (from, account) => from.holdsById(account, ['a']),
  periodsByKey: (from, account) => from.periodsByKey(account, ['2026-01', '2026-01-01']),
  lots: (from, account) => from.lots(account, { limit: MOST }),
  openLots: (from, account) =>
    from.openLots(account, { effectiveBy: '9999', expiresAfter: '', withExpired: true, limit: MOST }),
  laterLots: (from, account) =>
    from.laterLots(account, { effectiveAfter: '', withExpired: true, limit: MOST }),
  expiringLots: (from, account) => from.expiringLots(account, { by: '9999', limit: MOST }),
  openHolds: (from, account) => from.openHolds(account, { limit: MOST }),
  openDebts: (from, account) => from.openDebts(account, { limit: MOST }),
  usages: (from, account) => from.usages(account, { limit: MOST }),
  entries: (from, account) => from.entries(account, { limit: MOST }),
  entriesByDay: (from, account) => from.entriesByDay(account, { from: '', limit: MOST }),
  entriesOf: (from, account) => from.entriesOf(account, { of: 'lot', id: 'a', limit: MOST }),
  periods: (from, account) => from.periods(account, { unit: 'month', limit: MOST }),
};

/** One row of every kind. */
const ONE_OF_EACH = {
  lots: [lotOf({ id: 'a', expiresAt: '2027-01-01T00:00:00.000Z' })],
  usages: [usageOf({ id: 'a' })],
  holds: [holdOf({ id: 'a' }, 'a')],
  periods: [periodOf('2026-01'), periodOf('2026-01-01')],
};

export const lookupRules: readonly StoreRule<OpenedLedgerStore>[] = [
  {
    name: 'reads nothing of an account that does not exist',
    check: async ({ repository }) => {
      const twin = new Twin(repository);
      await twin.write(accountOf('known'), ONE_OF_EACH);
      for (const [name, read] of Object.entries(ALL_READS)) {
        for (const account of ['unknown', 'Known', 'known ', '']) {
          const nothing = name === 'head' ? undefined : [];
          expectSame(await read(repository, account), nothing, `${name} of "${account}"`);
        }
      }
    },
  },
  {
    name: 'keeps accounts apart, also those whose names look alike and whose rows have the same ids',
    check: async ({ repository }) => {
      const twin = new Twin(repository);
      for (const [index, id] of AWKWARD_NAMES.entries()) {
        const amount = String(index + 1);
        const lot = lotOf({ id: 'a', original: amount, remaining: amount });
        const usage = usageOf({ id: 'a', amount, shortfall: amount });
        const period = periodOf('2026-01', { usage: amount });
        await twin.write(accountOf(id), { lots: [lot], usages: [usage], periods: [period] });
        await twin.write(accountOf(id), { holds: [holdOf({ id: 'a', scope: amount }, 'a')] });
      }
      for (const [name, read] of Object.entries(ALL_READS)) {
        for (const id of AWKWARD_NAMES) {
          expectSame(
            sorted(await read(repository, id)),
            sorted(await read(twin.plain, id)),
            `${name} of "${id}"`,
          );
        }
      }
    },
  },
  {
    name: 'finds rows by id, those that exist, 500 at once, whatever the ids look like',
    check: async ({ repository }) => {
      const account = accountOf('acct');
      const twin = new Twin(repository);
      const ids = [...AWKWARD_NAMES, ...Array.from({ length: 300 }, (_, index) => `row ${index}`)];
      await twin.write(account, { lots: ids.map((id, index) => lotOf({ id, orderKey: orderKey(index) })) });
      await twin.write(account, { usages: ids.map((id) => usageOf({ id })) });
      await twin.write(account, { holds: ids.map((id) => holdOf({ id }, 'a')) });
      const days = Array.from({ length: 28 }, (_, day) => `2026-02-${String(day + 1).padStart(2, '0')}`);
      await twin.write(account, { periods: [...days, '2026-02'].map((period) => periodOf(period)) });
      const known = ids.length;
      const asked = [...ids, ...Array.from({ length: MOST - known }, (_, index) => `none ${index}`)];
      const nameOf = ({ id }: { readonly id: string }): string => id;
      for (const some of [asked, [], ['a'], ['A', 'row 7'], ['none 1'], ['É'], ['é'], ['ab ']]) {
        const what = `${some.length} ids`;
        await twin.agreeInAnyOrder(`lotsById, ${what}`, (from) => from.lotsById('acct', some), nameOf);
        await twin.agreeInAnyOrder(`usagesById, ${what}`, (from) => from.usagesById('acct', some), nameOf);
        await twin.agreeInAnyOrder(`holdsById, ${what}`, (from) => from.holdsById('acct', some), nameOf);
      }
      const keys = ['write:3', 'write:1', 'write:', 'WRITE:1', ...asked].slice(0, MOST);
      await twin.agreeInAnyOrder(
        'commands',
        (from) => from.commands('acct', keys),
        ({ key }) => key,
      );
      const periods = ['2026-02', '2026-02-28', '2026-03', '2026-02-01'];
      await twin.agreeInAnyOrder(
        'periodsByKey',
        (from) => from.periodsByKey('acct', periods),
        ({ period }) => period,
      );
    },
  },
];

/** A key of a fixed width. */
function orderKey(index: number): string {
  return String(index).padStart(6, '0');
}

/** Two rows at most, in one order. */
function sorted(answer: unknown): unknown {
  return Array.isArray(answer) ? answer.map((row) => JSON.stringify(row, sortedKeys)).sort() : answer;
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
