import type { InvoiceDecision, SkipReason } from '../../invoice-policy/index.ts';

/** What became of a client whose credit is topped up by itself. */
export type TopUpReason =
  | 'ISSUED'
  /** Fleio asked for no credit, the open invoices counted. */
  | 'NOT_NECESSARY'
  | SkipReason
  | 'CURRENCY_UNKNOWN'
  /** The client has several live services; which one to invoice is not known. */
  | 'AMBIGUOUS_SERVICE'
  /** An earlier run left the day of the service unsettled; the next run of the invoice policy settles it. */
  | 'UNSETTLED_DAY'
  /** Another run was first. */
  | 'OVERTAKEN'
  /** The billing system or a store could not be read; nothing was done. */
  | 'STATE_UNREADABLE'
  /** Fleio did not say what is necessary; what it did is not known, so nothing was invoiced. */
  | 'PROCESSING_FAILED'
  /** The invoice may exist or not; the next run of the invoice policy finds out. */
  | 'ISSUE_UNFINISHED';

/** A client whom Fleio named. */
export interface TopUpOutcome {
  /** External billing id of the client. */
  readonly accountId: string;
  readonly clientId: string | null;
  readonly reason: TopUpReason;
  readonly decision: InvoiceDecision | null;
  readonly invoiceId: string | null;
  /** Null: no charge was attempted. */
  readonly charge: 'paid' | 'failed' | 'unknown' | null;
  /** What failed, where something did; of an invoice that was issued: its charge, or what leads to one. */
  readonly error?: unknown;
}

/** What a client came to, besides who he is. */
export type TopUpEnding = Partial<TopUpOutcome> & { readonly reason: TopUpReason };

/** What a run of the automatic top-up did. */
export interface TopUpReport {
  readonly outcomes: readonly TopUpOutcome[];
  /** Null: every client was looked at. */
  readonly stopped: 'LOCKED' | 'LOCK_FAILED' | 'LOCK_LOST' | 'LIST_FAILED' | 'ABORTED' | null;
  /** What stopped it, where that was an error. */
  readonly error?: unknown;
}
