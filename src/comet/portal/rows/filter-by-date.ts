import { InvalidInputError, type Issue } from '../../../core/errors/input.ts';
import { isDay } from '../../../core/time.ts';

/** Days from first to last, both included; a missing end is open. UTC civil days `YYYY-MM-DD`. */
export interface UsageDays {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

function checkDays({ from, to }: UsageDays): void {
  const issues: Issue[] = Object.entries({ from, to })
    .filter(([, day]) => day !== undefined && !isDay(day))
    .map(([path]) => ({ path, message: 'must be a calendar day YYYY-MM-DD' }));
  if (issues.length === 0 && from !== undefined && to !== undefined && from > to) {
    issues.push({ path: 'from', message: 'must not be after to' });
  }
  if (issues.length > 0) throw new InvalidInputError('filterByDate', issues);
}

/**
 * The charges of some days; the portal itself has no such filter. Lazy: rows pass through one at a time.
 *
 * @throws InvalidInputError at once, for ends that are no days or are reversed
 * @example filterByDate(report.rows, { from: '2026-08-01', to: '2026-08-31' })
 */
export function filterByDate<Row extends { readonly usageDate: string }>(
  rows: Iterable<Row>,
  days: UsageDays,
): Iterable<Row> {
  checkDays(days);
  return { [Symbol.iterator]: () => within(rows, days) };
}

function* within<Row extends { readonly usageDate: string }>(
  rows: Iterable<Row>,
  { from, to }: UsageDays,
): Generator<Row, void, undefined> {
  for (const row of rows) {
    if ((from === undefined || row.usageDate >= from) && (to === undefined || row.usageDate <= to)) yield row;
  }
}
