import type { CreditLedgerRepository, LedgerBatch } from '../../../credit-ledger/index.ts';
import { expectSame, expectTrue, isConflict } from '../../kit/same.ts';
import type { StoreRule } from '../../kit/store-cases.ts';
import { everythingOf } from '../everything.ts';
import { nextBatch } from '../next-batch.ts';
import type { OpenedLedgerStore } from '../opened-store.ts';
import { PlainLedgerStore } from '../plain-store.ts';
import { accountOf, entryOf, holdOf, lotOf, periodOf, usageOf } from '../seeds.ts';
import { Twin } from '../twin.ts';

const ACCOUNT = accountOf('acct');
const RIVALS = 8;
const MANY = 3000;

async function agree(twin: Twin, what: string): Promise<void> {
  expectSame(await everythingOf(twin.subject, 'acct'), await everythingOf(twin.plain, 'acct'), what);
}

/** Changes what can be changed in a value. */
function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    spoil(member);
    Reflect.set(value, name, typeof member === 'number' ? member + 7 : `${String(member)} spoiled`);
  }
}

/** A batch that opens the account, told apart by its lot. */
function openingBatch(lot: string): LedgerBatch {
  return nextBatch(ACCOUNT, new PlainLedgerStore().rowsOf('acct'), { lots: [lotOf({ id: lot })] });
}

async function raceOf(
  connections: readonly CreditLedgerRepository[],
  expectedVersion: number,
  batchOf: (name: string) => LedgerBatch,
): Promise<string[]> {
  const attempts = connections.map(async (connection, index) => {
    const name = `rival ${index}`;
    try {
      await connection.commit('acct', expectedVersion, batchOf(name));
      return [name];
    } catch (error) {
      if (isConflict(error)) return [];
      throw error;
    }
  });
  return (await Promise.all(attempts)).flat();
}

export const commitRules: readonly StoreRule<OpenedLedgerStore>[] = [
  {
    name: 'shows what was committed, to every connection, after each of several commits',
    check: async ({ repository, connect }) => {
      const twin = new Twin(repository);
      const other = twin.beside((await connect?.()) ?? repository);
      const lot = lotOf({ id: 'lot' });
      const slices = [{ lotId: 'lot', kind: 'purchased', amount: '4', seq: 2 }] as const;
      await twin.write(ACCOUNT);
      await agree(other, 'after the opening');
      await twin.write(ACCOUNT, { lots: [lot], periods: [periodOf('2026-01')] });
      await agree(other, 'after the first lot');
      const used = { ...lot, remaining: '6', consumed: '4', rowVersion: 2 };
      const usage = usageOf({ id: 'usage', shortfall: '1', slices });
      await twin.write(ACCOUNT, { lots: [used], usages: [usage] });
      await agree(other, 'after a usage');
      await twin.write(ACCOUNT, {
        lots: [{ ...used, held: '1', rowVersion: 3 }],
        holds: [holdOf({ id: 'hold' }, 'lot')],
        periods: [periodOf('2026-01', { usage: '5', rowVersion: 2 }), periodOf('2026-02')],
      });
      await agree(other, 'after a hold');
    },
  },
  {
    name: `writes ${MANY} rows of a kind in one commit, and replaces them in another`,
    check: async ({ repository }) => {
      const twin = new Twin(repository);
      const indices = Array.from({ length: MANY }, (_, index) => String(index).padStart(5, '0'));
      const lots = indices.map((index) => lotOf({ id: `lot ${index}` }));
      await twin.write(ACCOUNT, { lots, usages: indices.map((index) => usageOf({ id: `usage ${index}` })) });
      await twin.write(ACCOUNT, {
        lots: lots.map((lot) => ({ ...lot, remaining: '9', consumed: '1', rowVersion: 2 })),
        entries: indices.map((reason) => entryOf({ reason })),
      });
      await agree(twin, 'after both');
    },
  },
  {
    name: 'keeps rows of its own: neither the batch nor an answer leads to them',
    check: async ({ repository }) => {
      const store = new Twin(repository).plain;
      const scope = ['devices'];
      const changes = { lots: [lotOf({ id: 'lot', scope })], usages: [usageOf({ id: 'usage' })] };
      const batch = nextBatch(ACCOUNT, store.rowsOf('acct'), structuredClone(changes));
      await store.commit('acct', 0, batch);
      await repository.commit('acct', 0, batch);
      try {
        spoil(batch);
        for (const row of [await repository.head('acct'), ...(await repository.lots('acct', { limit: 9 }))]) {
          spoil(row);
        }
      } catch {
        // Frozen rows refuse, which is just as good.
      }
      expectSame(await everythingOf(repository, 'acct'), await everythingOf(store, 'acct'), 'after spoiling');
    },
  },
  {
    name: `lets one of ${RIVALS} rivals open an account, and one of them write each version after`,
    check: async ({ repository, connect }) => {
      const connections = await Promise.all(
        Array.from({ length: RIVALS }, async () => (await connect?.()) ?? repository),
      );
      const plain = new PlainLedgerStore();
      const settle = async (
        winners: readonly string[],
        version: number,
        batch: (name: string) => LedgerBatch,
      ) => {
        const [winner] = winners;
        expectTrue(winners.length === 1, `version ${version + 1} was written by ${winners.length} rivals`);
        await plain.commit('acct', version, batch(winner ?? ''));
        const [shown, due] = [await everythingOf(repository, 'acct'), await everythingOf(plain, 'acct')];
        expectSame(shown, due, `after ${winner} won version ${version + 1}`);
      };
      await settle(await raceOf(connections, 0, openingBatch), 0, openingBatch);
      for (let version = 1; version <= 4; version += 1) {
        const batchOf = (name: string): LedgerBatch => {
          const changes = { usages: [usageOf({ id: `${name} at ${version}` })], periods: [periodOf(name)] };
          const { rowVersion = 0 } = plain.rowsOf('acct').periods.get(name) ?? {};
          const periods = changes.periods.map((row) => ({ ...row, rowVersion: rowVersion + 1 }));
          return nextBatch(ACCOUNT, plain.rowsOf('acct'), { ...changes, periods });
        };
        await settle(await raceOf(connections, version, batchOf), version, batchOf);
      }
    },
  },
];
