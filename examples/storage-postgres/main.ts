import { CreditLedger, type UsageInput } from 'reseller-sdk/credit-ledger';
import { migrate } from './migrate.ts';
import { openPool } from './pool.ts';
import { PostgresCreditLedgerRepository } from './repository.ts';
import { openServer } from './server.ts';

const CHARGES: readonly UsageInput[] = Array.from({ length: 200 }, (_, index) => ({
  id: `charge-${index + 1}`,
  at: '2026-03-01',
  amount: '0.6',
}));

/** A job with a connection of its own, as another process has one. */
async function job(url: string, charges: readonly UsageInput[]): Promise<number> {
  const pool = openPool(url, 2);
  const ledger = new CreditLedger({ repository: new PostgresCreditLedgerRepository(pool), tries: 50 });
  let booked = 0;
  for (let start = 0; start < charges.length; start += 20) {
    const results = await ledger.allocateMany('acme', charges.slice(start, start + 20));
    booked += results.filter(({ replayed }) => !replayed).length;
  }
  await pool.end();
  return booked;
}

const server = await openServer();
try {
  const pool = openPool(server.url);
  await migrate(pool);
  const ledger = new CreditLedger({ repository: new PostgresCreditLedgerRepository(pool) });
  await ledger.openAccount({ id: 'acme', currency: 'USD' });
  await ledger.recordPurchase('acme', { id: 'pack-1', at: '2026-02-15', cash: '100', bonus: '10' });

  const booked = await Promise.all([1, 2, 3].map(() => job(server.url, CHARGES)));
  const sum = booked.reduce((total, count) => total + count, 0);
  console.log(`three jobs at once, each with the same ${CHARGES.length} charges: ${sum} booked in all`);
  const { total, debt } = await ledger.balance('acme');
  console.log(`left ${total}, owed ${debt}`);

  const overspend = 'UPDATE ledger_lots SET remaining = -1, held = -1, consumed = original + 1';
  const refusal = await pool.query(overspend).catch((error: unknown) => error);
  console.log(`overspending by hand: ${refusal instanceof Error ? refusal.message : 'it was possible'}`);
  await pool.end();
} finally {
  await server.stop();
}
