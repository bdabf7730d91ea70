import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CreditLedger } from 'reseller-sdk/credit-ledger';
import { creditLedgerRepositoryCases, type OpenedLedgerStore } from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';
import { prepareConnection } from '../../../examples/storage-sqlite/database.ts';
import { SqliteCreditLedgerRepository } from '../../../examples/storage-sqlite/repository.ts';
import { migrate } from '../../../examples/storage-sqlite/schema.ts';
import { FaultyDatabase } from './faulty-database.ts';

function open(): OpenedLedgerStore {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-sqlite-'));
  const file = join(folder, 'ledger.db');
  const connections: DatabaseSync[] = [];
  const connected = <Database extends DatabaseSync>(database: Database): Database => {
    connections.push(database);
    prepareConnection(database);
    return database;
  };
  const database = connected(new FaultyDatabase(file));
  migrate(database);
  return {
    repository: new SqliteCreditLedgerRepository(database),
    connect: () => new SqliteCreditLedgerRepository(connected(new DatabaseSync(file))),
    failAt: (statement) => database.failAt(statement),
    close: () => {
      for (const connection of connections) connection.close();
      rmSync(folder, { recursive: true });
    },
  };
}

describe('SqliteCreditLedgerRepository', () => {
  for (const { name, run } of creditLedgerRepositoryCases(open)) it(name, run);

  it('finds lots without expiry and usage up to the last instant of the calendar', async () => {
    const { repository, close } = open();
    const ledger = new CreditLedger({ repository });
    await ledger.openAccount({ id: 'acct', currency: 'USD' });
    await ledger.allocateUsage('acct', { id: 'early', at: '9999-06-01', amount: '3' });
    await ledger.openBalance('acct', { at: '9999-07-01', purchased: '10' });
    const usage = { id: 'late', at: '9999-12-31T23:59:59.999Z', amount: '4' };
    expect(await ledger.allocateUsage('acct', usage)).toMatchObject({ state: 'allocated', shortfall: '0' });
    expect(await ledger.balance('acct')).toMatchObject({ total: '6', debt: '0' });
    await close?.();
  });
});

describe('the tables in SQLite', () => {
  const lot = { id: 'l', orderKey: 'k', effectiveAt: 't', rowVersion: 1 };
  const figures = { consumed: '0', refunded: '0', voided: '0', expired: '0' };

  it.each([
    ['more is held than remains', { original: '10', remaining: '9', held: '9.00000001' }],
    ['more remains than there was', { original: '9.9', remaining: '10', held: '0' }],
    ['less than nothing remains', { original: '10', remaining: '-1', held: '-1' }],
    ['a part is negative', { original: '10', remaining: '10', held: '0', consumed: '-1' }],
  ])('refuse a lot of which %s, whoever writes it', (_what, wrong) => {
    const database = new DatabaseSync(':memory:');
    migrate(database);
    const insert = database.prepare('INSERT INTO ledger_lots (account, row) VALUES (?, ?)');
    const row = { ...lot, ...figures, ...wrong };
    expect(() => insert.run('acct', JSON.stringify(row))).toThrow('CHECK constraint failed');
    insert.run('acct', JSON.stringify({ ...lot, ...figures, original: '10', remaining: '9.5', held: '0.1' }));
    database.close();
  });

  it('are made once, and left alone by an older program', () => {
    const database = new DatabaseSync(':memory:');
    migrate(database);
    migrate(database);
    expect(database.prepare('SELECT version FROM ledger_schema').all()).toEqual([{ version: 1 }]);
    database.exec('INSERT INTO ledger_schema VALUES (2)');
    expect(() => migrate(database)).toThrow(/version 2; update this program/);
    database.close();
  });
});
