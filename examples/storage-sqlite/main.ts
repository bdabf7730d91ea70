import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { CreditLedger } from 'reseller-sdk/credit-ledger';
import { prepareConnection } from './database.ts';
import { SqliteCreditLedgerRepository } from './repository.ts';
import { migrate } from './schema.ts';

const CHARGES = [
  { id: 'charge-1', at: '2026-03-01', amount: '40.1' },
  { id: 'charge-2', at: '2026-03-02', amount: '69.9' },
  { id: 'charge-3', at: '2026-03-03', amount: '0.00000001' },
];

/** One run of a daily job: sells a pack, charges what was used, tells what is left. */
async function dailyJob(file: string): Promise<string> {
  const database = new DatabaseSync(file);
  prepareConnection(database);
  migrate(database);
  const ledger = new CreditLedger({ repository: new SqliteCreditLedgerRepository(database) });
  await ledger.openAccount({ id: 'acme', currency: 'USD' });
  await ledger.recordPurchase('acme', { id: 'pack-1', at: '2026-02-15', cash: '100', bonus: '10' });
  const results = await ledger.allocateMany('acme', CHARGES);
  const { total, debt, version } = await ledger.balance('acme');
  database.close();
  const booked = results.filter(({ replayed }) => !replayed).length;
  return `${booked} of ${results.length} charges booked; left ${total}, owed ${debt}, version ${version}`;
}

const { values } = parseArgs({ options: { db: { type: 'string' } } });
const folder = mkdtempSync(join(tmpdir(), 'storage-sqlite-'));
const file = values.db ?? join(folder, 'credit.db');
console.log(`first run:  ${await dailyJob(file)}`);
console.log(`second run: ${await dailyJob(file)}`);
rmSync(folder, { recursive: true });
