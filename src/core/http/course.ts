import type { Call, CallOptions } from './call.ts';

/** How far one call has come. */
export class Course<T> {
  readonly vendor: string;
  readonly call: Call<T>;
  readonly options: CallOptions;
  /** Counts from 1. */
  attempt = 0;
  /** Requests that have left. */
  sends = 0;
  /** Whether a request is out that may have had its effect: one has left, and no answer disproves it. */
  pending = false;
  /** Whether the deadline of the call ends this attempt before its own limit does. */
  atDeadline = false;
  /** Headers of the last request; what the platform says of a failure must not quote them. */
  headers: Readonly<Record<string, string>> = {};
  readonly #started: number;

  constructor(vendor: string, call: Call<T>, options: CallOptions, started: number) {
    this.vendor = vendor;
    this.call = call;
    this.options = options;
    this.#started = started;
  }

  /** Longest time of one attempt, in milliseconds. */
  get timeoutMs(): number {
    return this.options.timeout ?? this.call.timeoutMs;
  }

  elapsed(now: number): number {
    return now - this.#started;
  }

  /** Milliseconds that the next attempt may take. */
  attemptTime(now: number): number {
    const left = this.timeLeft(now);
    this.atDeadline = left < this.timeoutMs;
    return Math.min(left, this.timeoutMs);
  }

  /** Milliseconds until the deadline of the call. */
  timeLeft(now: number): number {
    const { deadline } = this.options;
    return deadline === undefined ? Number.POSITIVE_INFINITY : deadline - this.elapsed(now);
  }

  /** What nothing that is said of the call may quote. */
  secrets(): readonly string[] {
    return [...Object.values(this.headers), ...(this.call.secrets?.() ?? [])];
  }

  /** What an error tells about the call. */
  facts() {
    const { operation, safety } = this.call;
    return { operation, attempts: this.sends, outcomeUnknown: this.pending && safety !== 'read' };
  }

  /** What an event tells about the call. */
  about() {
    return { vendor: this.vendor, operation: this.call.operation, attempt: this.attempt };
  }
}
