import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareConnection } from '../../../examples/storage-sqlite/database.ts';
import { SqliteCreditLedgerRepository } from '../../../examples/storage-sqlite/repository.ts';
import { migrate } from '../../../examples/storage-sqlite/schema.ts';
import { expectSound } from '../rival-processes/expect-sound.ts';
import { runRivals } from '../rival-processes/run-rivals.ts';

/** Seconds on an idle machine, more on one that does other things as well. */
const PATIENCE_MS = 300_000;
const WORK = { store: 'sqlite', rivals: 4, usages: 1000, batch: 40 } as const;

let folder: string;
let database: DatabaseSync;
let target: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-rivals-'));
  target = join(folder, 'ledger.db');
  database = new DatabaseSync(target);
  prepareConnection(database);
  migrate(database);
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

describe('four processes on one file of SQLite', { timeout: PATIENCE_MS }, () => {
  it('book 1,000 usages: nothing overspent, nothing twice, nothing lost', async () => {
    await runRivals({ ...WORK, target });
    await expectSound(new SqliteCreditLedgerRepository(database), { ...WORK, target });
  });

  it('do so when each of them is killed in the middle of a command and started again', async () => {
    const { killed } = await runRivals({ ...WORK, target }, { seed: 20_260_301, each: 1, within: 12 });
    expect(killed).toBe(4);
    await expectSound(new SqliteCreditLedgerRepository(database), { ...WORK, target });
  });
});
