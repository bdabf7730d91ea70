import { AbortedError, TimeoutError } from '../errors/transport.ts';
import type { CallOptions } from './call.ts';
import { Cutoff } from './cutoff.ts';

/** Options for the next step of a call, with what the steps before left of its deadline. */
export type RemainingOptions = () => CallOptions;

/**
 * Shares one deadline among the steps of a call. The result throws a `TimeoutError` when nothing is left.
 */
export function sharedDeadline(
  operation: string,
  options: CallOptions,
  now: () => number = () => performance.now(),
): RemainingOptions {
  const { deadline } = options;
  if (deadline === undefined) return () => options;
  const started = now();
  return () => {
    const left = deadline - (now() - started);
    if (left <= 0) throw deadlineError(operation, deadline);
    return { ...options, deadline: left };
  };
}

/** The deadline passed between the steps of a call, when nothing was on its way. */
function deadlineError(operation: string, deadlineMs: number): TimeoutError {
  const facts = { operation, outcomeUnknown: false, attempts: 0 };
  return new TimeoutError({ ...facts, timeoutMs: deadlineMs, deadlineMs, atDeadline: true });
}

/**
 * Waits for work that several calls share, such as a login, as long as this call may. The work goes on for the others
 * when one of them gives up.
 *
 * @throws AbortedError or TimeoutError, where nothing was on its way
 */
export async function untilCutOff<T>(
  shared: () => Promise<T>,
  operation: string,
  { signal, deadline = Number.POSITIVE_INFINITY }: CallOptions,
): Promise<T> {
  const cutoff = new Cutoff(signal, deadline);
  try {
    cutoff.check();
    return await cutoff.race(shared());
  } catch (error) {
    if (cutoff.reason === undefined) throw error;
    if (cutoff.reason === 'timeout') throw deadlineError(operation, deadline);
    throw new AbortedError({ operation, attempts: 0, outcomeUnknown: false, cause: signal?.reason });
  } finally {
    cutoff.release();
  }
}
