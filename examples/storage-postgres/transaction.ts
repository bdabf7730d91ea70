import type { Pool, PoolClient } from 'pg';
import { ConcurrencyError } from 'reseller-sdk';

/** What the example needs of a pool. */
export type Database = Pick<Pool, 'query' | 'connect'>;

/**
 * - 40001: another transaction was first (SERIALIZABLE, and the databases that know nothing else).
 * - 40P01: a deadlock was broken.
 * - 40003: nobody knows whether the commit took place; planning anew finds out by the command's key.
 */
const OVERTAKEN: readonly unknown[] = ['40001', '40P01', '40003'];
const UNIQUE_VIOLATION = '23505';

/** Runs `work` as one transaction on one connection. @throws ConcurrencyError when another writer was first */
export async function transaction<T>(
  database: Database,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await database.connect();
  let isBroken = false;
  // A connection that breaks tells the query in progress; without a listener it would end the process, too.
  const onError = (): void => {
    isBroken = true;
  };
  client.on('error', onError);
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(onError);
    throw asConflict(error);
  } finally {
    // A broken connection goes on to report until it is closed; the pool watches over the sound ones.
    if (!isBroken) client.off('error', onError);
    client.release(isBroken);
  }
}

/** PostgreSQL's ways to say that another writer was first, as the ledger knows them. */
function asConflict(error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error)) return error;
  if (error.code === UNIQUE_VIOLATION) {
    return new ConcurrencyError('Another writer added a row first; plan anew', 'DUPLICATE_KEY', {
      cause: error,
    });
  }
  if (!OVERTAKEN.includes(error.code)) return error;
  return new ConcurrencyError('Another writer was first; plan anew', 'VERSION_CONFLICT', { cause: error });
}
