import type { ChargePort, ChargeResult, InvoiceLine } from 'reseller-sdk/invoice-policy';
import type { Payments } from './payments.ts';
import type { SqliteInvoices } from './storage/invoices.ts';

/** The payment provider, where the cards are. */
export interface CardGateway {
  /** Takes the money once for each key. False: declined. */
  charge(payment: {
    readonly clientId: string;
    readonly invoiceId: string;
    /** ISO 4217 code. */
    readonly currency: string;
    /** Without tax, which is yours to add. */
    readonly lines: readonly InvoiceLine[];
    readonly idempotencyKey: string;
  }): Promise<boolean>;
}

const WAITING = ['unpaid', 'overdue'];

/** Charges invoices by card, and notes at once that they are paid. */
export class Charging implements ChargePort {
  readonly #gateway: CardGateway;
  readonly #invoices: SqliteInvoices;
  readonly #payments: Payments;

  constructor(gateway: CardGateway, invoices: SqliteInvoices, payments: Payments) {
    this.#gateway = gateway;
    this.#invoices = invoices;
    this.#payments = payments;
  }

  async charge(invoiceId: string, idempotencyKey: string): Promise<ChargeResult> {
    const invoice = this.#invoices.find(invoiceId);
    // It may have been paid otherwise, or deleted, a moment ago.
    if (invoice === undefined || !WAITING.includes(invoice.status))
      return { paid: invoice?.status === 'paid' };
    const { clientId, currency, lines } = invoice;
    const paid = await this.#gateway.charge({ clientId, invoiceId, currency, lines, idempotencyKey });
    if (paid) this.#payments.paid(invoiceId);
    return { paid };
  }
}
