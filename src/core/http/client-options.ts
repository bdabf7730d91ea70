import type { Sleep } from '../sleep.ts';
import type { OnEvent } from './events.ts';

/** What every client can be told, whatever its vendor. */
export interface ClientOptions {
  /** Replaces the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Receives an event for each request, response, retry, error and warning. */
  readonly onEvent?: OnEvent | undefined;
  /** Largest answer that is buffered, in bytes. Default 512 MiB. */
  readonly maxBodyBytes?: number | undefined;
  /** Waits before a repeat; for tests. */
  readonly sleep?: Sleep | undefined;
  /** Random numbers from 0 to below 1 for jitter; for tests. */
  readonly random?: (() => number) | undefined;
  /** Milliseconds since 1970; for tests. Default: the wall clock for dates, a monotonic one for durations. */
  readonly now?: (() => number) | undefined;
}
