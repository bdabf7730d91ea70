import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from 'reseller-sdk';
import type { FleioClient } from 'reseller-sdk/fleio';
import { FleioAccounts } from 'reseller-sdk/fleio/accounts';
import type { CreditOutboxOptions } from 'reseller-sdk/fleio/credit';
import { FleioAccountSource } from 'reseller-sdk/fleio/invoicing';
import type { InvoicingPorts, InvoicingSettings } from 'reseller-sdk/invoice-policy';
import { type CardGateway, Charging } from './charging.ts';
import { Payments } from './payments.ts';
import { billingStores, invoicingStores } from './storage/stores.ts';

/** What an office must be told. */
export interface OfficeOptions {
  readonly fleio: FleioClient;
  readonly database: DatabaseSync;
  readonly clock: Clock;
  readonly settings: InvoicingSettings;
  readonly gateway: CardGateway;
  /** How long Fleio's balance lags behind its credit, in milliseconds. */
  readonly balanceLagMs: number;
  /** Whether Fleio knows a change of credit that is sent again: 2026.07.1 and later. */
  readonly serverDedupesCredit: boolean;
}

/** All that invoicing on Fleio takes: the parts of the package, and storage in one SQLite file. */
export type Office = ReturnType<typeof openOffice>;

/** Puts the parts together. */
export function openOffice(options: OfficeOptions) {
  const { fleio, database, clock, settings, gateway, balanceLagMs, serverDedupesCredit } = options;
  const { outbox, ...billing } = billingStores(database, clock, balanceLagMs);
  const payments = new Payments(database, billing.invoices, outbox);
  const ports = {
    ...invoicingStores(database, clock),
    ...billing,
    accounts: new FleioAccountSource({ fleio }),
    charging: new Charging(gateway, billing.invoices, payments),
    clock,
  } satisfies InvoicingPorts;
  const credit: CreditOutboxOptions = { fleio, outbox, rates: billing.rates, clock, serverDedupesCredit };
  return { ports, settings, credit, payments, accounts: new FleioAccounts({ fleio }) };
}
