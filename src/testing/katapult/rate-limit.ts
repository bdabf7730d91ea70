import type { KatapultToken } from './entities.ts';

const MINUTE = 60_000;

/** Counts requests per token and minute of the wall clock (contract 2.7). */
export class RateLimit {
  readonly #used = new Map<string, { minute: number; count: number }>();

  /** Counts a request. @returns how many are left in this minute, negative when the limit is passed */
  count({ id, rate_limit }: KatapultToken, now: number): number {
    const minute = Math.floor(now / MINUTE);
    const entry = this.#used.get(id);
    const count = entry?.minute === minute ? entry.count + 1 : 1;
    this.#used.set(id, { minute, count });
    return rate_limit - count;
  }
}

/** Whole seconds to the next minute. */
export function secondsToNextMinute(now: number): number {
  return Math.ceil((MINUTE - (now % MINUTE)) / 1000);
}
