import { InvalidInputError } from '../core/errors/input.ts';
import { type Day, daysBetween, parseDay } from '../core/time.ts';
import { startOfDay } from '../core/zone.ts';
import type { SkipDecision } from './decision.ts';
import type { InvoiceSettings } from './settings.ts';
import type { BillingState } from './state.ts';

const WINDOW_MS = 72 * 3_600_000;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** What is known about the end of a billing cycle (policy 10.5). */
export interface Cycle {
  /** A cycle ended that was not billed. */
  readonly ended: boolean;
  /** It ended, but too long ago for the window. */
  readonly windowClosed: boolean;
  /** Calendar months: the month before this one. */
  readonly month: string | null;
}

/** Whether a billing cycle has ended, by the source that the settings name. */
export function cycleOf(state: BillingState, settings: InvoiceSettings, now: Date, today: Day): Cycle {
  if (settings.cycleSource === 'calendar-month') return calendarCycle(state, settings, now, today);
  const { unsettledPeriods, hasServiceCycleRecentlyEnded, reachedCreditLimit } = state.account;
  const ended = unsettledPeriods.length > 0;
  const isOver = hasServiceCycleRecentlyEnded === false && reachedCreditLimit === false;
  return { ended, windowClosed: ended && settings.cycleWindowOnly === true && isOver, month: null };
}

function calendarCycle(state: BillingState, settings: InvoiceSettings, now: Date, today: Day): Cycle {
  const month = monthBefore(today);
  const ended = isUnbilled(month, state);
  const first = firstOfMonth(today);
  const elapsed = now.getTime() - startOfDay(first, settings.timeZone).getTime();
  return { ended, windowClosed: ended && settings.cycleWindowOnly === true && elapsed > WINDOW_MS, month };
}

function isUnbilled(month: string, { lastCycleBilledMonth, serviceStartedOn }: BillingState): boolean {
  if (lastCycleBilledMonth != null) return checkedMonth(lastCycleBilledMonth) < month;
  return serviceStartedOn != null && parseDay(serviceStartedOn, 'serviceStartedOn').slice(0, 7) <= month;
}

function checkedMonth(text: string): string {
  if (MONTH.test(text)) return text;
  const message = `${JSON.stringify(text.slice(0, 40))} is not a month YYYY-MM`;
  throw new InvalidInputError('lastCycleBilledMonth', [{ path: 'lastCycleBilledMonth', message }]);
}

/**
 * The month that a decision settles. One with nothing to bill is settled from the second day of the next month
 * on, when late usage of the month before has arrived; else it would fire on the first cent of the next month.
 */
export function closedMonth(
  { ended, month }: Cycle,
  outcome: 'issued' | SkipDecision['reason'],
  today: Day,
): string | null {
  if (!ended || month === null) return null;
  if (outcome === 'issued') return month;
  const isQuiet = outcome === 'NO_DEBT' || outcome === 'COVERED';
  return isQuiet && daysBetween(firstOfMonth(today), today) >= 1 ? month : null;
}

function firstOfMonth(day: Day): Day {
  return parseDay(`${day.slice(0, 7)}-01`);
}

function monthBefore(day: Day): string {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7));
  const [before, of] = month === 1 ? [12, year - 1] : [month - 1, year];
  return `${String(of).padStart(4, '0')}-${String(before).padStart(2, '0')}`;
}
