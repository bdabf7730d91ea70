import { type Day, daysBetween, parseDay } from '../core/time.ts';
import { isOfService } from './covering.ts';
import type { BillingState, ServiceInvoice } from './state.ts';

/** Whether an invoice may be made today, and which one of the day it would be (policy 10.6). */
export interface Gate {
  readonly refusal: 'ALREADY_INVOICED_TODAY' | 'LAST_INVOICE_IN_FUTURE' | null;
  readonly seq: number;
}

/** The day gate of a service: no automatic invoice on the day of another invoice, or before a dated-ahead one. */
export function gateOf(
  serviceId: string,
  { invoices, ledger }: Pick<BillingState, 'invoices' | 'ledger'>,
  today: Day,
  reissueAfterDelete: boolean,
): Gate {
  const held = ledger.filter(({ state }) => state !== 'released');
  const days = [
    ...invoices.filter((invoice) => isInvoiceOf(invoice, serviceId)).map(({ issuedOn }) => issuedOn),
    ...held.filter((row) => !(reissueAfterDelete && row.invoiceDeleted === true)).map(({ day }) => day),
  ];
  let distance = Number.POSITIVE_INFINITY;
  for (const day of days) distance = Math.min(distance, daysBetween(parseDay(day), today));
  const refusal = distance < 0 ? 'LAST_INVOICE_IN_FUTURE' : distance === 0 ? 'ALREADY_INVOICED_TODAY' : null;
  return { refusal, seq: 1 + held.filter(({ day }) => day === today).length };
}

function isInvoiceOf({ status, lines }: ServiceInvoice, serviceId: string): boolean {
  return status !== 'draft' && lines.some((line) => isOfService(line, serviceId));
}
