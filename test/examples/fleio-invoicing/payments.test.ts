import { FakeClock } from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';
import { putCustomers } from '../../../examples/fleio-invoicing/customers.ts';
import { Payments } from '../../../examples/fleio-invoicing/payments.ts';
import { prepareDatabase } from '../../../examples/fleio-invoicing/storage/database.ts';
import { billingStores } from '../../../examples/fleio-invoicing/storage/stores.ts';
import { FaultyDatabase } from '../storage-sqlite/faulty-database.ts';

/** A billing system with one unpaid invoice, whose database fails at a statement of choice. */
function open() {
  const database = prepareDatabase(new FaultyDatabase(':memory:'));
  const service = { id: '55', status: 'active', paymentMethod: null } as const;
  const client = { id: '7', accountId: 'uuid-acme', currency: 'USD', hasAgreement: null, service };
  putCustomers(database, { rates: {}, clients: [client] });
  const { invoices, outbox } = billingStores(database, new FakeClock(), 0);
  const id = invoices.add({
    ...{ clientId: '7', serviceId: '55', amount: '12.34', currency: 'USD' },
    ...{ issueDate: '2026-10-07', dueDate: '2026-10-07', paymentMethod: null },
  });
  const rows = async () =>
    (await outbox.forInvoice(id)).map(({ direction, amount }) => `${direction} ${amount}`);
  return { database, invoices, outbox, payments: new Payments(database, invoices, outbox), id, rows };
}

function fails(work: () => unknown): boolean {
  try {
    work();
    return false;
  } catch {
    return true;
  }
}

describe('a payment', () => {
  it('marks the invoice and queues its credit together, whichever statement fails', async () => {
    for (let statement = 1; ; statement += 1) {
      const { database, invoices, payments, id, rows } = open();
      database.failAt(statement);
      const failed = fails(() => payments.paid(id));
      database.failAt(0);
      const isPaid = invoices.find(id)?.status === 'paid';
      expect(await rows(), `after a fault at statement ${statement}`).toEqual(isPaid ? ['add 12.34'] : []);
      payments.paid(id);
      expect(await rows()).toEqual(['add 12.34']);
      expect(invoices.find(id)?.status).toBe('paid');
      if (failed) continue;
      expect(statement).toBeGreaterThan(5);
      return;
    }
  });

  it('counts once, a refund once, and nothing brings a refunded invoice back', async () => {
    const { invoices, payments, id, rows } = open();
    expect(() => payments.refunded(id)).toThrow('it is unpaid');
    expect([payments.paid(id), payments.paid(id)]).toEqual([true, false]);
    expect([payments.refunded(id), payments.refunded(id)]).toEqual([true, false]);
    expect(payments.paid(id)).toBe(false);
    expect(await rows()).toEqual(['add 12.34', 'withdraw 12.34']);
    expect(invoices.find(id)?.status).toBe('refunded');
    expect(() => payments.paid('99')).toThrow('no such invoice');
  });

  it('is of the invoice with this very number, or its credit would go under another', async () => {
    const { invoices, payments, id } = open();
    for (const other of [`0${id}`, `${id}.0`, ` ${id}`, `+${id}`]) {
      expect(() => payments.paid(other), other).toThrow('no such invoice');
    }
    expect(invoices.find(id)?.status).toBe('unpaid');
  });
});
