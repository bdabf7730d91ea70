import { AuthenticationError } from '../../core/errors/api.ts';
import { ConfigError } from '../../core/errors/input.ts';
import { VENDOR } from './vendor.ts';

const DEFAULT_COOLDOWN_MS = 60_000;

/**
 * Stops calls with credentials that the server refused: its login protection blocks whoever keeps trying.
 * Source: contract 3.10.
 */
export class AuthCircuit {
  readonly #now: () => number;
  readonly #cooldownMs: number;
  #opened: { readonly until: number; readonly status: number } | undefined;

  /** @throws ConfigError for a cool-down that is no time */
  constructor(now: () => number, cooldownMs = DEFAULT_COOLDOWN_MS) {
    if (!(cooldownMs >= 0))
      throw new ConfigError(`authCooldown is ${cooldownMs}: must be milliseconds, from 0 up`);
    this.#now = now;
    this.#cooldownMs = cooldownMs;
  }

  /** @throws AuthenticationError `AUTHENTICATION_PAUSED` during the cool-down */
  assertClosed(operation: string): void {
    if (this.#opened === undefined) return;
    const retryAfterMs = this.#opened.until - this.#now();
    if (retryAfterMs <= 0) {
      this.#opened = undefined;
      return;
    }
    throw new AuthenticationError({
      vendor: VENDOR,
      operation,
      status: this.#opened.status,
      code: 'AUTHENTICATION_PAUSED',
      details: { retryAfterMs },
      hint: `These credentials were refused before and nothing was sent. Correct them, or wait ${retryAfterMs} ms`,
    });
  }

  /** Opens the circuit if an error means that the credentials were refused. */
  notice(error: unknown): void {
    if (!(error instanceof AuthenticationError) || error.code === 'AUTHENTICATION_PAUSED') return;
    this.#opened = { until: this.#now() + this.#cooldownMs, status: error.status };
  }
}
