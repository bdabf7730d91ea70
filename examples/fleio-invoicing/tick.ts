import type { StatusSync } from 'reseller-sdk/fleio/accounts';
import { type CreditReport, runCreditOutbox } from 'reseller-sdk/fleio/credit';
import { type InvoicingReport, runInvoicing } from 'reseller-sdk/invoice-policy';
import type { Office } from './office.ts';

/** What a tick did. */
export interface TickReport {
  readonly invoicing: InvoicingReport;
  readonly credit: CreditReport;
  /** Null: statuses were not looked at. */
  readonly statuses: StatusSync | null;
}

/**
 * What a scheduler does every five minutes: invoice, tell Fleio of what was paid, and copy the statuses of services. It
 * may die anywhere, overlap with another, or not come for hours.
 *
 * @param mirror whether to copy statuses, which takes two calls and more
 */
export async function tick(
  { ports, settings, credit, accounts }: Office,
  mirror = true,
): Promise<TickReport> {
  const invoicing = await runInvoicing(ports, settings);
  return {
    invoicing,
    credit: await runCreditOutbox(credit),
    statuses: mirror ? await accounts.syncServiceStatuses(ports.services) : null,
  };
}
