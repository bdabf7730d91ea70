import type { AmountInput } from '../../core/amount.ts';
import type { ById, FleioDecimal, FleioId } from './ids.ts';

/** Parameters of `clients.toInvoice`. */
export interface ClientsToInvoiceParams {
  /** Clients that an external billing system invoices. Default true, sent as `True`; false as `False`. */
  readonly has_external_billing?: boolean;
  /** Up-to-date credit of at most this much; default 0. */
  readonly uptodate_credit_max?: AmountInput;
  /** Clients with an agreement alone, or without; left out: both. Sent as `True` or `False`. */
  readonly has_billing_agreement?: boolean;
  /** True, sent as `true`: clients with suspended services, too. Fleio 2024.04 and later. */
  readonly process_suspended?: boolean;
}

/** A client in the answer of `clients.toInvoice`. */
export interface DueClient {
  readonly id: FleioId;
  /** Whether a cycle of a service ended in the last 72 hours; older servers do not say. */
  readonly has_service_cycle_recently_ended?: boolean | null;
  readonly reached_credit_limit?: boolean | null;
}

/** A billing period that ended and is not settled. */
export interface UnsettledPeriod {
  readonly id: FleioId;
  /** Fleio's identifier of the service. */
  readonly related_service: FleioId;
}

/** Answer of `clients.claimForInvoiceProcessing`: the periods in it are marked as invoiced from now on. */
export interface ClaimedClient {
  readonly id?: FleioId | null;
  readonly external_billing_id: string;
  readonly unsettled_periods: readonly UnsettledPeriod[];
  /** ISO 4217 code of the two amounts. */
  readonly currency?: string | null;
  /** Negative: owed. */
  readonly uptodate_credit?: FleioDecimal | null;
  /** How far the credit may fall, normally zero or less; chosen by the client's agreement. */
  readonly effective_credit_limit?: FleioDecimal | null;
  readonly has_billing_agreement?: boolean | null;
  readonly has_service_cycle_recently_ended?: boolean | null;
  readonly reached_credit_limit?: boolean | null;
}

/** Parameters of `services.resetInvoicedPeriods`; `id` is the `related_service` of the periods. */
export interface ServicesResetInvoicedPeriodsParams extends ById {
  readonly periods_ids: readonly FleioId[];
}
