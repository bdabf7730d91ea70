import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { accountJournalCases, actionTokenStoreCases } from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';
import { SqliteAccountJournal } from '../../../examples/comet-account/storage/account-journal.ts';
import { openDatabase, prepareDatabase } from '../../../examples/comet-account/storage/database.ts';
import { ServiceLocks } from '../../../examples/comet-account/storage/service-locks.ts';
import { Services } from '../../../examples/comet-account/storage/services.ts';
import { SqliteActionTokenStore } from '../../../examples/comet-account/storage/token-store.ts';
import { WebhookDeliveries } from '../../../examples/comet-account/storage/webhook-deliveries.ts';
import { FaultyDatabase } from '../storage-sqlite/faulty-database.ts';

/** An empty file, connections to it, and faults at statements of the first one. */
function openFile() {
  const folder = mkdtempSync(join(tmpdir(), 'comet-account-storage-'));
  const file = join(folder, 'shop.sqlite');
  const connections: DatabaseSync[] = [];
  const connected = <Database extends DatabaseSync>(database: Database): Database => {
    connections.push(database);
    return prepareDatabase(database);
  };
  return {
    ...{ folder, file },
    first: connected(new FaultyDatabase(file)),
    connect: () => connected(new DatabaseSync(file)),
    close: () => {
      for (const connection of connections) connection.close();
      rmSync(folder, { recursive: true });
    },
  };
}

describe('the storage of the example keeps the rules of', () => {
  describe('the journal', () => {
    const cases = accountJournalCases(() => {
      const { first, connect, close } = openFile();
      return {
        journal: new SqliteAccountJournal(first),
        connect: () => new SqliteAccountJournal(connect()),
        failAt: (statement) => first.failAt(statement),
        close,
      };
    });
    for (const { name, run } of cases) it(name, { timeout: 60_000 }, run);
  });

  describe('login tokens', () => {
    const cases = actionTokenStoreCases(() => {
      const { first, connect, close } = openFile();
      return {
        store: new SqliteActionTokenStore(first),
        connect: () => new SqliteActionTokenStore(connect()),
        close,
      };
    });
    for (const { name, run } of cases) it(name, { timeout: 60_000 }, run);
  });
});

const ORDER = {
  ...{ serviceKey: '1042', name: 'Acme Ltd', email: 'ada@acme.example' },
  ordered: { package: 'starter', devices: null, storageGib: null },
};

describe('a service', () => {
  it('keeps its first password, whoever orders it again', () => {
    const { first, connect, close } = openFile();
    new Services(first).add(ORDER, 'box one');
    new Services(connect()).add({ ...ORDER, name: 'Other' }, 'box two');
    expect(new Services(first).find('1042')).toMatchObject({ name: 'Acme Ltd', passwordBox: 'box one' });
    close();
  });

  it('keeps a password that is on its way when another one is asked for', () => {
    const { first, close } = openFile();
    const services = new Services(first);
    services.add(ORDER, 'box one');
    services.wantPassword('1042', 'box two');
    services.wantPassword('1042', 'box three');
    services.passwordIsSet('1042');
    services.passwordIsSet('1042');
    expect(services.find('1042')).toMatchObject({ passwordBox: 'box two', nextPasswordBox: null });
    close();
  });

  it('is not done when something was asked for during the work', () => {
    const { first, close } = openFile();
    const services = new Services(first);
    services.add(ORDER, 'box one');
    const worked = services.find('1042');
    services.wantState('1042', 'suspended');
    if (worked !== undefined) services.isDone(worked);
    const { asked, done } = services.find('1042') ?? { asked: 0, done: 0 };
    expect(asked).toBeGreaterThan(done);
    close();
  });

  it('that is closed stays so, and keeps no password', () => {
    const { first, close } = openFile();
    const services = new Services(first);
    services.add(ORDER, 'box one');
    services.wantState('1042', 'closed');
    const closed = services.find('1042');
    if (closed !== undefined) services.isDone(closed);
    services.wantState('1042', 'active');
    services.wantPassword('1042', 'box two');
    services.wantLookAtAll();
    const wanted = { wanted: 'closed', passwordBox: null, nextPasswordBox: null, asked: 2, done: 2 };
    expect(services.find('1042')).toMatchObject(wanted);
    close();
  });
});

describe('a delivery', () => {
  it('is taken once, and again where its work failed', () => {
    const { first, connect, close } = openFile();
    const deliveries = new WebhookDeliveries(first);
    expect(() =>
      deliveries.takeOnce('key', () => {
        throw new Error('no');
      }),
    ).toThrow('no');
    let work = 0;
    for (const store of [deliveries, deliveries, new WebhookDeliveries(connect())]) {
      store.takeOnce('key', () => (work += 1));
    }
    expect(work).toBe(1);
    close();
  });
});

describe('a lock', () => {
  it('has one holder at a time, for each service', () => {
    const { folder, close } = openFile();
    const [mine, yours] = [new ServiceLocks(folder), new ServiceLocks(folder)];
    const giveBack = mine.take('1042');
    expect(giveBack).toBeDefined();
    expect(yours.take('1042')).toBeUndefined();
    expect(mine.take('1042')).toBeUndefined();
    expect(yours.take('..')).toBeDefined();
    giveBack?.();
    expect(yours.take('1042')).toBeDefined();
    mine.close();
    yours.close();
    expect(mine.take('1042')).toBeDefined();
    mine.close();
    close();
  });

  it('is free as soon as its process was killed', () => {
    const { folder, close } = openFile();
    const module = JSON.stringify(
      join(import.meta.dirname, '../../../examples/comet-account/storage/service-locks.ts'),
    );
    const code = `const { ServiceLocks } = await import(${module});
      console.log(new ServiceLocks(${JSON.stringify(folder)}).take('1042') !== undefined);
      process.kill(process.pid, 'SIGKILL');`;
    const node = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', code];
    const { signal, stdout } = spawnSync(process.execPath, node, { encoding: 'utf8' });
    expect({ signal, stdout }).toEqual({ signal: 'SIGKILL', stdout: 'true\n' });
    const locks = new ServiceLocks(folder);
    expect(locks.take('1042')).toBeDefined();
    locks.close();
    close();
  });
});

describe('a file', () => {
  it('of another program is refused, and stays as it is', () => {
    const folder = mkdtempSync(join(tmpdir(), 'comet-account-other-'));
    const file = join(folder, 'other.sqlite');
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE services (name TEXT)');
    expect(() => openDatabase(file)).toThrow(/other\.sqlite cannot be used: it belongs to another program/);
    expect(other.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'delete' });
    other.close();
    rmSync(folder, { recursive: true });
  });
});
