import { AbortedError, TimeoutError, TransportError } from '../errors/transport.ts';
import { bareCause, innermostMessage } from './bare-cause.ts';
import type { Course } from './course.ts';
import { CredentialFailure } from './credential.ts';
import type { Cutoff } from './cutoff.ts';
import { NetworkFailure } from './network-failure.ts';

/** The error that the caller sees for whatever ended an attempt. */
export function callerError<T>(error: unknown, course: Course<T>, cutoff: Cutoff): Error {
  const facts = course.facts();
  if (cutoff.reason === 'aborted') return abortedError(course);
  if (cutoff.reason === 'timeout') {
    const { timeoutMs, options, atDeadline } = course;
    return new TimeoutError({ ...facts, timeoutMs, deadlineMs: options.deadline, atDeadline });
  }
  if (error instanceof NetworkFailure) {
    const cause = bareCause(error.cause, course.secrets());
    const why = innermostMessage(cause);
    const message = `network error, ${error.message}${why === '' ? '' : `: ${why}`}`;
    return new TransportError(message, { ...facts, cause });
  }
  if (error instanceof CredentialFailure) {
    return error.toError(facts.operation, facts.attempts, course.secrets());
  }
  return error instanceof Error ? error : new TransportError('failed', { ...facts, cause: error });
}

/** The caller's own reason is the cause. */
export function abortedError<T>(course: Course<T>): AbortedError {
  return new AbortedError({ ...course.facts(), cause: course.options.signal?.reason });
}
