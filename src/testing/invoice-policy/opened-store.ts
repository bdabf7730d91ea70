import type { DayLedger, InvoiceRepository, InvoicingStores } from '../../invoice-policy/index.ts';

/** Fresh, empty stores, opened for one case. Mix your own with those of `inMemoryInvoicingStores`. */
export interface OpenedInvoicingStores {
  readonly stores: InvoicingStores;
  /**
   * Another connection to the same rows, as a second process has one; the stores close it with the rest. Left out:
   * rivals share the one set of stores.
   */
  readonly connect?: () => InvoicingStores | Promise<InvoicingStores>;
  /** Lets time pass for the lock. Left out: the cases wait for the clock on the wall. */
  readonly wait?: (ms: number) => Promise<void>;
  /** Runs after the case, however it ended. */
  readonly close?: () => void | Promise<void>;
}

/** A billing system with one client and one service without invoices, opened for one case. */
export interface OpenedInvoiceRepository {
  readonly invoices: InvoiceRepository;
  /** The day ledger that the runs use with these invoices. */
  readonly days: DayLedger;
  readonly clientId: string;
  /** Identifier of an active service of that client. */
  readonly serviceId: string;
  /**
   * Whether an invoice and its day are in one transaction. If not, an invoice may be made under a claim that another
   * run took over, and a lock that outlasts every run has to prevent that; those cases are left out then.
   */
  readonly isFenced: boolean;
  /** Deletes an invoice. Left out: the billing system deletes none, and the case of deleted ones is left out. */
  readonly deleteInvoice?: (invoiceId: string) => void | Promise<void>;
  /** As in `OpenedInvoicingStores`. */
  readonly connect?: () => InvoiceRepository | Promise<InvoiceRepository>;
  /** Runs after the case, however it ended. */
  readonly close?: () => void | Promise<void>;
}
