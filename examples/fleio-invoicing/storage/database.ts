import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { ConfigError } from 'reseller-sdk';
import { TABLES } from './tables.ts';

/** Waits this long for another writer before SQLite gives up with `database is locked`. */
const PATIENCE_MS = 10_000;
/** `application_id` of a file of this program: the text Flei. */
const MARK = 0x46_6c_65_69;

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
  const isOurs = hasMark(database);
  database.exec('PRAGMA journal_mode = WAL;');
  // Write-ahead logging alone may lose the last commits with the power; a claim or a payment must not be lost.
  database.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
  if (!isOurs) transaction(database, () => database.exec(`PRAGMA application_id = ${MARK}; ${TABLES}`));
  return database;
}

/** False: the file is empty. */
function hasMark(database: DatabaseSync): boolean {
  // In this order: another process may write tables and mark, which come together, between the two.
  const tables = database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.['tables'];
  const mark = database.prepare('PRAGMA application_id').get()?.['application_id'];
  if (mark === MARK) return true;
  if (mark === 0 && tables === 0) return false;
  throw new ConfigError('it belongs to another program');
}

const statements = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

/** The statement of a text; a connection compiles each text once. */
export function prepared(database: DatabaseSync, sql: string): StatementSync {
  const known = statements.get(database) ?? new Map<string, StatementSync>();
  statements.set(database, known);
  const statement = known.get(sql) ?? database.prepare(sql);
  known.set(sql, statement);
  return statement;
}

/** Runs `work` as one transaction, or as part of the one that is open: all of it is written, or nothing. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  if (database.isTransaction) return work();
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
