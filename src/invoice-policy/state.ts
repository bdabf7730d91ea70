import type { AmountInput } from '../core/amount.ts';

/** The service that the usage belongs to. */
export interface BilledService {
  /** Identifier in the billing system. */
  readonly id: string;
  /** `active` and `suspended` may be invoiced; any other text may not. */
  readonly status: 'active' | 'suspended' | (string & {});
  /** How the service is paid; the client's own method plays no part (policy 6). */
  readonly paymentMethod: string | null;
}

/** The account at the vendor: what it owes, and what the vendor says about its cycles. */
export interface PostpaidAccount {
  /** Currency of the three amounts and limits (ISO 4217 code). */
  readonly currency: string;
  /** Credit minus all usage so far; negative: the client owes it. */
  readonly uptodateCredit: AmountInput;
  /** How far the credit may fall, normally zero or less; null: unknown. */
  readonly effectiveCreditLimit: AmountInput | null;
  readonly hasBillingAgreement: boolean;
  /** Identifiers of billing periods that ended and were not invoiced. */
  readonly unsettledPeriods: readonly string[];
  /** Whether a cycle ended lately. Absent at vendors that do not tell. */
  readonly hasServiceCycleRecentlyEnded?: boolean;
  /** Whether the vendor itself holds the limit for reached. Absent at vendors that do not tell. */
  readonly reachedCreditLimit?: boolean;
}

/** A line of an invoice in the billing system. */
export interface InvoiceLine {
  /** The service that the line is for. */
  readonly serviceId: string;
  /** Only `service` lines count; `promo` and `other` lines share the number space of services. */
  readonly kind: 'service' | 'promo' | 'other';
  /** Without tax, in the currency of the invoice. */
  readonly amount: AmountInput;
}

/** An invoice in the billing system. */
export interface ServiceInvoice {
  readonly id: string;
  /** `draft` invoices are ignored; which statuses are still to be paid is a setting. */
  readonly status: string;
  /** Civil day in the zone of the business, `YYYY-MM-DD`. */
  readonly issuedOn: string;
  /** ISO 4217 code. */
  readonly currency: string;
  /** Whether the vendor was told of the payment. Absent: it was. */
  readonly creditSynced?: boolean;
  readonly lines: readonly InvoiceLine[];
}

/** A day of the service's day ledger: who may issue an automatic invoice on it, and what became of that. */
export interface InvoiceDay {
  /** Civil day, `YYYY-MM-DD`. */
  readonly day: string;
  /** Counts the invoices of a day, from 1. Default 1. */
  readonly seq?: number;
  readonly state: 'claimed' | 'issued' | 'released';
  /** The invoice of an issued day is gone from the billing system. */
  readonly invoiceDeleted?: boolean;
}

/** All that a decision about one client rests on (policy 10.2). */
export interface BillingState {
  /** Null: the client has no service that lives. */
  readonly service: BilledService | null;
  readonly account: PostpaidAccount;
  /** Whether the client can be charged, as the billing system knows it now; null: unknown. */
  readonly canCharge: boolean | null;
  /** Currency of the invoice to be made (ISO 4217 code). */
  readonly invoiceCurrency: string;
  /** Units per one unit of a base currency, by code. One that is missing, not positive or no number is not known. */
  readonly rates: Readonly<Record<string, AmountInput>>;
  /** The client's invoices of every status. */
  readonly invoices: readonly ServiceInvoice[];
  readonly ledger: readonly InvoiceDay[];
  /** Calendar months: the last month that was billed, `YYYY-MM`. */
  readonly lastCycleBilledMonth?: string | null;
  /** Calendar months: first civil day of the service. */
  readonly serviceStartedOn?: string | null;
}
