import type { DatabaseSync } from 'node:sqlite';

/** Waits this long for another writer before SQLite gives up with `database is locked`. */
export const PATIENCE_MS = 10_000;

/** Sets a connection up for several writers on one file. */
export function prepareConnection(database: DatabaseSync): void {
  // The patience comes first: the change to WAL may have to wait for another process already.
  database.exec(`PRAGMA busy_timeout = ${PATIENCE_MS}; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON;`);
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
