import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from 'reseller-sdk';
import { creditSynced } from 'reseller-sdk/fleio/credit';
import type { InvoicingStores } from 'reseller-sdk/invoice-policy';
import { SqliteAgreements } from './agreements.ts';
import { SqliteChargeLog } from './charge-log.ts';
import { SqliteClaimLog } from './claim-log.ts';
import { SqliteClients } from './clients.ts';
import { SqliteCreditOutbox } from './credit-outbox.ts';
import { SqliteCycleMarks } from './cycle-marks.ts';
import { SqliteDayLedger } from './day-ledger.ts';
import { SqliteInvoices } from './invoices.ts';
import { SqliteRates } from './rates.ts';
import { SqliteRunLock } from './run-lock.ts';
import { SqliteServices } from './services.ts';

/** What the runs keep between them. */
export function invoicingStores(database: DatabaseSync, clock: Clock): InvoicingStores {
  return {
    lock: new SqliteRunLock(database, clock),
    days: new SqliteDayLedger(database),
    claims: new SqliteClaimLog(database),
    cycles: new SqliteCycleMarks(database),
    chargeLog: new SqliteChargeLog(database),
  };
}

/**
 * The billing system.
 *
 * @param balanceLagMs how long Fleio's balance lags behind its credit, in milliseconds
 */
export function billingStores(database: DatabaseSync, clock: Clock, balanceLagMs: number) {
  const outbox = new SqliteCreditOutbox(database);
  return {
    outbox,
    clients: new SqliteClients(database),
    services: new SqliteServices(database),
    agreements: new SqliteAgreements(database),
    rates: new SqliteRates(database),
    invoices: new SqliteInvoices(database, (id) => creditSynced(outbox, id, { balanceLagMs, clock })),
  };
}
