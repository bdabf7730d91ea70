import { DatabaseSync } from 'node:sqlite';
import { ConfigError } from 'reseller-sdk';
import { prepareConnection } from '../../storage-sqlite/database.ts';
import { migrate } from '../../storage-sqlite/schema.ts';

/**
 * The tables of the example. Rows are kept as JSON beside the columns that are searched: what the engines
 * return is stored as it is, and nothing has to be mapped twice.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS server_usage (
    day TEXT NOT NULL, server_key TEXT NOT NULL, usage TEXT NOT NULL,
    PRIMARY KEY (day, server_key)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS profiles (
    server_key TEXT NOT NULL, username TEXT NOT NULL, read_at TEXT NOT NULL, profile TEXT NOT NULL,
    PRIMARY KEY (server_key, username)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS facts (
    subject TEXT NOT NULL, value TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL, fact TEXT NOT NULL,
    PRIMARY KEY (subject, since)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS facts_since ON facts (since);
  CREATE INDEX IF NOT EXISTS facts_until ON facts (until) WHERE until > since;
  CREATE INDEX IF NOT EXISTS facts_of_device ON facts (fact ->> 'device', until);
  CREATE TABLE IF NOT EXISTS snapshots (
    snapshot_id TEXT PRIMARY KEY, source TEXT NOT NULL, pulled_at TEXT NOT NULL, window TEXT, state TEXT NOT NULL,
    row_count INTEGER NOT NULL, content_hash TEXT, same_as TEXT, version INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS snapshots_in_order ON snapshots (source, state, pulled_at, snapshot_id);
  CREATE TABLE IF NOT EXISTS snapshot_rows (
    snapshot_id TEXT NOT NULL, row_id TEXT NOT NULL, row TEXT NOT NULL, PRIMARY KEY (snapshot_id, row_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS service_reports (content_hash TEXT PRIMARY KEY, services TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS charges (
    id TEXT PRIMARY KEY, day TEXT NOT NULL, charge TEXT NOT NULL,
    first_seen TEXT NOT NULL, last_seen TEXT NOT NULL,
    retired INTEGER NOT NULL DEFAULT 0, charged INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX IF NOT EXISTS charges_to_book ON charges (day, id) WHERE retired = 0 AND charged = 0;
  CREATE INDEX IF NOT EXISTS charges_to_withdraw ON charges (day, id) WHERE retired = 1 AND charged = 1;
  CREATE INDEX IF NOT EXISTS charges_present ON charges (day, id) WHERE retired = 0;
  CREATE TABLE IF NOT EXISTS reports (
    id TEXT PRIMARY KEY, saved_at TEXT NOT NULL, status TEXT NOT NULL, hash TEXT NOT NULL, report TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS job_runs (
    id INTEGER PRIMARY KEY, job TEXT NOT NULL, started_at TEXT NOT NULL, ended_at TEXT, outcome TEXT,
    exit_code INTEGER, log TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS job_runs_by_job ON job_runs (job, id);
`;

/** Opens the database file (or `:memory:`) and makes the tables that are missing. */
export function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  prepareConnection(database);
  migrate(database);
  database.exec(SCHEMA);
  return database;
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
