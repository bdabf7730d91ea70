import { setTimeout } from 'node:timers/promises';
import type { Clock } from 'reseller-sdk';

/** A clock that may run faster than the wall's, so that the minutes of a build pass in seconds. */
export interface PacedClock extends Clock {
  /** Waits until the clock shows an instant. */
  readonly until: (instant: Date) => Promise<void>;
}

/** The clock of all processes that know the same origin and speed. Speed 1 is the wall clock. */
export function pacedClock(origin: Date, speed: number): PacedClock {
  const now = (): Date => new Date(origin.getTime() + (Date.now() - origin.getTime()) * speed);
  const until = async (instant: Date): Promise<void> => {
    await setTimeout(Math.max(1, (instant.getTime() - now().getTime()) / speed));
  };
  return { now, until };
}
