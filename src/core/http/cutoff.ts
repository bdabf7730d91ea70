import { MAX_TIMER_MS } from '../sleep.ts';

/** Why an attempt was cut off. */
export type CutoffReason = 'aborted' | 'timeout';

/**
 * Ends an attempt at the caller's signal or when its time is over, whichever comes first, even if `fetch`
 * itself ignores the signal it was given.
 */
export class Cutoff {
  reason: CutoffReason | undefined;
  readonly #controller = new AbortController();
  readonly #outer: AbortSignal | undefined;
  #reject: ((reason: unknown) => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(outer: AbortSignal | undefined, timeoutMs: number) {
    this.#outer = outer;
    outer?.addEventListener('abort', this.#onAbort, { once: true });
    if (outer?.aborted) this.#onAbort();
    else this.restart(timeoutMs);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Gives the work another `timeoutMs` from now. */
  restart(timeoutMs: number): void {
    clearTimeout(this.#timer);
    if (timeoutMs <= 0) this.#onTimeout();
    else if (timeoutMs !== Number.POSITIVE_INFINITY && this.reason === undefined) {
      this.#timer = setTimeout(this.#onTimeout, Math.min(timeoutMs, MAX_TIMER_MS));
    }
  }

  /** Throws when the attempt is over, so that work which nobody awaits any more goes no further. */
  check(): void {
    if (this.reason !== undefined) throw this.signal.reason;
  }

  /** The work, or a rejection as soon as the attempt is cut off. One race at a time. */
  race<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      if (this.reason !== undefined) reject(this.signal.reason);
      work.then(resolve, reject);
    });
  }

  /** Removes the timer and the listener on the caller's signal. */
  release(): void {
    clearTimeout(this.#timer);
    this.#outer?.removeEventListener('abort', this.#onAbort);
  }

  readonly #onAbort = (): void => this.#end('aborted', this.#outer?.reason);

  readonly #onTimeout = (): void =>
    this.#end('timeout', new DOMException('The attempt took too long', 'TimeoutError'));

  #end(reason: CutoffReason, cause: unknown): void {
    if (this.reason !== undefined) return;
    this.reason = reason;
    this.release();
    this.#reject?.(cause);
    this.#controller.abort(cause);
  }
}
