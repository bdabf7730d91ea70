import { InvalidInputError } from '../core/errors/input.ts';
import type { Day } from '../core/time.ts';
import { type DayNumber, dayOf, dayText } from './days.ts';
import { type AuditPolicy, type AuditPolicyInput, completePolicy } from './policy.ts';

/** The first day at or after `day` that lies whole cycles from `anchor`, before or behind it. */
export function nextDue(day: DayNumber, anchor: DayNumber, cycle: number): DayNumber {
  return anchor - Math.floor((anchor - day) / cycle) * cycle;
}

/** What is known of a service's cycle, in numbers. */
export interface Cycle {
  readonly days: number;
  readonly anchor: DayNumber | null;
}

/** Length of a cycle as it counts: a length that is not known is the policy's default. */
export function cycleLength(days: number, { defaultCycleDays }: AuditPolicy): number {
  return days > 0 ? days : defaultCycleDays;
}

/** The first due day that a registration alone makes one expect. */
export function anchorOfRegistration(from: DayNumber, cycle: number, policy: AuditPolicy): DayNumber {
  return from + policy.registrationLagDays + cycle;
}

/** The last day on which a charge is acceptable; null where the period cannot be told. */
export function lastBilledDay(
  stop: DayNumber,
  from: DayNumber | null,
  { days, anchor }: Cycle,
  policy: AuditPolicy,
): DayNumber | null {
  if (from !== null && from > stop) return null;
  const cycle = cycleLength(days, policy);
  if (cycle <= 1) return stop;
  const due = anchor ?? (from === null ? null : anchorOfRegistration(from, cycle, policy));
  if (due === null) return null;
  // The first cycle is owed in full, also by a service that ends within it.
  const owed = from === null ? stop : Math.max(stop, from + cycle);
  return nextDue(owed, due, cycle + policy.strideExtraDays);
}

/**
 * The first due day at or after `day`, where due days lie `cycleDays` apart through `anchor`, in both directions.
 * Source: billing-audit 4.6.
 *
 * @example nextLatticeDay('2026-08-04', '2026-10-04', 30) // '2026-08-05'
 * @param cycleDays whole days; less than 1 counts as 1
 * @throws InvalidInputError for a text that is no calendar day `YYYY-MM-DD`, or a cycle that is no whole number
 */
export function nextLatticeDay(day: string, anchor: string, cycleDays: number): Day {
  checkCycle(cycleDays, 'cycleDays');
  return dayText(nextDue(dayOf(day, 'day'), dayOf(anchor, 'anchor'), Math.max(1, cycleDays)));
}

function checkCycle(days: number, path: string): void {
  if (Number.isSafeInteger(days)) return;
  throw new InvalidInputError(path, [{ path, message: 'must be a whole number of days' }]);
}

/**
 * The last day on which a charge is still acceptable after a service stopped; a charge on that very day is. Days are
 * UTC civil days, periods are counts of days: months, leap years and clock changes play no part. Daily services are
 * payable up to the stop itself. Null where no period can be told: neither a due day nor a registration is known,
 * or the stop lies before the registration.
 *
 * Source: billing-audit 4.6.
 * @param from day of registration; null if it is not known
 * @param rhythm length of the cycle (0 for the policy's default) and any day on which a charge was due
 * @example billedThrough('2026-08-01', '2026-07-06', { cycleDays: 30, anchor: null }) // '2026-08-06'
 * @throws InvalidInputError for a text that is no calendar day, a cycle that is no whole number, or a policy that
 * makes no sense
 */
export function billedThrough(
  stop: string,
  from: string | null,
  rhythm: { readonly cycleDays: number; readonly anchor: string | null },
  policy?: AuditPolicyInput,
): Day | null {
  checkCycle(rhythm.cycleDays, 'rhythm.cycleDays');
  const start = from === null ? null : dayOf(from, 'from');
  const anchor = rhythm.anchor === null ? null : dayOf(rhythm.anchor, 'rhythm.anchor');
  const rules = completePolicy(policy);
  return dayText(lastBilledDay(dayOf(stop, 'stop'), start, { days: rhythm.cycleDays, anchor }, rules));
}
