import { ResellerSdkError } from './base.ts';

/** What is known about a call that ended without a usable answer. */
export interface TransportErrorFacts {
  /** The vendor's own name of the operation, such as `AdminAddUser`. */
  readonly operation: string;
  /**
   * True when a write may or may not have happened: the request left, the answer did not arrive. Find out
   * by reading before you repeat it.
   */
  readonly outcomeUnknown: boolean;
  /** How often the call was sent. */
  readonly attempts: number;
  readonly cause?: unknown;
}

const UNKNOWN_OUTCOME =
  'The outcome is unknown: the write may have happened. Read the target before you repeat the call';

/**
 * The network failed before an answer arrived; or, as `CREDENTIAL_UNAVAILABLE`, a function that was given to the
 * client for its credentials failed, so that nothing was sent.
 */
export class TransportError extends ResellerSdkError {
  override get name(): string {
    return 'TransportError';
  }

  readonly operation: string;
  readonly outcomeUnknown: boolean;
  readonly attempts: number;

  constructor(what: string, facts: TransportErrorFacts, code = 'NETWORK') {
    const message = `${facts.operation}: ${what}`;
    super(facts.outcomeUnknown ? `${message}. ${UNKNOWN_OUTCOME}` : message, {
      code,
      retryable: !facts.outcomeUnknown && code !== 'ABORTED',
      cause: facts.cause,
    });
    this.operation = facts.operation;
    this.outcomeUnknown = facts.outcomeUnknown;
    this.attempts = facts.attempts;
  }
}

/**
 * An attempt or the whole call took longer than allowed. Both limits, in milliseconds, are on the error; the
 * message names the one that was reached.
 */
export class TimeoutError extends TransportError {
  override get name(): string {
    return 'TimeoutError';
  }

  readonly timeoutMs: number;
  readonly deadlineMs: number | undefined;

  constructor(
    facts: TransportErrorFacts & {
      readonly timeoutMs: number;
      readonly deadlineMs?: number | undefined;
      /** Whether it was the deadline that was reached. */
      readonly atDeadline?: boolean;
    },
  ) {
    const limit = facts.atDeadline ? `the deadline of ${facts.deadlineMs}` : facts.timeoutMs;
    super(`no complete answer within ${limit} ms`, facts, 'TIMEOUT');
    this.timeoutMs = facts.timeoutMs;
    this.deadlineMs = facts.deadlineMs;
  }
}

/** The caller's signal ended the call. `cause` is the reason given to `abort()`. */
export class AbortedError extends TransportError {
  override get name(): string {
    return 'AbortedError';
  }

  constructor(facts: TransportErrorFacts) {
    super('aborted by the caller', facts, 'ABORTED');
  }
}

/** A loop over pages or repeats reached its bound. Raise the bound only if you expected that much. */
export class LimitExceededError extends ResellerSdkError {
  override get name(): string {
    return 'LimitExceededError';
  }

  constructor(what: string, limit: number) {
    super(`${what} exceeded the limit of ${limit}`, { code: 'LIMIT_EXCEEDED' });
  }
}
