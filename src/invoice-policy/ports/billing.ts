import type { AmountInput } from '../../core/amount.ts';
import type { InvoiceReason } from '../decision.ts';
import type { BilledService, ServiceInvoice } from '../state.ts';
import type { DayClaim } from './day-ledger.ts';
import type { Rows } from './rows.ts';

/** A client of the billing system. */
export interface BillingClient {
  readonly id: string;
  /** ISO 4217 code of the client's invoices. */
  readonly invoiceCurrency: string;
}

/** A client and the account at the vendor that is his. */
export interface LinkedClient {
  readonly clientId: string;
  readonly accountId: string;
}

/** The clients of the billing system. */
export interface ClientRepository {
  /** The client whom a vendor's account belongs to; null: none. */
  byExternalId(accountId: string): Promise<BillingClient | null>;
  /** All clients that have an account and an active service that is billed by this vendor's usage. */
  listActive(): Rows<LinkedClient>;
}

/** A service that lives, as the billing system knows it. */
export interface LiveService extends BilledService {
  /** First civil day of the service; calendar months count from it. */
  readonly startedOn?: string | null;
}

/** The services of the billing system. */
export interface ServiceRepository {
  /** All active and suspended services of a client that are billed by this vendor's usage. */
  liveForClient(clientId: string): Promise<readonly LiveService[]>;
}

/** The invoice that a run wants: one line for usage of a service, taxed, without tax in its amount. */
export interface InvoiceDraft {
  readonly clientId: string;
  readonly serviceId: string;
  /** With all decimals of the currency. */
  readonly amount: string;
  /** ISO 4217 code. */
  readonly currency: string;
  /** Civil day in the zone of the business. */
  readonly issueDate: string;
  readonly dueDate: string;
  /** Null: the default of the billing system. */
  readonly paymentMethod: string | null;
  readonly reasons: readonly InvoiceReason[];
  /** The row of the day ledger on which the invoice rests. */
  readonly claim: DayClaim;
}

/** The invoice of a key. */
export interface KeyedInvoice {
  readonly invoiceId: string;
  /** False: it was there already, made by an earlier call. */
  readonly created: boolean;
}

/** An invoice that waits for money. */
export interface OpenInvoice {
  readonly invoiceId: string;
  readonly clientId: string;
  readonly status: string;
}

/** Which invoices of a service a run rests on: a few, however many years the service has lived. */
export interface NeededInvoices {
  /** Those that were issued on this civil day or later. */
  readonly from: string;
  /** And earlier ones that have one of these statuses, or are `paid` while `creditSynced` is false. */
  readonly openStatuses: readonly string[];
}

/** The invoices of the billing system. A key outlives its invoice: it never makes a second one, also after a deletion. */
export interface InvoiceRepository {
  /**
   * Invoices of any status with a line of kind `service` for the service: at least those that are needed, all where that
   * is not said. More than is needed do no harm. `creditSynced` must be false until the vendor's balance, as a claim
   * reads it, contains the payment.
   */
  listForService(serviceId: string, needed?: NeededInvoices): Promise<readonly ServiceInvoice[]>;
  /**
   * Invoices that wait for money (unpaid or overdue), with a line of kind `service` for an active service that is billed
   * by this vendor's usage: all of them may be charged. One may come more than once, and they may change while the list
   * is read.
   */
  listOpenOfActiveServices(): Rows<OpenInvoice>;
  /**
   * Makes the invoice, or returns that which the key made before. Null: the row `draft.claim` is no longer claimed by
   * its run, and nothing was made. Check that in the transaction of the invoice when the day ledger is in the same
   * database (it may mark the row as issued there, too); where it is not, a lock that outlasts a run has to keep two
   * runs apart.
   */
  create(draft: InvoiceDraft, idempotencyKey: string): Promise<KeyedInvoice | null>;
  /** The identifier of the invoice that a key made, also of one that was deleted since; null: none. */
  findByKey(idempotencyKey: string): Promise<string | null>;
}

/** Exchange rates. */
export interface RateProvider {
  /** Units per one unit of a base currency, by ISO 4217 code. */
  latest(): Promise<Readonly<Record<string, AmountInput>>>;
}
