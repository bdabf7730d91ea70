import { InvalidInputError, type Issue } from '../core/errors/input.ts';
import { type InstantInput, parseInstant } from '../core/time.ts';

/** What became of charging an invoice so far. */
export interface ChargeState {
  /** Only `unpaid` and `overdue` invoices are charged again. */
  readonly status: string;
  /** Null: never attempted. */
  readonly lastAttemptAt: InstantInput | null;
  readonly failedAttempts: number;
}

/** When a failed charge is repeated, and when it is given up. */
export interface ChargeRetrySettings {
  /** Hours between attempts; 0: no repeats. */
  readonly everyHours: number;
  /** Failures after which the billing agreement is dropped; 0: never. */
  readonly dropAfter: number;
}

/** What to do about the charge of an invoice now. */
export type ChargeRetryDecision =
  | { readonly kind: 'charge' }
  | { readonly kind: 'wait'; readonly until: Date }
  | { readonly kind: 'drop-agreement' }
  | { readonly kind: 'nothing' };

const HOUR_MS = 3_600_000;
/** A hundred years: beyond it an instant may not exist. */
const MAX_HOURS = 876_000;

/**
 * Decides whether an invoice whose charge failed is charged again now. Hours are real hours, whatever the clocks of
 * a zone do. A charge that fails and so reaches `dropAfter` drops the agreement at once. Policy section 8.
 *
 * @throws InvalidInputError for counters that are no whole numbers from 0 up, hours (which may have a fraction) that are
 *   not from 0 to 876000, and instants that are none
 */
export function decideChargeRetry(
  { status, lastAttemptAt, failedAttempts }: ChargeState,
  { everyHours, dropAfter }: ChargeRetrySettings,
  now: Date,
): ChargeRetryDecision {
  const issues = [...chargeRetryIssues({ everyHours, dropAfter }), ...countIssues({ failedAttempts })];
  if (issues.length > 0) throw new InvalidInputError('charge retry', issues);
  const present = parseInstant(now, 'now');
  if (status !== 'unpaid' && status !== 'overdue') return { kind: 'nothing' };
  if (everyHours === 0) return { kind: 'nothing' };
  if (dropAfter > 0 && failedAttempts >= dropAfter) return { kind: 'drop-agreement' };
  if (lastAttemptAt === null) return { kind: 'charge' };
  const until = new Date(parseInstant(lastAttemptAt, 'lastAttemptAt').getTime() + everyHours * HOUR_MS);
  return present < until ? { kind: 'wait', until } : { kind: 'charge' };
}

/** What is wrong with settings of charge retries. */
export function chargeRetryIssues({ everyHours, dropAfter }: ChargeRetrySettings): Issue[] {
  const fits = Number.isFinite(everyHours) && everyHours >= 0 && everyHours <= MAX_HOURS;
  const message = `must be a number of hours from 0 to ${MAX_HOURS}`;
  return [...(fits ? [] : [{ path: 'everyHours', message }]), ...countIssues({ dropAfter })];
}

function countIssues(counts: Readonly<Record<string, number>>): Issue[] {
  return Object.entries(counts)
    .filter(([, count]) => !Number.isSafeInteger(count) || count < 0)
    .map(([path]) => ({ path, message: 'must be a whole number from 0 up' }));
}
