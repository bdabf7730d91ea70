import { ConfigError } from '../errors/input.ts';

/** How a client repeats calls that are safe to repeat. */
export interface RetryPolicy {
  /** Repeats after the first attempt; 0 switches repeating off. Default 2. */
  readonly limit: number;
  /** First computed delay in milliseconds, doubled for each further one. Default 300. */
  readonly baseDelayMs: number;
  /** Upper bound of a computed delay in milliseconds. Default 10000. */
  readonly maxDelayMs: number;
  /** A `Retry-After` beyond this many milliseconds ends the call at once instead of waiting. Default 60000. */
  readonly maxRetryAfterMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = {
  limit: 2,
  baseDelayMs: 300,
  maxDelayMs: 10_000,
  maxRetryAfterMs: 60_000,
};

/**
 * The defaults, of this package or of a client, with a caller's changes.
 *
 * @throws ConfigError for a limit that is no whole number or a delay that is negative or no number
 */
export function retryPolicy(
  changes: Partial<RetryPolicy> = {},
  defaults: RetryPolicy = DEFAULT_RETRY,
): RetryPolicy {
  const policy: RetryPolicy = {
    limit: changes.limit ?? defaults.limit,
    baseDelayMs: changes.baseDelayMs ?? defaults.baseDelayMs,
    maxDelayMs: changes.maxDelayMs ?? defaults.maxDelayMs,
    maxRetryAfterMs: changes.maxRetryAfterMs ?? defaults.maxRetryAfterMs,
  };
  const wrong = Object.entries(policy)
    .filter(([name, value]) => !(value >= 0) || (name === 'limit' && !Number.isInteger(value)))
    .map(([name, value]) => `retry.${name} is ${value}`);
  if (wrong.length > 0) {
    throw new ConfigError(`${wrong.join(', ')}: limits are whole numbers and delays milliseconds, from 0 up`);
  }
  return policy;
}

/**
 * Whether a repeat of an operation is safe:
 * `read` changes nothing; `write` may have happened when no answer came; `throttled-write` is a write of which
 * the vendor proves that a 429 came before any work.
 */
export type RepeatSafety = 'read' | 'write' | 'throttled-write';

const REPEATABLE = new Set([429, 502, 503, 504]);

/** Whether an answer of this status allows another attempt. */
export function isRepeatableStatus(status: number, safety: RepeatSafety): boolean {
  if (safety === 'read') return REPEATABLE.has(status);
  return safety === 'throttled-write' && status === 429;
}

/** Full jitter: anything between nothing and the doubled delay, so that clients do not come back in step. */
export function computedDelay(
  { baseDelayMs, maxDelayMs }: Pick<RetryPolicy, 'baseDelayMs' | 'maxDelayMs'>,
  attempt: number,
  random: () => number,
): number {
  return Math.round(random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1)));
}
