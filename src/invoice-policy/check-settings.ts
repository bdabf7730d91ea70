import { type AmountInput, readAmount } from '../core/amount.ts';
import { InvalidInputError, type Issue } from '../core/errors/input.ts';
import { dayInZone } from '../core/zone.ts';
import type { FallbackLimits, InvoiceSettings, Money } from './settings.ts';

const REQUIRED_TOGGLES = ['invoiceWithoutAgreement', 'invoiceWithAgreement', 'chargeImmediately'] as const;
const OPTIONAL_TOGGLES = ['includeSuspended', 'cycleWindowOnly', 'sameDayReissueAfterDelete'] as const;
/** A hundred years: beyond it a due date may not exist. */
const MAX_DUE_DAYS = 36_500;
const MAX_MINOR_DIGITS = 18;

/**
 * Refuses settings that no decision can rest on.
 *
 * @throws InvalidInputError with every issue
 */
export function checkInvoiceSettings(settings: InvoiceSettings): void {
  const issues = invoiceSettingsIssues(settings);
  if (issues.length > 0) throw new InvalidInputError('invoice settings', issues);
}

/** What is wrong with settings, whatever they are: they often come from a file or a form. */
export function invoiceSettingsIssues(settings: InvoiceSettings): Issue[] {
  if (!hasMembers(settings)) return [{ path: '', message: 'must be an object with the settings' }];
  return [
    ...toggleIssues(settings),
    ...zoneIssues(settings.timeZone),
    ...minimumIssues(settings.minimum),
    ...limitIssues(settings.fallbackLimits),
    ...dueIssues(settings.dueInDays),
    ...minorUnitIssues(settings.minorUnits),
    ...sourceIssues(settings.cycleSource),
    ...statusIssues(settings.openStatuses),
  ];
}

/** Whether a value can be asked for members: the types promise it, and untyped callers do not. */
export function hasMembers(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toggleIssues(settings: InvoiceSettings): Issue[] {
  const required = REQUIRED_TOGGLES.filter((path) => typeof settings[path] !== 'boolean');
  const optional = OPTIONAL_TOGGLES.filter(
    (path) => settings[path] !== undefined && typeof settings[path] !== 'boolean',
  );
  return [...required, ...optional].map((path) => ({ path, message: 'must be true or false' }));
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
  if (!hasMembers(minimum)) return [{ path: 'minimum', message: 'must be an amount with its currency' }];
  const issues = amountIssues(minimum.amount, 'minimum.amount', 0n);
  if (isText(minimum.currency)) return issues;
  return [...issues, { path: 'minimum.currency', message: 'must be a currency code' }];
}

function limitIssues(limits: FallbackLimits | undefined): Issue[] {
  if (limits === undefined) return [];
  if (!hasMembers(limits)) return [{ path: 'fallbackLimits', message: 'must be a limit per group' }];
  return (['withoutAgreement', 'withAgreement'] as const).flatMap((group) => {
    const limit = limits[group];
    return limit === null ? [] : amountIssues(limit, `fallbackLimits.${group}`);
  });
}

function amountIssues(amount: AmountInput, path: string, least?: bigint): Issue[] {
  const read = readAmount(amount, path);
  if (!('units' in read)) return [read];
  return least !== undefined && read.units < least ? [{ path, message: 'must not be negative' }] : [];
}

function dueIssues(dueInDays = 0): Issue[] {
  if (Number.isInteger(dueInDays) && dueInDays >= 0 && dueInDays <= MAX_DUE_DAYS) return [];
  return [{ path: 'dueInDays', message: `must be a whole number of days from 0 to ${MAX_DUE_DAYS}` }];
}

function minorUnitIssues(minorUnits: Readonly<Record<string, number>> = {}): Issue[] {
  if (!hasMembers(minorUnits)) return [{ path: 'minorUnits', message: 'must be decimals by currency code' }];
  const message = `must be a whole number of decimals from 0 to ${MAX_MINOR_DIGITS}`;
  return Object.entries(minorUnits)
    .filter(([, digits]) => !(Number.isInteger(digits) && digits >= 0 && digits <= MAX_MINOR_DIGITS))
    .map(([code]) => ({ path: `minorUnits.${code}`, message }));
}

function sourceIssues(source: string = 'vendor-periods'): Issue[] {
  if (source === 'vendor-periods' || source === 'calendar-month') return [];
  return [{ path: 'cycleSource', message: 'must be vendor-periods or calendar-month' }];
}

function statusIssues(statuses: readonly string[] = []): Issue[] {
  if (Array.isArray(statuses) && statuses.every(isText)) return [];
  return [{ path: 'openStatuses', message: 'must be a list of statuses' }];
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
