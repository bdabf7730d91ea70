import { type Database, transaction } from './transaction.ts';

/** Runs work while no other holder of the account's lock is at work. */
export type AccountLock = <T>(account: string, work: () => Promise<T>) => Promise<T>;

/**
 * A lock per account, as `withAccountLock` of the ledger wants it: a row that is locked as long as a transaction
 * lasts, and is free again when the process or its connection dies. It only saves work that would be overtaken;
 * the ledger is right without it.
 *
 * @param database a pool for nothing but locks: a command that waits for its turn holds a connection, and must
 * not keep the one in front of it from getting another
 */
export function accountLock(database: Database): AccountLock {
  return async (account, work) => {
    const sql = 'INSERT INTO ledger_locks VALUES ($1) ON CONFLICT (account) DO NOTHING';
    await database.query(sql, [account]);
    return transaction(database, async (client) => {
      await client.query('SELECT 1 FROM ledger_locks WHERE account = $1 FOR UPDATE', [account]);
      return work();
    });
  };
}
