import type { Clock } from '../../core/time.ts';
import type { RunLockHandle } from '../ports/run-lock.ts';
import type { Recorder } from './recorder.ts';
import type { StopReason } from './report.ts';

/** Whether a run may go on: it holds its lock, which it extends in time, and nobody told it to stop. */
export class Lease {
  readonly #handle: RunLockHandle;
  readonly #ttlMs: number;
  readonly #clock: Clock;
  readonly #recorder: Recorder;
  readonly #signal: AbortSignal | undefined;
  #extendedAt: number;

  constructor(
    handle: RunLockHandle,
    ttlMs: number,
    clock: Clock,
    recorder: Recorder,
    signal: AbortSignal | undefined,
  ) {
    this.#handle = handle;
    this.#ttlMs = ttlMs;
    this.#clock = clock;
    this.#recorder = recorder;
    this.#signal = signal;
    this.#extendedAt = clock.now().getTime();
  }

  /** Why the run has to stop now; null: it may go on. */
  async stopReason(): Promise<StopReason | null> {
    if (this.#signal?.aborted === true) return 'ABORTED';
    const now = this.#clock.now().getTime();
    // A clock that was set back says nothing about the time that passed.
    if (Math.abs(now - this.#extendedAt) < this.#ttlMs / 2) return null;
    try {
      this.#extendedAt = now;
      return (await this.#handle.extend(this.#ttlMs)) ? null : 'LOCK_LOST';
    } catch (error) {
      this.#recorder.error('LOCK_FAILED', 'The lock could not be extended', {}, error);
      return 'LOCK_FAILED';
    }
  }

  async release(): Promise<void> {
    try {
      await this.#handle.release();
    } catch (error) {
      this.#recorder.error('LOCK_FAILED', 'The lock could not be released; it runs out by itself', {}, error);
    }
  }
}
