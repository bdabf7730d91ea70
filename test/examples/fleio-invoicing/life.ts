import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from 'reseller-sdk';
import { FleioClient } from 'reseller-sdk/fleio';
import { DEFAULT_FLEIO_TOKEN } from 'reseller-sdk/testing';
import type { CardGateway } from '../../../examples/fleio-invoicing/charging.ts';
import { type Office, openOffice } from '../../../examples/fleio-invoicing/office.ts';
import { CrashPoints } from './crash-points.ts';

/** What a short life is made of. */
export interface LifeOptions {
  readonly baseUrl: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly database: DatabaseSync;
  readonly clock: Clock;
  readonly gateway: CardGateway;
  readonly crashPoints?: CrashPoints;
}

/** An office that may die at each of its calls: of stores, of the outbox, of the gateway, of the network. */
export function openLife(options: LifeOptions): Office {
  const { baseUrl, database, clock, gateway, fetch = globalThis.fetch } = options;
  const points = options.crashPoints ?? new CrashPoints(Number.POSITIVE_INFINITY, () => undefined);
  const office = openOffice({
    fleio: new FleioClient({ token: DEFAULT_FLEIO_TOKEN, baseUrl, fetch: points.watchFetch(fetch) }),
    ...{ database, clock, gateway: points.watch(gateway), balanceLagMs: 0, serverDedupesCredit: true },
    settings: {
      ...{ invoiceWithoutAgreement: true, invoiceWithAgreement: true, timeZone: 'Europe/Bucharest' },
      ...{ chargeImmediately: true, chargeRetry: { everyHours: 0.25, dropAfter: 0 } },
    },
  });
  const { ports, credit, payments } = office;
  const { lock, days, claims, cycles, chargeLog, clients, services, agreements, rates, invoices } = ports;
  return {
    ...office,
    ports: {
      ...ports,
      ...{ lock: points.watch(lock), days: points.watch(days), claims: points.watch(claims) },
      ...{ cycles: points.watch(cycles), chargeLog: points.watch(chargeLog), rates: points.watch(rates) },
      ...{ clients: points.watch(clients), services: points.watch(services) },
      ...{ agreements: points.watch(agreements), invoices: points.watch(invoices) },
      charging: points.watch(ports.charging),
    },
    credit: { ...credit, outbox: points.watch(credit.outbox) },
    payments: points.watch(payments),
  };
}
