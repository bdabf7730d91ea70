import type { DatabaseSync } from 'node:sqlite';
import { FleioClient } from 'reseller-sdk/fleio';
import type { InvoicingSettings } from 'reseller-sdk/invoice-policy';
import { DEFAULT_FLEIO_TOKEN, FakeClock, FakeFleio } from 'reseller-sdk/testing';
import { putCustomers } from '../customers.ts';
import { type Office, openOffice } from '../office.ts';
import { openDatabase } from '../storage/database.ts';
import { PlannedGateway } from './card-gateway.ts';
import { accountIdOf, customerOf, PEOPLE, serviceIdOf } from './people.ts';

const MINUTE_MS = 60_000;
/** Fleio's own task works balances out every ten minutes. */
const BALANCES_EVERY_MS = 10 * MINUTE_MS;
/** Longer than that, so that a payment that Fleio was told of is in the balance when it no longer covers usage. */
export const BALANCE_LAG_MS = 15 * MINUTE_MS;

/** The policy of the demo. */
export const SETTINGS: InvoicingSettings = {
  invoiceWithoutAgreement: true,
  invoiceWithAgreement: true,
  chargeImmediately: true,
  chargeRetry: { everyHours: 6, dropAfter: 3 },
  timeZone: 'Europe/Bucharest',
};

/** A Fleio in memory, and a billing system in a file. */
export interface World {
  readonly clock: FakeClock;
  readonly fake: FakeFleio;
  readonly fleio: FleioClient;
  readonly database: DatabaseSync;
  readonly gateway: PlannedGateway;
  readonly office: Office;
}

/** A fresh world at an instant. */
export function openWorld(file: string, start: Date, balanceLagMs: number): World {
  const clock = new FakeClock(start);
  const fake = fakeFleio(clock);
  const fleio = new FleioClient({
    token: DEFAULT_FLEIO_TOKEN,
    baseUrl: 'https://cloud.example.com/backend/staffapi',
    fetch: fake.fetch,
    now: () => clock.now().getTime(),
    // Nobody waits here between two attempts.
    sleep: async () => undefined,
  });
  const database = openDatabase(file);
  // A demo survives no power cut, and need not wait for the disk.
  database.exec('PRAGMA synchronous = OFF');
  putCustomers(database, { rates: { USD: '1', EUR: '0.92' }, clients: PEOPLE.map(customerOf) });
  const gateway = new PlannedGateway({ cedar: 1, delta: 3 });
  const parts = { fleio, database, clock, gateway, settings: SETTINGS };
  const office = openOffice({ ...parts, balanceLagMs, serverDedupesCredit: true });
  return { clock, fake, fleio, database, gateway, office };
}

function fakeFleio(clock: FakeClock): FakeFleio {
  const limits = { withoutAgreement: '-20', withAgreement: '-50' };
  const first_cycle_at = new Date('2026-10-01T00:00:00Z');
  const clients = PEOPLE.map(({ id, hasAgreement }) => ({
    ...{ external_billing_id: accountIdOf(id), currency: 'USD', limits, has_billing_agreement: hasAgreement },
    services: [{ external_billing_id: serviceIdOf(id), first_cycle_at }],
  }));
  // A server that lists who owes something, and not who owes nothing, spares us a claim of everybody at every tick.
  return new FakeFleio({
    ...{ clock, clients, balancesEvery: BALANCES_EVERY_MS },
    behaviour: { creditMaxInclusive: false },
  });
}
