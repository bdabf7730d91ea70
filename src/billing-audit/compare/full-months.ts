import { addDays, type Day, parseDay } from '../../core/time.ts';
import { dayOf, dayText } from '../days.ts';

/**
 * The two full calendar months before the one of a day, to compare with each other: `a` is the earlier one.
 *
 * Source: billing-audit 4.13.
 * @example lastFullMonths('2026-08-07') // a: 1 to 30 June, b: 1 to 31 July
 * @throws InvalidInputError for a text that is no calendar day
 */
export function lastFullMonths(
  today: string,
): Readonly<Record<'a' | 'b', { readonly from: Day; readonly to: Day }>> {
  const thisMonth = firstOfMonth(parseDay(today, 'today'));
  const b = { from: firstOfMonth(addDays(thisMonth, -1)), to: addDays(thisMonth, -1) };
  const a = { from: firstOfMonth(addDays(b.from, -1)), to: addDays(b.from, -1) };
  return { a, b };
}

function firstOfMonth(day: Day): Day {
  return dayText(dayOf(`${day.slice(0, 8)}01`, 'day'));
}
