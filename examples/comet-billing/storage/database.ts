import { DatabaseSync } from 'node:sqlite';
import { ConfigError } from 'reseller-sdk';
import { PATIENCE_MS, prepareConnection, transaction } from '../../storage-sqlite/database.ts';
import { migrate } from '../../storage-sqlite/schema.ts';

/** `application_id` of a file of this program: the text CoBi. */
const MARK = 0x43_6f_42_69;

/** Whether a charge gives something back; the index of credits serves a query with these very words. */
export const IS_CREDIT = "substr(charge ->> '$.row.amount', 1, 1) = '-'";

/**
 * The tables of the example. Rows are kept as JSON beside the columns that are searched: what the engines
 * return is stored as it is, and nothing has to be mapped twice.
 */
const INITIAL = `
  CREATE TABLE server_usage (
    day TEXT NOT NULL, server_key TEXT NOT NULL, collected_at TEXT NOT NULL, server TEXT NOT NULL, rows TEXT NOT NULL,
    PRIMARY KEY (day, server_key)
  ) STRICT;
  CREATE TABLE profiles (
    server_key TEXT NOT NULL, username TEXT NOT NULL, read_at TEXT NOT NULL, profile TEXT NOT NULL,
    PRIMARY KEY (server_key, username)
  ) STRICT;
  CREATE TABLE facts (
    subject TEXT NOT NULL, value TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL, fact TEXT NOT NULL,
    PRIMARY KEY (subject, since)
  ) STRICT;
  CREATE INDEX facts_since ON facts (since);
  CREATE INDEX facts_until ON facts (until) WHERE until > since;
  CREATE INDEX facts_of_device ON facts (fact ->> 'device', until);
  CREATE TABLE snapshots (
    snapshot_id TEXT PRIMARY KEY, source TEXT NOT NULL, pulled_at TEXT NOT NULL, window TEXT, state TEXT NOT NULL,
    row_count INTEGER NOT NULL, content_hash TEXT, same_as TEXT, version INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX snapshots_in_order ON snapshots (source, state, pulled_at, snapshot_id);
  CREATE TABLE snapshot_rows (
    snapshot_id TEXT NOT NULL, row_id TEXT NOT NULL, row TEXT NOT NULL, PRIMARY KEY (snapshot_id, row_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE service_reports (content_hash TEXT PRIMARY KEY, services TEXT NOT NULL) STRICT;
  CREATE TABLE charges (
    id TEXT PRIMARY KEY, day TEXT NOT NULL, charge TEXT NOT NULL,
    first_seen TEXT NOT NULL, gone_at TEXT,
    retired INTEGER NOT NULL DEFAULT 0, charged INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX charges_to_book ON charges (day, id) WHERE retired = 0 AND charged = 0;
  CREATE INDEX charges_to_withdraw ON charges (day, id) WHERE retired = 1 AND charged = 1;
  CREATE INDEX charges_present ON charges (day, id) WHERE retired = 0;
  CREATE INDEX charges_retired ON charges (day, id) WHERE retired = 1;
  CREATE INDEX charges_credits ON charges (day, id) WHERE retired = 0 AND ${IS_CREDIT};
  CREATE TABLE reports (
    id TEXT PRIMARY KEY, saved_at TEXT NOT NULL, status TEXT NOT NULL, hash TEXT NOT NULL, report TEXT NOT NULL
  ) STRICT;
  CREATE TABLE job_runs (
    id INTEGER PRIMARY KEY, job TEXT NOT NULL, started_at TEXT NOT NULL, ended_at TEXT, outcome TEXT,
    exit_code INTEGER, log TEXT NOT NULL
  ) STRICT;
  CREATE INDEX job_runs_by_job ON job_runs (job, id);
`;

/** What leads from each version of the tables to the next. Versions are added, never changed. */
const VERSIONS: readonly string[] = [INITIAL];

/**
 * Opens the database file (or `:memory:`) and brings its tables to the version of this program.
 *
 * @throws ConfigError when the file belongs to another program, to which nothing is written, or to a newer one
 */
export function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  try {
    refuseForeign(database);
    prepareConnection(database);
    upgrade(database);
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(unusable(file, error.message), { cause: error });
  }
}

function refuseForeign(database: DatabaseSync): void {
  database.exec(`PRAGMA busy_timeout = ${PATIENCE_MS}`);
  // In this order: another process may write tables and mark, which come together, between the two.
  const tables = database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.['tables'];
  const mark = pragma(database, 'application_id');
  if (mark !== MARK && (mark !== 0 || tables !== 0)) {
    throw new ConfigError('it belongs to another program, and nothing was written to it');
  }
}

/** Writes only where there is something to do: who just looks must not wait for a writer. */
function upgrade(database: DatabaseSync): void {
  if (pragma(database, 'user_version') === VERSIONS.length) return;
  transaction(database, () => {
    const version = pragma(database, 'user_version');
    if (version > VERSIONS.length) {
      throw new ConfigError(`its tables have version ${version}; update this program to use them`);
    }
    for (const sql of VERSIONS.slice(version)) database.exec(sql);
    database.exec(`PRAGMA application_id = ${MARK}; PRAGMA user_version = ${VERSIONS.length}`);
  });
}

function pragma(database: DatabaseSync, name: 'application_id' | 'user_version'): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}

/** SQLite's errors name no file, so this does; any other error comes back as it is. */
export function namingFile(error: unknown, file: string): unknown {
  if (!(error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR')) return error;
  return new ConfigError(`${unusable(file, error.message)}; give another file with --db FILE`, {
    cause: error,
  });
}

function unusable(file: string, why: string): string {
  return `The database ${file} cannot be used: ${why}`;
}

/** A row that this program wrote as JSON. Only storage calls it, on columns that only storage writes. */
export function readRow<T>(text: unknown): T {
  return JSON.parse(String(text)) as T;
}
