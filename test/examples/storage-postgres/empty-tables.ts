import { migrate } from '../../../examples/storage-postgres/migrate.ts';
import { openPool } from '../../../examples/storage-postgres/pool.ts';

const TABLES = ['heads', 'entries', 'lots', 'usages', 'holds', 'periods', 'commands', 'locks'];

/** Makes the ledger's tables, or empties them. */
export async function emptyTables(url: string): Promise<void> {
  const pool = openPool(url, 1);
  await migrate(pool);
  await pool.query(`TRUNCATE ${TABLES.map((name) => `ledger_${name}`).join(', ')}`);
  await pool.end();
}
