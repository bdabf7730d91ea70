import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { billing, recorded } from './program.ts';

vi.setConfig({ testTimeout: 120_000 });

const root = join(import.meta.dirname, '../../..');

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'comet-billing-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the program, and kills it so long after it has made its database. */
async function killed(args: readonly string[], file: string, afterMs: number): Promise<void> {
  const flags = ['--disable-warning=ExperimentalWarning', '--import', join(root, 'scripts/from-source.ts')];
  const program = join(root, 'examples/comet-billing/main.ts');
  const child = spawn(process.execPath, [...flags, program, ...args], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  while (!existsSync(file) && child.exitCode === null) await wait(1);
  await wait(afterMs);
  child.kill('SIGKILL');
  await ended;
}

/** What must be the same however often the job was killed. */
async function stand(file: string): Promise<unknown> {
  const stored = new DatabaseSync(file);
  const all = (sql: string) => stored.prepare(sql).all();
  const figures = {
    charges: all('SELECT id, retired, charged FROM charges ORDER BY id'),
    booked: all(`SELECT row ->> 'usageId' AS id, row ->> 'amount' AS amount FROM ledger_entries
      WHERE row ->> 'type' IN ('usage.allocated', 'usage.shortfall') ORDER BY 1, 2`),
    facts: all(
      "SELECT DISTINCT fact ->> 'kind' AS kind, fact ->> 'device' AS device FROM facts ORDER BY 1, 2",
    ),
    snapshots: all(`SELECT DISTINCT row_id FROM snapshot_rows JOIN snapshots USING (snapshot_id)
      WHERE state = 'published' ORDER BY 1`),
  };
  stored.close();
  const { stdout } = await billing(['rebuild-ledger', '--dry-run', '--json', '--db', file]);
  const { verify } = JSON.parse(stdout) as { verify: { ok: boolean } };
  return { ...figures, isSound: verify.ok };
}

it('a daily job that is killed again and again ends where one ends that never was', async () => {
  const whole = join(folder, 'whole.sqlite');
  const file = join(folder, 'killed.sqlite');
  const job = ['daily-job', '--from-files', recorded];
  await billing([...job, '--db', whole]);
  for (const afterMs of [0, 5, 20, 60, 120, 200]) await killed([...job, '--db', file], file, afterMs);

  expect((await billing([...job, '--db', file])).code).toBe(0);

  expect(await stand(file)).toEqual(await stand(whole));
  expect(await stand(whole)).toMatchObject({ isSound: true });
});
