import type { AmountInput } from '../core/amount.ts';

/** An amount with its currency (ISO 4217 code). */
export interface Money {
  readonly amount: AmountInput;
  readonly currency: string;
}

/** Where the end of a billing cycle comes from: periods that the vendor counts, or the calendar. */
export type CycleSource = 'vendor-periods' | 'calendar-month';

/** What the owner of the business decides about automatic invoices (policy 10.1). */
export interface InvoiceSettings {
  /** Invoice clients that have no billing agreement. */
  readonly invoiceWithoutAgreement: boolean;
  /** Invoice clients that have one. */
  readonly invoiceWithAgreement: boolean;
  /** Charge an invoice as soon as it is issued, where the client can be charged. */
  readonly chargeImmediately: boolean;
  /** IANA zone of the business; invoice days and months are counted in it. */
  readonly timeZone: string;
  /** Owe less than this, and nothing is invoiced. Default 0. */
  readonly minimum?: Money;
  /** Invoice suspended services too. Default false. */
  readonly includeSuspended?: boolean;
  /** Invoice the end of a cycle only within 72 hours after it. Never holds back the credit limit. Default false. */
  readonly cycleWindowOnly?: boolean;
  /** Default `vendor-periods`. */
  readonly cycleSource?: CycleSource;
  /** Statuses of invoices that are still to be paid. Default unpaid, overdue, payment_pending, collections. */
  readonly openStatuses?: readonly string[];
  /** Whether an invoice may follow on the day of one that was deleted. Default false: it waits for the next day. */
  readonly sameDayReissueAfterDelete?: boolean;
  /** Days from issue to due date, 36500 at most. Default 0. */
  readonly dueInDays?: number;
  /** Credit limits in the currency of the account, signed as the vendor's, for accounts that come without one. */
  readonly fallbackLimits?: FallbackLimits;
  /** Decimals of currencies that differ from ISO 4217, by code. */
  readonly minorUnits?: Readonly<Record<string, number>>;
}

/** Credit limits for accounts without one of their own; null: no limit is known. */
export interface FallbackLimits {
  readonly withoutAgreement: AmountInput | null;
  readonly withAgreement: AmountInput | null;
}

/** Statuses of invoices that wait for money. */
export const OPEN_STATUSES: readonly string[] = Object.freeze([
  'unpaid',
  'overdue',
  'payment_pending',
  'collections',
]);
