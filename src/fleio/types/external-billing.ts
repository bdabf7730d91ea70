import type { AmountInput } from '../../core/amount.ts';
import type { FleioDecimal } from './ids.ts';

/** Answer of `externalBilling.clientsToAutoInvoice`. */
export interface ClientsToAutoInvoice {
  /** External ids of clients. */
  readonly objects: readonly string[];
}

/** A client and what of his invoices is still open. */
export interface OpenAmount {
  readonly external_billing_id: string;
  /** Zero or more, in units of the currency, not in cents; sent with all its decimals. */
  readonly credit_still_to_be_paid: AmountInput;
  /** ISO 4217 code. */
  readonly credit_still_to_be_paid_currency_code: string;
}

/** Parameters of `externalBilling.processCreditAutoInvoicing`. */
export interface ProcessCreditAutoInvoicingParams {
  /** At least one; upstream sends 20 at a time. */
  readonly clients: readonly OpenAmount[];
}

/** What a client has to buy. */
export interface NecessaryCredit {
  readonly external_billing_id: string;
  readonly necessary_credit: FleioDecimal;
  /** ISO 4217 code. */
  readonly necessary_credit_currency: string;
}

/** Answer of `externalBilling.processCreditAutoInvoicing`. */
export interface NecessaryCredits {
  readonly objects: readonly NecessaryCredit[];
}
