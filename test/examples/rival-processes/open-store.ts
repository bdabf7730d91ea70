import { DatabaseSync } from 'node:sqlite';
import type { CreditLedgerOptions } from 'reseller-sdk/credit-ledger';
import { accountLock } from '../../../examples/storage-postgres/account-lock.ts';
import { openPool } from '../../../examples/storage-postgres/pool.ts';
import { PostgresCreditLedgerRepository } from '../../../examples/storage-postgres/repository.ts';
import { prepareConnection } from '../../../examples/storage-sqlite/database.ts';
import { SqliteCreditLedgerRepository } from '../../../examples/storage-sqlite/repository.ts';
import type { Assignment } from './workload.ts';

/** What a ledger needs to work on the store of an assignment, and how to let go of it. */
export function openStore({ store, target, withLock }: Assignment) {
  return store === 'sqlite' ? openSqlite(target) : openPostgres(target, withLock);
}

interface OpenedStore extends CreditLedgerOptions {
  readonly close: () => Promise<void>;
}

function openSqlite(file: string): OpenedStore {
  const database = new DatabaseSync(file);
  prepareConnection(database);
  return { repository: new SqliteCreditLedgerRepository(database), close: async () => database.close() };
}

function openPostgres(url: string, withLock = false): OpenedStore {
  const pool = openPool(url, 1);
  const locks = openPool(url, 1);
  return {
    repository: new PostgresCreditLedgerRepository(pool),
    ...(withLock && { withAccountLock: accountLock(locks) }),
    close: async () => void (await Promise.all([pool.end(), locks.end()])),
  };
}
