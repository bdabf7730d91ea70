import type { Clock } from '../../core/time.ts';
import type { RateProvider } from '../../invoice-policy/index.ts';
import type { Caller } from '../operation.ts';
import type { CreditKey } from './credit-row.ts';
import type { CreditOutbox } from './outbox.ts';

/** What a run of the credit outbox works with. */
export interface CreditOutboxOptions {
  /** A `FleioClient` or `FleioConnection`. */
  readonly fleio: Caller;
  readonly outbox: CreditOutbox;
  /** Rates between the currencies of invoices and those of Fleio clients. Left out: only equal ones are credited. */
  readonly rates?: RateProvider | undefined;
  /**
   * Whether the server makes one change of each `external_source_key` alone, as Fleio 2026.07.1 and later do. Only then
   * a change whose outcome is not known is sent again; else it is parked for a human. Default false.
   */
  readonly serverDedupesCredit?: boolean | undefined;
  /**
   * The `external_source_key` of a row; never another for the same row. Default `{invoiceId}/{serviceId}`, for both
   * directions: add the direction if your server takes a refund for a repeat of the payment.
   */
  readonly sourceKey?: ((key: CreditKey) => string) | undefined;
  /** Times that a failed row is tried again, after 2, 4, 8, ... minutes. Default 10. */
  readonly maxRetries?: number | undefined;
  /**
   * How long a run may be at one row, in milliseconds: longer than the client's timeout. A row that was begun longer
   * ago counts as one whose outcome is not known. Default 300000.
   */
  readonly leaseMs?: number | undefined;
  /** Decimals of currencies that differ from ISO 4217, by code. */
  readonly minorUnits?: Readonly<Record<string, number>> | undefined;
  /** Ends the run after the row that it is at. */
  readonly signal?: AbortSignal | undefined;
  /** Default: that of the machine. */
  readonly clock?: Clock | undefined;
}
