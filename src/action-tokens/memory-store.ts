import { type Clock, systemClock } from '../core/time.ts';
import type { ActionTokenStore } from './store.ts';

/** Keys that may gather before expired ones are looked for. */
const FIRST_SWEEP = 1000;

/**
 * Keeps open tokens in the memory of this process, for tests and for a shop that runs as one process. Expired
 * tokens are removed as new ones come, so that at most twice as many are held as were ever open at once, or 1000.
 */
export class InMemoryActionTokenStore implements ActionTokenStore {
  readonly #clock: Clock;
  readonly #expiries = new Map<string, string>();
  #sweepAt = FIRST_SWEEP;

  constructor({ clock = systemClock }: { readonly clock?: Clock } = {}) {
    this.#clock = clock;
  }

  /** How many keys are held, expired ones among them. */
  get size(): number {
    return this.#expiries.size;
  }

  async put(key: string, expiresAt: string): Promise<void> {
    if (this.size >= this.#sweepAt) this.#sweep();
    this.#expiries.set(key, expiresAt);
  }

  async take(key: string): Promise<string | null> {
    const expiresAt = this.#expiries.get(key) ?? null;
    this.#expiries.delete(key);
    return expiresAt;
  }

  #sweep(): void {
    const now = this.#clock.now().toISOString();
    for (const [key, expiresAt] of this.#expiries) {
      if (expiresAt <= now) this.#expiries.delete(key);
    }
    this.#sweepAt = Math.max(FIRST_SWEEP, this.size * 2);
  }
}
