import type { DatabaseSync } from 'node:sqlite';

/** Waits this long for another writer before SQLite gives up with `database is locked`. */
const PATIENCE_MS = 10_000;

const TABLES = `
  CREATE TABLE IF NOT EXISTS vm_records (
    service_id TEXT NOT NULL PRIMARY KEY,
    row TEXT NOT NULL CHECK (json_valid(row)),
    version INTEGER NOT NULL AS (row ->> 'version'),
    next_poll_at TEXT AS (row ->> 'nextPollAt'),
    vm_id TEXT AS (row ->> 'vmId')
  ) STRICT;
  CREATE INDEX IF NOT EXISTS vm_records_due ON vm_records (next_poll_at, service_id) WHERE next_poll_at IS NOT NULL;
  CREATE INDEX IF NOT EXISTS vm_records_by_vm ON vm_records (vm_id) WHERE vm_id IS NOT NULL;

  CREATE TABLE IF NOT EXISTS vm_events (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    row TEXT NOT NULL CHECK (json_valid(row)),
    delivered INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  CREATE TABLE IF NOT EXISTS organizations (
    client_id TEXT NOT NULL PRIMARY KEY,
    row TEXT NOT NULL CHECK (json_valid(row)),
    version INTEGER NOT NULL AS (row ->> 'version'),
    organization_id TEXT AS (row ->> 'organizationId')
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS one_client_each ON organizations (organization_id);

  CREATE TABLE IF NOT EXISTS action_tokens (
    key TEXT NOT NULL PRIMARY KEY,
    expires_at TEXT NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS orders (
    service_id TEXT NOT NULL PRIMARY KEY,
    phase TEXT NOT NULL
  ) STRICT;
`;

/** Sets a connection up for several processes on one file, and makes the tables. */
export function prepareDatabase<Database extends DatabaseSync>(database: Database): Database {
  // The patience comes first: the change to WAL may have to wait for another process already.
  database.exec(`PRAGMA busy_timeout = ${PATIENCE_MS}; PRAGMA journal_mode = WAL;`);
  database.exec(TABLES);
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
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
