import type { DatabaseSync } from 'node:sqlite';
import { FakeClock, FakeFleio } from 'reseller-sdk/testing';
import { expect } from 'vitest';
import { putCustomers } from '../../../examples/fleio-invoicing/customers.ts';
import type { NewInvoice } from '../../../examples/fleio-invoicing/storage/invoices.ts';
import { billingStores } from '../../../examples/fleio-invoicing/storage/stores.ts';

/** The start of a short life. */
export const START = '2026-11-02T10:00:00Z';
const START_DAY = '2026-11-02';

/**
 * A Fleio with two customers, each with an ended cycle. `ada` has a card and owes 30, beyond her limit. `bob` owes 8,
 * all of it on invoice 1, so that his cycle is claimed and given back.
 */
export function openCloud() {
  const clock = new FakeClock(START);
  const client = (id: string) => ({
    ...{ external_billing_id: `uuid-${id}`, currency: 'USD', has_billing_agreement: id === 'ada' },
    services: [{ external_billing_id: `svc-${id}` }],
  });
  const fake = new FakeFleio({ clock, clients: [client('ada'), client('bob')] });
  fake.addUsage('uuid-ada', '30');
  fake.addUsage('uuid-bob', '8');
  for (const id of ['ada', 'bob']) fake.endCycle(`uuid-${id}`);
  return { clock, fake };
}

/** What the billing system knows before the first tick. */
export function seedBilling(database: DatabaseSync, clock: FakeClock): void {
  const customer = (id: string) => ({
    ...{ id, accountId: `uuid-${id}`, currency: 'USD', hasAgreement: id === 'ada' },
    service: { id: `svc-${id}`, status: 'active', paymentMethod: null } as const,
  });
  putCustomers(database, { rates: { USD: '1' }, clients: [customer('ada'), customer('bob')] });
  const invoice: NewInvoice = {
    ...{ clientId: 'bob', serviceId: 'svc-bob', amount: '8.00', currency: 'USD', paymentMethod: null },
    ...{ issueDate: '2026-11-01', dueDate: '2026-11-01' },
  };
  billingStores(database, clock, 0).invoices.add(invoice);
}

/** What must be true when all is over, wherever somebody died. */
export function expectSound(
  fake: FakeFleio,
  database: DatabaseSync,
  reportedLost: number,
  when: string,
): void {
  const all = (sql: string) =>
    database
      .prepare(sql)
      .all()
      .map((row) => Object.values(row).join(' '));
  const { journal, clients, periods } = fake.state;
  const moves = journal.map(({ client, amount }) => `${clients.get(client)?.external_billing_id} ${amount}`);

  expect(all('SELECT client_id, status, issued_on FROM invoices'), `the invoices, ${when}`).toEqual([
    'bob paid 2026-11-01',
    `ada paid ${START_DAY}`,
  ]);
  expect(all("SELECT service_id, day, seq FROM days WHERE state = 'issued'"), `the days, ${when}`).toEqual([
    `svc-ada ${START_DAY} 1`,
  ]);
  expect(moves.sort(), `the credit, ${when}`).toEqual(['uuid-ada 30', 'uuid-bob 8']);

  const invoiced = all(
    "SELECT json_extract(value, '$.id') FROM claims, json_each(periods) WHERE outcome = 'invoiced'",
  );
  const lost = all("SELECT account_id FROM claims WHERE outcome = 'lost'");
  expect(reportedLost, `lost claims that were reported, ${when}`).toBe(lost.length);
  for (const { id, service, status } of periods.values()) {
    if (status !== 'invoiced' || invoiced.includes(String(id))) continue;
    const account = clients.get(fake.state.services.get(service)?.client ?? 0)?.external_billing_id;
    expect(lost, `cycle ${id} of ${account} is on no invoice, ${when}`).toContain(account);
  }

  expect(all('SELECT id FROM claims WHERE outcome IS NULL'), `open claims, ${when}`).toEqual([]);
  expect(all("SELECT day FROM days WHERE state = 'claimed'"), `claimed days, ${when}`).toEqual([]);
  expect(all("SELECT row FROM credit_outbox WHERE state <> 'done'"), `open credit, ${when}`).toEqual([]);
}
