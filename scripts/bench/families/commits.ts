import { migrate } from '../../../examples/storage-postgres/migrate.ts';
import { openPool } from '../../../examples/storage-postgres/pool.ts';
import { PostgresCreditLedgerRepository } from '../../../examples/storage-postgres/repository.ts';
import { openServer } from '../../../examples/storage-postgres/server.ts';
import { CreditLedger, type UsageInput } from '../../../src/credit-ledger/index.ts';
import type { Family, Figure } from '../family.ts';
import { minute } from '../ledger/history.ts';
import { ACCOUNT } from '../ledger/seed.ts';
import { agree, medians } from '../rounds.ts';

/** Usages that one candidate books in one round. */
const USAGES = 200;

/** Fresh usages for each round, all of them paid. */
function charges(round: string): readonly UsageInput[] {
  return Array.from({ length: USAGES }, (_usage, index) => ({
    id: `${round} ${index}`,
    at: minute(index + 1),
    amount: `${index % 50}.25`,
  }));
}

async function run(): Promise<readonly Figure[]> {
  const server = await openServer();
  const pool = openPool(server.url);
  try {
    await migrate(pool);
    const ledger = new CreditLedger({ repository: new PostgresCreditLedgerRepository(pool) });
    await ledger.openAccount({ id: ACCOUNT, currency: 'USD' });
    await ledger.recordPurchase(ACCOUNT, { id: 'all', at: minute(0), cash: '1000000000' });
    let rounds = 0;
    const spentBy = async (book: (usages: readonly UsageInput[]) => Promise<unknown>): Promise<string> => {
      rounds += 1;
      const before = Number((await ledger.balance(ACCOUNT)).consumed.purchased);
      await book(charges(`round ${rounds}`));
      return String(Number((await ledger.balance(ACCOUNT)).consumed.purchased) - before);
    };
    const oneByOne = async (usages: readonly UsageInput[]): Promise<void> => {
      for (const usage of usages) await ledger.allocateUsage(ACCOUNT, usage);
    };
    const batch = (usages: readonly UsageInput[]): Promise<unknown> => ledger.allocateMany(ACCOUNT, usages);
    agree('commits', await spentBy(oneByOne), await spentBy(batch));
    const us = await medians(
      { oneByOne: () => spentBy(oneByOne), batch: () => spentBy(batch) },
      { rounds: 7, calls: 1 },
    );
    return [
      { name: 'a usage on PostgreSQL, one by one', value: us.oneByOne / USAGES, unit: 'us' },
      {
        name: `the same in commits of ${USAGES}: one by one / that`,
        value: us.oneByOne / us.batch,
        unit: 'x',
        target: { atLeast: 5 },
      },
    ];
  } finally {
    await pool.end();
    await server.stop();
  }
}

/** Fails where PostgreSQL cannot start: a figure that is missing must not look like one that is kept. */
export const commitsFamily: Family = { title: 'Batch commits on PostgreSQL, against one by one', run };
