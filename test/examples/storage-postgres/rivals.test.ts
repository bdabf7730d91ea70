import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPool } from '../../../examples/storage-postgres/pool.ts';
import { PostgresCreditLedgerRepository } from '../../../examples/storage-postgres/repository.ts';
import { type Server, startServer } from '../../../examples/storage-postgres/server.ts';
import { expectSound } from '../rival-processes/expect-sound.ts';
import { runRivals } from '../rival-processes/run-rivals.ts';
import { emptyTables } from './empty-tables.ts';

/** Seconds on an idle machine, more on one that does other things as well. */
const PATIENCE_MS = 300_000;
const WORK = { store: 'postgres', rivals: 8, usages: 10_000, batch: 150 } as const;

let server: Server;
let pool: pg.Pool;
beforeAll(async () => {
  server = await startServer();
  pool = openPool(server.url);
}, PATIENCE_MS);
beforeEach(() => emptyTables(server.url));
afterAll(async () => {
  await pool.end();
  await server.stop();
});

describe('eight processes on one account in PostgreSQL', { timeout: PATIENCE_MS }, () => {
  it('book 10,000 usages: nothing overspent, nothing twice, nothing lost', async () => {
    const work = { ...WORK, target: server.url };
    await runRivals(work);
    await expectSound(new PostgresCreditLedgerRepository(pool), work);
  });

  it('do so behind a lock per account as well, and then nobody is overtaken', async () => {
    const work = { ...WORK, usages: 2000, target: server.url, withLock: true };
    const { conflicts } = await runRivals(work);
    await expectSound(new PostgresCreditLedgerRepository(pool), work);
    expect(conflicts).toBe(0);
  });

  it('do so when each of them is killed twice in the middle of a command and started again', async () => {
    const work = { ...WORK, target: server.url };
    const { killed } = await runRivals(work, { seed: 20_260_301, each: 2, within: 15 });
    expect(killed).toBe(16);
    await expectSound(new PostgresCreditLedgerRepository(pool), work);
  });
});
