import { type Clock, systemClock } from '../../core/time.ts';
import type { RunLock, RunLockHandle } from '../ports/run-lock.ts';

/** A lock in memory: it keeps runs of one process apart. */
export class InMemoryRunLock implements RunLock {
  readonly #clock: Clock;
  readonly #held = new Map<string, { readonly until: number }>();

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  async acquire(name: string, ttlMs: number): Promise<RunLockHandle | null> {
    const other = this.#held.get(name);
    if (other !== undefined && this.#clock.now().getTime() < other.until) return null;
    let own = this.#hold(name, ttlMs);
    return {
      extend: async (milliseconds) => {
        if (this.#held.get(name) !== own) return false;
        own = this.#hold(name, milliseconds);
        return true;
      },
      release: async () => {
        if (this.#held.get(name) === own) this.#held.delete(name);
      },
    };
  }

  #hold(name: string, ttlMs: number): { readonly until: number } {
    const hold = { until: this.#clock.now().getTime() + ttlMs };
    this.#held.set(name, hold);
    return hold;
  }
}
