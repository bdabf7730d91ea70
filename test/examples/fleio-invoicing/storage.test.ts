import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  creditOutboxCases,
  FakeClock,
  invoiceRepositoryCases,
  invoicingStoreCases,
} from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';
import { putCustomers, readCustomers } from '../../../examples/fleio-invoicing/customers.ts';
import { Payments } from '../../../examples/fleio-invoicing/payments.ts';
import { SqliteCreditOutbox } from '../../../examples/fleio-invoicing/storage/credit-outbox.ts';
import { openDatabase, transaction } from '../../../examples/fleio-invoicing/storage/database.ts';
import { SqliteDayLedger } from '../../../examples/fleio-invoicing/storage/day-ledger.ts';
import { SqliteInvoices } from '../../../examples/fleio-invoicing/storage/invoices.ts';
import { billingStores, invoicingStores } from '../../../examples/fleio-invoicing/storage/stores.ts';

/** An empty file, and connections to it. */
function openFile() {
  const folder = mkdtempSync(join(tmpdir(), 'fleio-invoicing-storage-'));
  const connections: DatabaseSync[] = [];
  const connect = (): DatabaseSync => {
    const database = openDatabase(join(folder, 'billing.sqlite'));
    // The cases kill no machine.
    database.exec('PRAGMA synchronous = OFF');
    connections.push(database);
    return database;
  };
  const close = (): void => {
    for (const connection of connections) connection.close();
    rmSync(folder, { recursive: true });
  };
  return { connect, close };
}

const CLIENT = {
  ...{ id: 'client', accountId: 'uuid-client', currency: 'USD', hasAgreement: true },
  service: { id: 'service', status: 'active', paymentMethod: null },
} as const;

describe('the storage of the example keeps the rules of', () => {
  describe('the stores of runs', () => {
    const cases = invoicingStoreCases(() => {
      const { connect, close } = openFile();
      const clock = new FakeClock();
      const open = () => invoicingStores(connect(), clock);
      const wait = async (ms: number): Promise<void> => void clock.advance(ms);
      return { stores: open(), connect: open, wait, close };
    });
    for (const { name, run } of cases) it(name, { timeout: 60_000 }, run);
  });

  describe('invoices', () => {
    const cases = invoiceRepositoryCases(() => {
      const { connect, close } = openFile();
      const open = (database: DatabaseSync) => new SqliteInvoices(database, async () => true);
      const database = connect();
      putCustomers(database, { rates: {}, clients: [CLIENT] });
      const invoices = open(database);
      return {
        ...{ invoices, days: new SqliteDayLedger(database), isFenced: true, close },
        ...{ clientId: CLIENT.id, serviceId: CLIENT.service.id },
        deleteInvoice: (id) => invoices.delete(id),
        connect: () => open(connect()),
      };
    });
    for (const { name, run } of cases) it(name, { timeout: 60_000 }, run);
  });

  describe('the credit outbox', () => {
    const cases = creditOutboxCases(() => {
      const { connect, close } = openFile();
      const open = () => new SqliteCreditOutbox(connect());
      return { outbox: open(), connect: open, close };
    });
    for (const { name, run } of cases) it(name, { timeout: 60_000 }, run);
  });
});

describe('an agreement', () => {
  it('that was dropped because of an invoice rests until that is paid or gone', async () => {
    const { connect, close } = openFile();
    const database = connect();
    putCustomers(database, { rates: {}, clients: [CLIENT] });
    const { agreements, invoices } = billingStores(database, new FakeClock(), 0);
    const invoice = {
      ...{ clientId: 'client', serviceId: 'service', amount: '1.00', currency: 'USD' },
      ...{ issueDate: '2026-10-07', dueDate: '2026-10-07', paymentMethod: null },
    };
    for (const settle of [
      (id: string) => invoices.setStatus(id, 'paid'),
      (id: string) => invoices.delete(id),
    ]) {
      const id = invoices.add(invoice);
      expect(await agreements.status('client')).toBe(true);
      await agreements.drop('client', id);
      await agreements.drop('client', id);
      expect(await agreements.status('client')).toBe(false);
      settle(id);
      expect(await agreements.status('client')).toBe(true);
    }
    putCustomers(database, { rates: {}, clients: [{ ...CLIENT, hasAgreement: null }] });
    expect(await agreements.status('client')).toBeNull();
    expect(await agreements.status('nobody')).toBeNull();
    close();
  });
});

