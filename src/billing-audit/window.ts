import type { Day } from '../core/time.ts';
import { type DayNumber, dayOf, dayText } from './days.ts';
import type { AuditWindow } from './records.ts';

/** A window in day numbers, first to last, both included. */
export interface DaySpan {
  readonly from: DayNumber;
  readonly to: DayNumber;
}

/** 0000-01-01 */
const FIRST_DAY: DayNumber = -719_528;
/** 9999-12-31 */
const LAST_DAY: DayNumber = 2_932_896;

/** Ends that are reversed are swapped. @throws InvalidInputError for a text that is no calendar day */
export function readWindow({ from, to }: AuditWindow): DaySpan {
  const a = dayOf(from, 'window.from');
  const b = dayOf(to, 'window.to');
  return { from: Math.min(a, b), to: Math.max(a, b) };
}

/** Where it reaches past the days that can be written, it ends with them. */
export function writeWindow({ from, to }: DaySpan): { readonly from: Day; readonly to: Day } {
  return { from: dayText(Math.max(from, FIRST_DAY)), to: dayText(Math.min(to, LAST_DAY)) };
}

/**
 * The window from `days` before a day up to that day, which makes `days + 1` of them. Source: billing-audit 4.9.
 *
 * @throws InvalidInputError for a text that is no calendar day
 */
export function lastDays(today: string, days: number): { readonly from: Day; readonly to: Day } {
  const to = dayOf(today, 'today');
  return writeWindow({ from: to - days, to });
}
