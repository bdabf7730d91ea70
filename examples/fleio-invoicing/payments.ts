import type { DatabaseSync } from 'node:sqlite';
import { InvalidInputError } from 'reseller-sdk';
import { type CreditDirection, type CreditOutbox, queueInvoiceCredit } from 'reseller-sdk/fleio/credit';
import type { SqliteCreditOutbox } from './storage/credit-outbox.ts';
import { transaction } from './storage/database.ts';
import type { SqliteInvoices, StoredInvoice } from './storage/invoices.ts';

/** What an event does: from which status to which, and in which it was told before. */
const EVENTS = {
  paid: { from: ['unpaid', 'overdue'], to: 'paid', known: ['paid', 'refunded'], direction: 'add' },
  refunded: { from: ['paid'], to: 'refunded', known: ['refunded'], direction: 'withdraw' },
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
  paid(invoiceId: string): Promise<boolean> {
    return this.#settle(invoiceId, 'paid');
  }

  /** An invoice was refunded in full; parts are for a human. False: that was known. @throws InvalidInputError */
  refunded(invoiceId: string): Promise<boolean> {
    return this.#settle(invoiceId, 'refunded');
  }

  async #settle(invoiceId: string, event: keyof typeof EVENTS): Promise<boolean> {
    const { from, to, known, direction } = EVENTS[event];
    const invoice = this.#invoices.find(invoiceId);
    if (known.some((status) => status === invoice?.status)) return false;
    const status = from.find((candidate) => candidate === invoice?.status);
    if (invoice === undefined || status === undefined) throw refusal(invoiceId, invoice?.status, event);
    const mark = (): boolean => this.#invoices.setStatus(invoiceId, status, to);
    return this.#together(invoice, direction, mark);
  }

  /** Marks the invoice and queues its credit: both or none. */
  async #together(invoice: StoredInvoice, direction: CreditDirection, mark: () => boolean): Promise<boolean> {
    let isMarked: boolean | undefined;
    const outbox: CreditOutbox = {
      forInvoice: (id) => this.#outbox.forInvoice(id),
      listOpen: () => this.#outbox.listOpen(),
      save: (row, version) => this.#outbox.save(row, version),
      enqueue: async (entries) => {
        isMarked = transaction(this.#database, () => {
          const marked = mark();
          if (marked) this.#outbox.add(entries);
          return marked;
        });
      },
    };
    await queueInvoiceCredit(outbox, { ...invoice, invoiceId: invoice.id }, direction);
    // Without a line for a service there is no credit to queue.
    return isMarked ?? mark();
  }
}

function refusal(invoiceId: string, status: string | undefined, event: string): InvalidInputError {
  const message =
    status === undefined ? 'there is no such invoice' : `it is ${status}, and cannot be ${event}`;
  return new InvalidInputError(`invoice ${invoiceId}`, [{ path: '', message }]);
}
