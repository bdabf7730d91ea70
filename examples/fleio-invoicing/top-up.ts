import { dayInZone } from 'reseller-sdk';
import { type TopUpCheck, validateTopUp } from 'reseller-sdk/fleio/accounts';
import type { Office } from './office.ts';

/** Bounds of what a customer may buy at once. They never hold for automatic invoices. */
const BOUNDS = { min: '10', max: '1000' };

/** What became of a wish for credit. */
export interface TopUp {
  readonly result: TopUpCheck['result'];
  /** The invoice to be paid; null: none was made. */
  readonly invoiceId: string | null;
}

/** Makes the invoice by which a customer buys credit. Unpaid, it covers usage and closes its day, as any other. */
export async function topUp({ ports, settings }: Office, accountId: string, typed: string): Promise<TopUp> {
  const client = await ports.clients.byExternalId(accountId);
  const [service] = client === null ? [] : await ports.services.liveForClient(client.id);
  if (client === null || service === undefined) return { result: 'service_closed', invoiceId: null };
  const currency = client.invoiceCurrency;
  const check = validateTopUp(typed, { ...BOUNDS, currency, serviceStatus: service.status });
  if (check.result !== 'ok') return { result: check.result, invoiceId: null };
  const today = dayInZone(ports.clock.now(), settings.timeZone);
  const invoiceId = ports.invoices.add({
    ...{ clientId: client.id, serviceId: service.id, amount: check.amount, currency },
    ...{ issueDate: today, dueDate: today, paymentMethod: service.paymentMethod },
  });
  return { result: 'ok', invoiceId };
}
