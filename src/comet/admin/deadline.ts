import { TimeoutError } from '../../core/errors/transport.ts';
import type { CallOptions } from '../../core/http/call.ts';

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
export function deadlineError(operation: string, deadlineMs: number): TimeoutError {
  const facts = { operation, outcomeUnknown: false, attempts: 0 };
  return new TimeoutError({ ...facts, timeoutMs: deadlineMs, deadlineMs, atDeadline: true });
}
