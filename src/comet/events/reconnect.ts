import { ApiError, RateLimitError, ServerError } from '../../core/errors/api.ts';
import { ConfigError } from '../../core/errors/input.ts';
import { UnexpectedResponseError } from '../../core/errors/response.ts';
import { AbortedError, TransportError } from '../../core/errors/transport.ts';
import { computedDelay } from '../../core/http/retry.ts';

/** How the stream comes back. */
export interface ReconnectPolicy {
  /**
   * Attempts in a row that may fail before the stream ends with the error of the last one; `Infinity` for ever.
   * Default 20, about eight minutes.
   */
  readonly limit: number;
  /** Longest wait after the first failure in milliseconds, doubled for each further one. Default 1000. */
  readonly baseDelayMs: number;
  /** Upper bound of that wait in milliseconds. Default 60000. */
  readonly maxDelayMs: number;
}

const DEFAULTS: ReconnectPolicy = { limit: 20, baseDelayMs: 1000, maxDelayMs: 60_000 };

/** A connection that lasted this long was no failure. In milliseconds. */
const STABLE_MS = 10_000;

/** @throws ConfigError for a limit or delay that is no number from 0 up */
export function reconnectPolicy(changes: Partial<ReconnectPolicy> = {}): ReconnectPolicy {
  const policy: ReconnectPolicy = {
    limit: changes.limit ?? DEFAULTS.limit,
    baseDelayMs: changes.baseDelayMs ?? DEFAULTS.baseDelayMs,
    maxDelayMs: changes.maxDelayMs ?? DEFAULTS.maxDelayMs,
  };
  const wrong = Object.entries(policy)
    .filter(([, value]) => !(value >= 0))
    .map(([name, value]) => `reconnect.${name} is ${value}`);
  if (wrong.length > 0) throw new ConfigError(`${wrong.join(', ')}: must be a number from 0 up`);
  return policy;
}

/** A wait before another attempt. */
interface Wait {
  readonly delayMs: number;
  /** Whether it is the one that the server asked for. */
  readonly fromServer: boolean;
}

/** Counts failures and says how long to wait. */
export class Reconnects {
  readonly #policy: ReconnectPolicy;
  readonly #random: () => number;
  /** Attempts since the server last accepted a login. */
  #failed = 0;
  /** Connections and attempts since one was stable; it grows the wait. */
  #unstable = 0;

  constructor(policy: ReconnectPolicy, random: () => number) {
    this.#policy = policy;
    this.#random = random;
  }

  /** Counts from 1. */
  get attempt(): number {
    return this.#failed + 1;
  }

  accepted(): void {
    this.#failed = 0;
  }

  /** A connection ended. Milliseconds to wait before the next one. */
  lost(lastedMs: number): number {
    this.#unstable = lastedMs >= STABLE_MS ? 1 : this.#unstable + 1;
    return this.#delay();
  }

  /** An attempt failed. How long to wait, or undefined when there is to be no other. */
  failed(error: unknown): Wait | undefined {
    this.#failed += 1;
    this.#unstable += 1;
    if (this.#failed > this.#policy.limit || !isPassing(error)) return undefined;
    const [asked, own] = [askedWait(error), this.#delay()];
    return { delayMs: Math.max(asked, own), fromServer: asked > own };
  }

  #delay(): number {
    return computedDelay(this.#policy, this.#unstable, this.#random);
  }
}

/** Whether another attempt may succeed without any change by the caller, and repeats no refused login. */
function isPassing(error: unknown): boolean {
  if (error instanceof TransportError) return !(error instanceof AbortedError);
  if (error instanceof ApiError) return error.retryable;
  // The next code comes with time.
  if (error instanceof ConfigError) return error.code === 'TOTP_REUSED';
  return error instanceof UnexpectedResponseError;
}

function askedWait(error: unknown): number {
  const asks = error instanceof RateLimitError || error instanceof ServerError;
  return (asks ? error.retryAfterMs : undefined) ?? 0;
}
