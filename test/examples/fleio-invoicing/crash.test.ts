import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { listen } from 'reseller-sdk/testing/node';
import { describe, expect, it } from 'vitest';
import type { Office } from '../../../examples/fleio-invoicing/office.ts';
import { openDatabase, prepareDatabase } from '../../../examples/fleio-invoicing/storage/database.ts';
import { tick } from '../../../examples/fleio-invoicing/tick.ts';
import { expectSound, openCloud, START, seedBilling } from './cloud.ts';
import { CrashPoints } from './crash-points.ts';
import { openLife } from './life.ts';
import { StoredGateway } from './stored-gateway.ts';
import type { Assignment } from './tick-process.ts';

const ROOT = join(import.meta.dirname, '../../..');
const BASE_URL = 'https://cloud.example.com/backend/staffapi';
const MINUTE_MS = 60_000;
/** After so many minutes the lock of a dead run has run out. */
const RECOVERY = 11;

/** A few ticks: bob pays, ada is invoiced and her card declined; after the hours of the policy she pays by card. */
async function live(
  office: Office,
  advance: (minutes: number) => void,
  minutes: readonly number[],
): Promise<number> {
  let lost = 0;
  for (const pause of minutes) {
    advance(pause);
    // A payment provider delivers its events until they are accepted.
    office.payments.paid('1');
    const { invoicing } = await tick(office);
    lost += invoicing.errors.filter(({ code }) => code === 'CLAIM_LOST').length;
  }
  return lost;
}

/** Dies after so many calls and lives again. False: a life has fewer calls. */
async function dieAndRecover(at: number): Promise<boolean> {
  const { clock, fake } = openCloud();
  const database = prepareDatabase(new DatabaseSync(':memory:'));
  seedBilling(database, clock);
  const gateway = new StoredGateway(':memory:', 1);
  const advance = (minutes: number): void => void clock.advance(minutes * MINUTE_MS);
  const options = { baseUrl: BASE_URL, fetch: fake.fetch, database, clock, gateway };

  let die = (): void => undefined;
  const death = new Promise<'dead'>((resolve) => {
    die = () => resolve('dead');
  });
  const crashPoints = new CrashPoints(at, die);
  const end = await Promise.race([live(openLife({ ...options, crashPoints }), advance, [0, 20]), death]);
  const before = end === 'dead' ? 0 : end;
  const after = await live(openLife(options), advance, [RECOVERY, 20, 5]);

  expectSound(fake, database, before + after, `killed after call ${at}`);
  expect(gateway.taken, `charges, killed after call ${at}`).toBe(1);
  gateway.close();
  database.close();
  return end === 'dead';
}

/** A file, a gateway and a Fleio on a port, for processes. */
async function openPlace() {
  const folder = mkdtempSync(join(tmpdir(), 'fleio-invoicing-crash-'));
  const { clock, fake } = openCloud();
  const { url, close } = await listen(fake);
  const baseUrl = `${url.replace(/\/$/, '')}`;
  const [file, gatewayFile] = [join(folder, 'billing.sqlite'), join(folder, 'gateway.sqlite')];
  const database = openDatabase(file);
  seedBilling(database, clock);
  const gateway = new StoredGateway(gatewayFile, 0);
  const run = (dieAt: number | null) => runTick({ baseUrl, file, gatewayFile, now: START, dieAt });
  const recover = () => {
    const office = openLife({ baseUrl, database, clock, gateway });
    return live(office, (minutes) => void clock.advance(minutes * MINUTE_MS), [RECOVERY, 20, 5]);
  };
  const leave = async (): Promise<void> => {
    gateway.close();
    database.close();
    await close();
    rmSync(folder, { recursive: true });
  };
  return { fake, database, gateway, run, recover, leave };
}

function runTick(assignment: Assignment) {
  const node = ['--disable-warning=ExperimentalWarning', '--import', './scripts/from-source.ts'];
  const main = 'test/examples/fleio-invoicing/tick-process.ts';
  const child = spawn(process.execPath, [...node, main, JSON.stringify(assignment)], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const channel of [child.stdout, child.stderr])
    channel.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise<{ code: number | null; signal: string | null; said: string }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, said }));
  });
}

describe('invoicing', () => {
  it('invoices, charges and credits once, wherever it died', { timeout: 120_000 }, async () => {
    let calls = 1;
    while (await dieAndRecover(calls)) calls += 1;
    expect(calls).toBeGreaterThan(80);
  });

  it('does so when the process is killed, too', { timeout: 120_000 }, async () => {
    // The calls of one tick in which everything happens; the test above dies at each of them.
    for (const dieAt of [12, 20, 30, 36, 42, 50]) {
      const place = await openPlace();
      expect(await place.run(dieAt), `killed after call ${dieAt}`).toMatchObject({ signal: 'SIGKILL' });
      expectSound(place.fake, place.database, await place.recover(), `killed after call ${dieAt}`);
      expect(place.gateway.taken).toBe(1);
      await place.leave();
    }
  });

  it('does so when two processes begin at once', { timeout: 60_000 }, async () => {
    const place = await openPlace();
    for (const { code, said } of await Promise.all([place.run(null), place.run(null)])) {
      expect({ code, said }).toMatchObject({ code: 0 });
    }
    expectSound(place.fake, place.database, await place.recover(), 'two processes at once');
    expect(place.gateway.taken).toBe(1);
    await place.leave();
  });

  it('does so when several runs are at work at once, and no lock keeps them apart', async () => {
    const { clock, fake } = openCloud();
    const folder = mkdtempSync(join(tmpdir(), 'fleio-invoicing-rivals-'));
    const file = join(folder, 'billing.sqlite');
    const database = openDatabase(file);
    seedBilling(database, clock);
    const gateway = new StoredGateway(':memory:', 0);
    const connections = Array.from({ length: 4 }, () => openDatabase(file));
    const noLock = { acquire: async () => ({ extend: async () => true, release: async () => undefined }) };
    const offices = connections.map((own) => {
      const office = openLife({ baseUrl: BASE_URL, fetch: fake.fetch, database: own, clock, gateway });
      return { ...office, ports: { ...office.ports, lock: noLock } };
    });
    const advance = (minutes: number): void => void clock.advance(minutes * MINUTE_MS);
    const lost = await Promise.all(offices.map((office) => live(office, () => undefined, [0, 0])));
    const office = openLife({ baseUrl: BASE_URL, fetch: fake.fetch, database, clock, gateway });
    const later = await live(office, advance, [RECOVERY, 20, 5]);
    const reported = lost.reduce((sum, count) => sum + count, later);
    expectSound(fake, database, reported, 'with four runs at once');
    expect(gateway.taken).toBe(1);
    for (const connection of [...connections, database]) connection.close();
    gateway.close();
    rmSync(folder, { recursive: true });
  });
});
