import type { DatabaseSync } from 'node:sqlite';
import { InvalidInputError } from 'reseller-sdk';
import * as z from 'zod';
import { prepared, transaction } from './storage/database.ts';

const name = z.string().min(1);
const currency = z.string().regex(/^[A-Z]{3}$/, 'must be a code such as EUR');
/** A rate that cannot be read would count as missing, tick after tick. */
const rate = z.string().regex(/^(?=.*[1-9])\d+(\.\d+)?$/, 'must be a decimal above 0, such as "0.92"');

const Client = z.strictObject({
  id: name,
  /** The UUID that Fleio has as external billing id. */
  accountId: name,
  /** Currency of his invoices, ISO 4217. */
  currency,
  /** Whether he has a card on file; null: not known. */
  hasAgreement: z.nullable(z.boolean()),
  service: z.strictObject({
    /** External billing id of the Fleio service. */
    id: name,
    status: z.enum(['active', 'suspended', 'terminated']),
    paymentMethod: z.nullable(name),
  }),
});

const Customers = z.strictObject({
  /** Units per one unit of a base currency, as decimal texts. */
  rates: z.record(currency, rate),
  clients: z.array(Client).check(
    once('id', ({ id }) => id),
    once('accountId', ({ accountId }) => accountId),
    once('service.id', ({ service }) => service.id),
  ),
});

/** A client of the billing system, with the service that Fleio counts. */
export type Customer = z.infer<typeof Client>;

/** What invoicing has to know from the billing system. */
export type Customers = z.infer<typeof Customers>;

/** That nobody takes the place of another: the last of two would silently win. */
function once(path: string, idOf: (client: Customer) => string) {
  return z.refine<Customer[]>((clients) => new Set(clients.map(idOf)).size === clients.length, {
    error: `two of them have the same ${path}`,
  });
}

/** Reads customers from JSON text. @throws InvalidInputError with everything that is wrong */
export function readCustomers(text: string): Customers {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InvalidInputError('the customers', [{ path: '', message: 'this is no JSON' }]);
  }
  const read = Customers.safeParse(value);
  if (read.success) return read.data;
  const issues = read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new InvalidInputError('the customers', issues);
}

/** Puts customers and rates into the tables, or brings those that are there up to date. Nobody is taken out. */
export function putCustomers(database: DatabaseSync, { rates, clients }: Customers): void {
  const rate = `INSERT INTO rates (currency, units) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET units = excluded.units`;
  transaction(database, () => {
    for (const [code, units] of Object.entries(rates)) prepared(database, rate).run(code, units);
    for (const client of clients) putClient(database, client);
  });
}

function putClient(
  database: DatabaseSync,
  { id, accountId, currency, hasAgreement, service }: Customer,
): void {
  const client = `INSERT INTO clients (id, account_id, currency, has_agreement) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET account_id = excluded.account_id, currency = excluded.currency,
      has_agreement = excluded.has_agreement`;
  const row = `INSERT INTO services (id, client_id, status, payment_method) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET client_id = excluded.client_id, status = excluded.status,
      payment_method = excluded.payment_method`;
  const agreement = hasAgreement === null ? null : Number(hasAgreement);
  prepared(database, client).run(id, accountId, currency, agreement);
  prepared(database, row).run(service.id, id, service.status, service.paymentMethod);
}
