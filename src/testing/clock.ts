import { type Clock, type InstantInput, parseInstant } from '../core/time.ts';

/** Where a fake clock stands when nobody sets it. */
export const DEFAULT_INSTANT = '2026-01-05T09:00:00Z';

/** A clock that stands still until it is told to move. Fits wherever the package takes a `Clock`. */
export class FakeClock implements Clock {
  #millis: number;

  /**
   * @param start where it stands first: a `Date`, or ISO text with `Z` or an offset
   * @throws InvalidInputError for text without an offset
   */
  constructor(start: InstantInput = DEFAULT_INSTANT) {
    this.#millis = parseInstant(start, 'start').getTime();
  }

  /** Where the clock stands. */
  now(): Date {
    return new Date(this.#millis);
  }

  /** Moves the clock forward by `ms` milliseconds (back, if negative) and returns the new time. */
  advance(ms: number): Date {
    this.#millis += ms;
    return this.now();
  }

  /** Puts the clock at an instant. @throws InvalidInputError for text without an offset */
  set(instant: InstantInput): void {
    this.#millis = parseInstant(instant, 'instant').getTime();
  }

  /** A `Sleep` that returns at once and moves this clock by the wait, for back-off tests that take no time. */
  readonly sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
    signal?.throwIfAborted();
    this.advance(ms);
  };
}
