import { DatabaseSync } from 'node:sqlite';
import { ConfigError } from 'reseller-sdk';

/** Waits this long for another writer before SQLite gives up with `database is locked`. */
const PATIENCE_MS = 10_000;
/** `application_id` of a file of this program: the text Comt. */
const MARK = 0x43_6f_6d_74;

const TABLES = `
  CREATE TABLE services (
    service_key TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    package TEXT NOT NULL,
    devices TEXT,
    storage_gib TEXT,
    wanted TEXT NOT NULL DEFAULT 'active' CHECK (wanted IN ('active', 'suspended', 'closed')),
    password_box TEXT,
    next_password_box TEXT,
    asked INTEGER NOT NULL DEFAULT 1,
    done INTEGER NOT NULL DEFAULT 0,
    trouble TEXT,
    final_usage TEXT CHECK (json_valid(final_usage))
  ) STRICT;

  CREATE TABLE comet_journal (
    service_key TEXT NOT NULL PRIMARY KEY,
    record TEXT NOT NULL CHECK (json_valid(record)),
    version INTEGER NOT NULL,
    username TEXT AS (record ->> 'username'),
    creation_guid TEXT AS (record ->> 'creationGuid')
  ) STRICT;
  CREATE INDEX comet_journal_by_name ON comet_journal (username);

  CREATE TABLE webhook_deliveries (
    key TEXT NOT NULL PRIMARY KEY,
    received_at TEXT NOT NULL
  ) STRICT;

  CREATE TABLE action_tokens (
    key TEXT NOT NULL PRIMARY KEY,
    expires_at TEXT NOT NULL
  ) STRICT;
`;

/** Opens the file. @throws ConfigError that names it, when it cannot be used */
export function openDatabase(file: string): DatabaseSync {
  try {
    return prepareDatabase(new DatabaseSync(file));
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
  // Write-ahead logging alone may lose the last commits with the power, and with them passwords and the journal.
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