describe('an old invoice', () => {
  it('is listed until its payment is in the balance of Fleio', async () => {
    const { connect, close } = openFile();
    const database = connect();
    putCustomers(database, { rates: {}, clients: [CLIENT] });
    const clock = new FakeClock('2026-10-07T10:00:00Z');
    const { invoices, outbox } = billingStores(database, clock, 15 * 60_000);
    const id = invoices.add({
      ...{ clientId: 'client', serviceId: 'service', amount: '1.00', currency: 'USD' },
      ...{ issueDate: '2025-01-01', dueDate: '2025-01-01', paymentMethod: null },
    });
    const listed = async (openStatuses: readonly string[] = ['unpaid']) => {
      const found = await invoices.listForService('service', { from: '2026-09-05', openStatuses });
      return found.map(({ creditSynced }) => creditSynced);
    };
    expect(await listed()).toEqual([undefined]);
    expect(await listed([])).toEqual([]);
    new Payments(database, invoices, outbox).paid(id);
    expect(await listed()).toEqual([false]);
    for (const row of outbox.listOpen()) {
      const doneAt = clock.now().toISOString();
      await outbox.save({ ...row, state: 'done', doneAt, version: row.version + 1 }, row.version);
    }
    expect(await listed()).toEqual([false]);
    clock.advance(15 * 60_000);
    expect(await listed()).toEqual([true]);
    expect(await invoices.listForService('service')).toHaveLength(1);
    close();
  });
});

describe('a transaction', () => {
  it('writes all or nothing, also inside another', () => {
    const { connect, close } = openFile();
    const database = connect();
    const addRate = (code: string) => putCustomers(database, { rates: { [code]: '1' }, clients: [] });
    expect(() =>
      transaction(database, () => {
        addRate('USD');
        throw new Error('no');
      }),
    ).toThrow('no');
    addRate('EUR');
    expect(database.prepare('SELECT currency FROM rates').all()).toEqual([{ currency: 'EUR' }]);
    close();
  });
});

describe('a file', () => {
  it('of another program is refused, and stays as it is', () => {
    const folder = mkdtempSync(join(tmpdir(), 'fleio-invoicing-other-'));
    const file = join(folder, 'other.sqlite');
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE clients (name TEXT)');
    expect(() => openDatabase(file)).toThrow(/other\.sqlite cannot be used: it belongs to another program/);
    expect(other.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'clients' }]);
    expect(other.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'delete' });
    other.close();
    rmSync(folder, { recursive: true });
  });
});

describe('customers', () => {
  it('are refused with everything that is wrong', () => {
    const text = JSON.stringify({ rates: {}, clients: [{ ...CLIENT, id: '', colour: 'blue' }] });
    expect(() => readCustomers(text)).toThrow(/clients\.0\.id.*colour|colour.*clients\.0\.id/s);
    expect(() => readCustomers('{')).toThrow('no JSON');
  });

  it('are refused with rates and currencies that no tick could read', () => {
    for (const rates of [{ EUR: '0,92' }, { EUR: '0' }, { EUR: '-1' }, { EUR: '1e3' }, { eur: '0.92' }]) {
      const text = JSON.stringify({ rates, clients: [] });
      expect(() => readCustomers(text), text).toThrow(/rates/);
    }
    const text = JSON.stringify({ rates: { EUR: '0.92' }, clients: [{ ...CLIENT, currency: 'usd' }] });
    expect(() => readCustomers(text)).toThrow('clients.0.currency');
  });

  it('are refused when one of them would take the place of another', () => {
    const others = [
      { ...CLIENT, accountId: 'uuid-other', service: { ...CLIENT.service, id: 'other' } },
      { ...CLIENT, id: 'other', service: { ...CLIENT.service, id: 'other' } },
      { ...CLIENT, id: 'other', accountId: 'uuid-other' },
    ];
    for (const [index, path] of ['id', 'accountId', 'service.id'].entries()) {
      const text = JSON.stringify({ rates: {}, clients: [CLIENT, others[index]] });
      expect(() => readCustomers(text)).toThrow(`the same ${path}`);
    }
  });
});
