import { type AmountInput, readAmount } from '../core/amount.ts';
import { InvalidInputError, type Issue } from '../core/errors/input.ts';
import { dayInZone } from '../core/zone.ts';

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
  /** Days from issue to due date. Default 0. */
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

const TOGGLES = [
  'invoiceWithoutAgreement',
  'invoiceWithAgreement',
  'chargeImmediately',
  'includeSuspended',
  'cycleWindowOnly',
  'sameDayReissueAfterDelete',
] as const;
const REQUIRED = 3;

/**
 * Refuses settings that no decision can rest on.
 *
 * @throws InvalidInputError with every issue
 */
export function checkInvoiceSettings(settings: InvoiceSettings): void {
  const issues = invoiceSettingsIssues(settings);
  if (issues.length > 0) throw new InvalidInputError('invoice settings', issues);
}

/** What is wrong with settings. */
export function invoiceSettingsIssues(settings: InvoiceSettings): Issue[] {
  const issues = [
    ...toggleIssues(settings),
    ...zoneIssues(settings.timeZone),
    ...minimumIssues(settings.minimum),
    ...limitIssues(settings.fallbackLimits),
    ...numberIssues(settings),
  ];
  const { cycleSource = 'vendor-periods' } = settings;
  if (cycleSource !== 'vendor-periods' && cycleSource !== 'calendar-month') {
    issues.push({ path: 'cycleSource', message: 'must be vendor-periods or calendar-month' });
  }
  if (!Array.isArray(settings.openStatuses ?? OPEN_STATUSES)) {
    issues.push({ path: 'openStatuses', message: 'must be a list of statuses' });
  }
  return issues;
}

function toggleIssues(settings: InvoiceSettings): Issue[] {
  return TOGGLES.flatMap((path, index) => {
    const value: unknown = settings[path];
    const fits = typeof value === 'boolean' || (value === undefined && index >= REQUIRED);
    return fits ? [] : [{ path, message: 'must be true or false' }];
  });
}

function zoneIssues(timeZone: string): Issue[] {
  try {
    dayInZone(new Date(0), timeZone);
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return [...error.issues];
    throw error;
  }
}

function minimumIssues(minimum: Money | undefined): Issue[] {
  if (minimum === undefined) return [];
  const read = readAmount(minimum.amount, 'minimum.amount');
  const issues = 'units' in read ? [] : [read];
  if ('units' in read && read.units < 0n) {
    issues.push({ path: 'minimum.amount', message: 'must not be negative' });
  }
  if (minimum.currency === '') issues.push({ path: 'minimum.currency', message: 'must be a currency code' });
  return issues;
}

function limitIssues(limits: FallbackLimits | undefined): Issue[] {
  if (limits === undefined) return [];
  return (['withoutAgreement', 'withAgreement'] as const).flatMap((group) => {
    const limit = limits[group];
    if (limit === null) return [];
    const read = readAmount(limit, `fallbackLimits.${group}`);
    return 'units' in read ? [] : [read];
  });
}

function numberIssues({ dueInDays = 0, minorUnits = {} }: InvoiceSettings): Issue[] {
  const issues: Issue[] = [];
  if (!Number.isInteger(dueInDays) || dueInDays < 0) {
    issues.push({ path: 'dueInDays', message: `${dueInDays} is not a whole number of days from 0 up` });
  }
  for (const [code, digits] of Object.entries(minorUnits)) {
    if (Number.isInteger(digits) && digits >= 0 && digits <= 18) continue;
    issues.push({
      path: `minorUnits.${code}`,
      message: `${digits} is not a number of decimals from 0 to 18`,
    });
  }
  return issues;
}
