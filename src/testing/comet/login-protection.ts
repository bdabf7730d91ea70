import type { Clock } from '../../core/time.ts';

/** When failed logins block the server for everybody who asks from the same address. */
export interface LoginProtectionOptions {
  /** Failures in a row that start the cool-down. */
  readonly failureThreshold: number;
  readonly cooldownSeconds: number;
}

/** Counts failed logins; after too many of them requests are refused until the cool-down is over. */
export class LoginProtection {
  readonly #clock: Clock;
  readonly #options: LoginProtectionOptions | undefined;
  #failures = 0;
  #blockedUntil = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, options: LoginProtectionOptions | undefined) {
    this.#clock = clock;
    this.#options = options;
  }

  get blocked(): boolean {
    return this.#clock.now().getTime() < this.#blockedUntil;
  }

  failed(): void {
    if (this.#options === undefined) return;
    this.#failures += 1;
    if (this.#failures < this.#options.failureThreshold) return;
    this.#failures = 0;
    this.#blockedUntil = this.#clock.now().getTime() + this.#options.cooldownSeconds * 1000;
  }

  succeeded(): void {
    this.#failures = 0;
  }
}
