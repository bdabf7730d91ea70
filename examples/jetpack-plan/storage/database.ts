import { closeSync, openSync } from 'node:fs';
import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ConfigError } from 'reseller-sdk';

/** Waits this long for another writer before SQLite gives up with `database is locked`. */
const PATIENCE_MS = 10_000;
/** `application_id` of a file of this program: the text Jetp. */
const MARK = 0x4a_65_74_70;
/** Records hold customers' links and license keys. SQLite gives its other files the rights of this one. */
const OWNER_ALONE = 0o600;

const TABLES = `
  CREATE TABLE plans (
    service_key TEXT NOT NULL PRIMARY KEY,
    record TEXT NOT NULL CHECK (json_valid(record)),
    version INTEGER NOT NULL AS (record ->> 'version'),
    claim TEXT AS (record ->> 'claim'),
    next_check_at TEXT AS (record ->> 'nextCheckAt')
  ) STRICT;
  CREATE UNIQUE INDEX one_service_per_site ON plans (claim);
  CREATE INDEX plans_due ON plans (next_check_at) WHERE next_check_at IS NOT NULL;

  CREATE TABLE licenses (
    service_key TEXT NOT NULL PRIMARY KEY,
    record TEXT NOT NULL CHECK (json_valid(record)),
    version INTEGER NOT NULL AS (record ->> 'version'),
    license_key TEXT AS (record ->> 'licenseKey'),
    status TEXT NOT NULL AS (record ->> 'status')
  ) STRICT;
  CREATE UNIQUE INDEX one_service_per_license ON licenses (license_key);
  CREATE INDEX licenses_by_status ON licenses (status);
`;

/** Opens the file, and makes it where there is none. @throws ConfigError that names it, when it cannot be used */
export function openDatabase(file: string): DatabaseSync {
  try {
    // A whole path: SQLite takes some names for a database in memory, which would forget what is billed.
    const path = resolve(file);
    closeSync(openSync(path, 'a', OWNER_ALONE));
    return prepareDatabase(new DatabaseSync(path));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`The database ${file} cannot be used: ${why}`, { cause: error });
  }
}

/**
 * Sets a connection up for several processes on one file, and makes the tables in an empty one.
 *
 * @throws ConfigError when the file belongs to another program; nothing is written to it
 */
export function prepareDatabase<Database extends DatabaseSync>(database: Database): Database {
  // The patience comes first: the change to WAL may have to wait for another process already.
  database.exec(`PRAGMA busy_timeout = ${PATIENCE_MS};`);
  refuseForeign(database);
  // Write-ahead logging alone may lose the last commits with the power, and with them what is billed.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  transaction(database, () => {
    if (markOf(database) !== MARK) database.exec(`PRAGMA application_id = ${MARK}; ${TABLES}`);
  });
  return database;
}

function refuseForeign(database: DatabaseSync): void {
  // In this order: another process may write tables and mark, which come together, between the two.
  const tables = database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.['tables'];
  const mark = markOf(database);
  if (mark !== MARK && (mark !== 0 || tables !== 0)) throw new ConfigError('it belongs to another program');
}

function markOf(database: DatabaseSync): unknown {
  return database.prepare('PRAGMA application_id').get()?.['application_id'];
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
