import type { VmStepContext } from './input.ts';
import type { VmRecord } from './record.ts';

const MAX_INSTANT = 8.64e15;
const MAX_WAIT_MS = 86_400_000;

/** Poll delays by age, both in milliseconds (contract D23). */
const LADDER = [
  { below: 90_000, delay: 5_000 },
  { below: 300_000, delay: 15_000 },
  { below: 900_000, delay: 60_000 },
  { below: Number.POSITIVE_INFINITY, delay: 300_000 },
];

/** ISO text of an instant, held to the range of `Date`. */
export function isoAt(millis: number): string {
  return new Date(Math.min(millis, MAX_INSTANT)).toISOString();
}

/** The present as ISO text. */
export function nowText(context: VmStepContext): string {
  return context.now.toISOString();
}

/** Milliseconds since an instant of the record; a start that is missing or in the future counts as now. */
export function ageMs(since: string | null, context: VmStepContext): number {
  const age = since === null ? 0 : context.now.getTime() - Date.parse(since);
  return Math.max(age, 0);
}

/** Whether an instant has come. */
export function isDue(instant: string | null, context: VmStepContext): boolean {
  return instant !== null && Date.parse(instant) <= context.now.getTime();
}

/**
 * When to look again (contract D23): the older the attempt, or the termination once there is one, the later; never
 * before the vendor wants it. A vendor that asks for more than a day does not get it.
 */
export function nextPoll(
  record: VmRecord,
  context: VmStepContext,
  retryAfterMs: number | null = null,
): string {
  const age = ageMs(record.terminate?.requestedAt ?? record.requestedAt, context);
  const delay = LADDER.find(({ below }) => age < below)?.delay ?? 0;
  const jitter = Math.max(-1, Math.min(1, context.jitter));
  const wait = Math.round(delay * (1 + jitter / 10));
  const asked = retryAfterMs !== null && retryAfterMs > 0 ? Math.min(retryAfterMs, MAX_WAIT_MS) : 0;
  return isoAt(context.now.getTime() + Math.max(asked, wait));
}

/** The record, to be looked at again by D23. */
export function polled(record: VmRecord, context: VmStepContext): VmRecord {
  return { ...record, nextPollAt: nextPoll(record, context) };
}
