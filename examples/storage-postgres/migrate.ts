import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, transaction } from './transaction.ts';

const FOLDER = join(import.meta.dirname, 'migrations');
const CREATED_BY_OTHERS: readonly unknown[] = ['23505', '42P07'];

/**
 * Applies the files of `migrations/` that the database has not seen, in the order of their numbers, each in a
 * transaction of its own. Several processes may start at once: each version is claimed by the row that records
 * it, and whoever comes second finds it done. Files are added, never changed.
 */
export async function migrate(database: Database): Promise<void> {
  await createdOnce(
    database.query(
      'CREATE TABLE IF NOT EXISTS ledger_migrations (name TEXT PRIMARY KEY, applied_at TIMESTAMPTZ NOT NULL)',
    ),
  );
  for (const name of readdirSync(FOLDER).sort()) {
    const { rowCount } = await database.query('SELECT 1 FROM ledger_migrations WHERE name = $1', [name]);
    if (rowCount !== 0) continue;
    await transaction(database, async (client) => {
      const claim = 'INSERT INTO ledger_migrations VALUES ($1, now()) ON CONFLICT (name) DO NOTHING';
      const claimed = await client.query(claim, [name]);
      if (claimed.rowCount === 1) await client.query(readFileSync(join(FOLDER, name), 'utf8'));
    });
  }
}

/** `IF NOT EXISTS` is no promise when two processes create the same table at the same moment. */
async function createdOnce(creation: Promise<unknown>): Promise<void> {
  try {
    await creation;
  } catch (error) {
    if (error instanceof Error && 'code' in error && CREATED_BY_OTHERS.includes(error.code)) return;
    throw error;
  }
}
