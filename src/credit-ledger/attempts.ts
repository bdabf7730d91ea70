import { ConfigError } from '../core/errors/input.ts';
import { type Sleep, systemSleep } from '../core/sleep.ts';

const DEFAULT_TRIES = 8;
const FIRST_WAIT_MS = 4;
const LONGEST_WAIT_MS = 500;

/** How often something is tried while others change the account at the same time. */
export interface AttemptsOptions {
  /** How often a command, or a read of several rows, is tried before a conflict is thrown. Default 8. */
  readonly tries?: number;
  /** From 0 up to 1; spreads the waits of rivals. Default `Math.random`. */
  readonly random?: () => number;
  /** Waits between tries. Default: the timers of the platform. */
  readonly sleep?: Sleep;
}

/** Tries again when a rival was first, with growing random waits. */
export class Attempts {
  readonly #tries: number;
  readonly #random: () => number;
  readonly #sleep: Sleep;

  /** @throws ConfigError when `tries` is no number of at least 1 */
  constructor({ tries = DEFAULT_TRIES, random = Math.random, sleep = systemSleep }: AttemptsOptions) {
    if (!(tries >= 1)) throw new ConfigError('tries must be a number of at least 1');
    this.#tries = tries;
    this.#random = random;
    this.#sleep = sleep;
  }

  /** What the first try returns that no rival overtook. @throws ConcurrencyError when all were overtaken */
  async run<Result>(attempt: () => Promise<Result>): Promise<Result> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await attempt();
      } catch (error) {
        if (!isConflict(error) || tried >= this.#tries) throw error;
      }
      const longest = Math.min(FIRST_WAIT_MS * 2 ** tried, LONGEST_WAIT_MS);
      await this.#sleep(Math.ceil(this.#random() * longest));
    }
  }
}

/** By code: a repository may be built against another copy of the error classes. */
function isConflict(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error)) return false;
  return error.code === 'VERSION_CONFLICT' || error.code === 'DUPLICATE_KEY';
}
