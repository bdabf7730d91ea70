import type pg from 'pg';
import { creditLedgerRepositoryCases, type OpenedLedgerStore } from 'reseller-sdk/testing';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { openPool } from '../../../examples/storage-postgres/pool.ts';
import { PostgresCreditLedgerRepository } from '../../../examples/storage-postgres/repository.ts';
import { type Server, startServer } from '../../../examples/storage-postgres/server.ts';
import { emptyTables } from './empty-tables.ts';
import { FaultyPool } from './faulty-pool.ts';

const PATIENCE_MS = 60_000;

let server: Server;
beforeAll(async () => {
  server = await startServer();
}, PATIENCE_MS);
afterAll(() => server.stop());

async function open(): Promise<OpenedLedgerStore> {
  await emptyTables(server.url);
  const pools: pg.Pool[] = [];
  const connected = (): pg.Pool => {
    const pool = openPool(server.url, 2);
    pools.push(pool);
    return pool;
  };
  const faulty = new FaultyPool(connected());
  return {
    repository: new PostgresCreditLedgerRepository(faulty.database),
    connect: () => new PostgresCreditLedgerRepository(connected()),
    failAt: (statement) => faulty.failAt(statement),
    close: async () => void (await Promise.all(pools.map((pool) => pool.end()))),
  };
}

describe('PostgresCreditLedgerRepository', () => {
  for (const { name, run } of creditLedgerRepositoryCases(open)) {
    it(name, { timeout: PATIENCE_MS }, run);
  }
});
