import { DatabaseSync } from 'node:sqlite';
import { ConfigError } from 'reseller-sdk';

/**
 * The tables of the example. Rows are kept as JSON beside the columns that are searched: what the engines
 * return is stored as it is, and nothing has to be mapped twice.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS server_usage (
    day TEXT NOT NULL, server_key TEXT NOT NULL, usage TEXT NOT NULL,
    PRIMARY KEY (day, server_key)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS portal_snapshots (content_hash TEXT PRIMARY KEY, rows TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS portal_pulls (pulled_at TEXT PRIMARY KEY, content_hash TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS charges (
    id TEXT PRIMARY KEY, day TEXT NOT NULL, charge TEXT NOT NULL,
    first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, retired INTEGER NOT NULL DEFAULT 0, charged INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX IF NOT EXISTS charges_to_book ON charges (day, id) WHERE retired = 0 AND charged = 0;
  CREATE INDEX IF NOT EXISTS charges_to_withdraw ON charges (day, id) WHERE retired = 1 AND charged = 1;
  CREATE TABLE IF NOT EXISTS reports (
    id INTEGER PRIMARY KEY, saved_at TEXT NOT NULL, status TEXT NOT NULL, hash TEXT NOT NULL, report TEXT NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS ledger_heads (
    account TEXT PRIMARY KEY, version INTEGER NOT NULL, row TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS ledger_entries (
    account TEXT NOT NULL, seq INTEGER NOT NULL, day TEXT NOT NULL,
    lot_id TEXT, usage_id TEXT, row TEXT NOT NULL,
    PRIMARY KEY (account, seq)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS ledger_entries_by_day ON ledger_entries (account, day, seq);
  CREATE INDEX IF NOT EXISTS ledger_entries_of_lot ON ledger_entries (account, lot_id, seq);
  CREATE INDEX IF NOT EXISTS ledger_entries_of_usage ON ledger_entries (account, usage_id, seq);
  CREATE TABLE IF NOT EXISTS ledger_lots (
    account TEXT NOT NULL, id TEXT NOT NULL, order_key TEXT NOT NULL, effective_at TEXT NOT NULL,
    expires_at TEXT, open INTEGER NOT NULL, expired INTEGER NOT NULL, row_version INTEGER NOT NULL, row TEXT NOT NULL,
    PRIMARY KEY (account, id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS ledger_lots_in_order ON ledger_lots (account, order_key);
  CREATE INDEX IF NOT EXISTS ledger_open_lots ON ledger_lots (account, order_key) WHERE open = 1;
  CREATE INDEX IF NOT EXISTS ledger_later_lots ON ledger_lots (account, effective_at, order_key) WHERE open = 1;
  CREATE INDEX IF NOT EXISTS ledger_expiring_lots ON ledger_lots (account, expires_at, order_key) WHERE open = 1;
  CREATE TABLE IF NOT EXISTS ledger_usages (
    account TEXT NOT NULL, id TEXT NOT NULL, occurred_at TEXT NOT NULL, seq INTEGER NOT NULL,
    debt INTEGER NOT NULL, row_version INTEGER NOT NULL, row TEXT NOT NULL,
    PRIMARY KEY (account, id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS ledger_usages_in_time ON ledger_usages (account, occurred_at, seq);
  CREATE INDEX IF NOT EXISTS ledger_debts ON ledger_usages (account, occurred_at, seq) WHERE debt = 1;
  CREATE TABLE IF NOT EXISTS ledger_holds (
    account TEXT NOT NULL, id TEXT NOT NULL, times_out TEXT NOT NULL, open INTEGER NOT NULL,
    row_version INTEGER NOT NULL, row TEXT NOT NULL,
    PRIMARY KEY (account, id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS ledger_open_holds ON ledger_holds (account, times_out, id) WHERE open = 1;
  CREATE TABLE IF NOT EXISTS ledger_periods (
    account TEXT NOT NULL, period TEXT NOT NULL, row_version INTEGER NOT NULL, row TEXT NOT NULL,
    PRIMARY KEY (account, period)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS ledger_commands (
    account TEXT NOT NULL, key TEXT NOT NULL, row TEXT NOT NULL,
    PRIMARY KEY (account, key)
  ) STRICT;
`;

/** Opens the database file (or `:memory:`) and makes the tables that are missing. */
export function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  // The patience comes first: the change to WAL may have to wait for another job already.
  database.exec('PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON;');
  database.exec(SCHEMA);
  return database;
}

/** Runs `work` as one transaction: all of it is written, or nothing. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // After a full disk SQLite has rolled back by itself; what matters is the first error.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** SQLite's errors name no file, so this does; any other error comes back as it is. */
export function namingFile(error: unknown, file: string): unknown {
  if (!(error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR')) return error;
  const message = `The database ${file} cannot be used: ${error.message}; give another file with --db FILE`;
  return new ConfigError(message, { cause: error });
}

/** A row that this program wrote as JSON. Only storage calls it, on columns that only storage writes. */
export function readRow<T>(text: unknown): T {
  return JSON.parse(String(text)) as T;
}
