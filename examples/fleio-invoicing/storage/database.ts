import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { ConfigError } from 'reseller-sdk';
import { TABLES } from './tables.ts';

/** Waits this long for another writer before SQLite gives up with `database is locked`. */
const PATIENCE_MS = 10_000;

/** Opens the file. @throws ConfigError that names it, when it cannot be used */
export function openDatabase(file: string): DatabaseSync {
  try {
    return prepareDatabase(new DatabaseSync(file));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`The database ${file} cannot be used: ${why}`, { cause: error });
  }
}

/** Sets a connection up for several processes on one file, and makes the tables that are missing. */
export function prepareDatabase<Database extends DatabaseSync>(database: Database): Database {
  // The patience comes first: the change to WAL may have to wait for another process already.
  database.exec(`PRAGMA busy_timeout = ${PATIENCE_MS}; PRAGMA journal_mode = WAL;`);
  // Write-ahead logging alone may lose the last commits with the power; a claim or a payment must not be lost.
  database.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
  database.exec(TABLES);
  return database;
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
