import type { Exchange } from '../core/currency.ts';
import { add, compare, type Fraction, fraction, ZERO } from '../core/fraction.ts';
import { type InvoiceSettings, OPEN_STATUSES } from './settings.ts';
import type { InvoiceLine, ServiceInvoice } from './state.ts';

/** Whether a line is for usage of a service. Promotions and other kinds share the number space of services. */
export function isOfService({ kind, serviceId }: InvoiceLine, id: string): boolean {
  return kind === 'service' && serviceId === id;
}

/** Whether the lines of an invoice stand for usage that needs no further invoice. */
export function isCovering(
  { status, creditSynced }: Pick<ServiceInvoice, 'status' | 'creditSynced'>,
  settings: Pick<InvoiceSettings, 'openStatuses'>,
): boolean {
  if ((settings.openStatuses ?? OPEN_STATUSES).includes(status)) return true;
  // The vendor does not know yet that it was paid, so its balance still asks for it.
  return status === 'paid' && creditSynced === false;
}

/** The invoices that ask for usage of a service already. */
export function coveringInvoices(
  invoices: readonly ServiceInvoice[],
  serviceId: string,
  settings: Pick<InvoiceSettings, 'openStatuses'>,
): ServiceInvoice[] {
  return invoices.filter(
    (invoice) => isCovering(invoice, settings) && invoice.lines.some((line) => isOfService(line, serviceId)),
  );
}

/** What such invoices ask for, never below zero: an open credit note must not raise the claim. */
export function coveredBy(
  covering: readonly ServiceInvoice[],
  serviceId: string,
  currency: string,
  exchange: Exchange,
): Fraction {
  let sum = ZERO;
  for (const invoice of covering) {
    for (const line of invoice.lines) {
      if (!isOfService(line, serviceId)) continue;
      const amount = fraction(line.amount, `invoices.${invoice.id}.lines.amount`);
      sum = add(sum, exchange.convert(amount, invoice.currency, currency));
    }
  }
  return compare(sum, ZERO) < 0 ? ZERO : sum;
}
