import type { Day } from '../core/time.ts';

/** Why an invoice is due. */
export type InvoiceReason = 'CYCLE_END' | 'CREDIT_LIMIT';

/** Why nothing is invoiced. */
export type SkipReason =
  | 'SETTINGS_OFF'
  | 'GROUP_OFF'
  | 'NO_BILLABLE_SERVICE'
  | 'SUSPENDED_EXCLUDED'
  | 'NO_DEBT'
  | 'COVERED'
  | 'BELOW_MINOR_UNIT'
  | 'BELOW_MINIMUM'
  | 'NO_TRIGGER'
  | 'CYCLE_WINDOW_CLOSED'
  | 'ALREADY_INVOICED_TODAY'
  | 'LAST_INVOICE_IN_FUTURE';

/** What every decision carries. */
interface Closing {
  /** Calendar months: the month that is settled by this decision, `YYYY-MM`; to be stored as the last one billed. */
  readonly closedMonth: string | null;
}

/** An invoice is to be made. */
export interface IssueDecision extends Closing {
  readonly kind: 'issue';
  readonly trigger: 'cycle-end' | 'credit-limit';
  readonly reasons: readonly InvoiceReason[];
  /** All that is owed and not yet invoiced, with all decimals of the currency. */
  readonly amount: string;
  /** ISO 4217 code. */
  readonly currency: string;
  /** Today in the zone of the business. */
  readonly issueDate: Day;
  readonly dueDate: Day;
  /** That of the service. */
  readonly paymentMethod: string | null;
  readonly charge: 'attempt' | 'none';
  /** Which automatic invoice of the day it is, from 1. */
  readonly seq: number;
  /** Make the invoice under this key, so that a repeat gives the same one. */
  readonly idempotencyKey: string;
}

/** Nothing is to be invoiced. */
export interface SkipDecision extends Closing {
  readonly kind: 'skip';
  readonly reason: SkipReason;
}

/** Nothing can be decided about this client. */
export interface ErrorDecision extends Closing {
  readonly kind: 'error';
  readonly reason: 'CURRENCY_UNKNOWN';
  /** Codes without a usable rate. */
  readonly currencies: readonly string[];
}

/** What to do about one client now. */
export type InvoiceDecision = IssueDecision | SkipDecision | ErrorDecision;
