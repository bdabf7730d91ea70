import type { DatabaseSync } from 'node:sqlite';
import { InvalidInputError } from 'reseller-sdk';
import { type CreditDirection, invoiceCreditEntries } from 'reseller-sdk/fleio/credit';
import type { SqliteCreditOutbox } from './storage/credit-outbox.ts';
import { transaction } from './storage/database.ts';
import type { SqliteInvoices } from './storage/invoices.ts';

/** In which status an invoice may be when an event comes, and in which it was told before. */
const EVENTS = {
  paid: { from: ['unpaid', 'overdue'], known: ['paid', 'refunded'] },
  refunded: { from: ['paid'], known: ['refunded'] },
} as const;

/**
 * What the billing system is told of its invoices. The new status and the credit that Fleio is owed are written in one
 * transaction; an event may come as often as it likes.
 */
export class Payments {
  readonly #database: DatabaseSync;
  readonly #invoices: SqliteInvoices;
  readonly #outbox: SqliteCreditOutbox;

  constructor(database: DatabaseSync, invoices: SqliteInvoices, outbox: SqliteCreditOutbox) {
    this.#database = database;
    this.#invoices = invoices;
    this.#outbox = outbox;
  }

  /** An invoice was paid. False: that was known. @throws InvalidInputError for one that is not, or cannot be paid */
  paid(invoiceId: string): boolean {
    return this.#settle(invoiceId, 'paid', 'add');
  }

  /** An invoice was refunded in full; parts are for a human. False: that was known. @throws InvalidInputError */
  refunded(invoiceId: string): boolean {
    return this.#settle(invoiceId, 'refunded', 'withdraw');
  }

  #settle(invoiceId: string, event: keyof typeof EVENTS, direction: CreditDirection): boolean {
    const { from, known } = EVENTS[event];
    return transaction(this.#database, () => {
      const invoice = this.#invoices.find(invoiceId);
      if (known.some((status) => status === invoice?.status)) return false;
      if (invoice === undefined || !from.some((status) => status === invoice.status)) {
        throw refusal(invoiceId, invoice?.status, event);
      }
      const noted = this.#outbox.rowsOf(invoiceId);
      const { entries } = invoiceCreditEntries({ ...invoice, invoiceId }, direction, noted);
      this.#outbox.add(entries);
      this.#invoices.setStatus(invoiceId, event);
      return true;
    });
  }
}

function refusal(invoiceId: string, status: string | undefined, event: string): InvalidInputError {
  const message =
    status === undefined ? 'there is no such invoice' : `it is ${status}, and cannot be ${event}`;
  return new InvalidInputError(`invoice ${invoiceId}`, [{ path: '', message }]);
}
