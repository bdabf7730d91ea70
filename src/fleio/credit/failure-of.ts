import {
  ApiError,
  AuthenticationError,
  ConflictError,
  RateLimitError,
  ServerError,
  ValidationError,
} from '../../core/errors/api.ts';
import { ResellerSdkError } from '../../core/errors/base.ts';
import { ConfigError, InvalidInputError } from '../../core/errors/input.ts';
import { AbortedError, TransportError } from '../../core/errors/transport.ts';
import { RedirectError } from '../../core/http/redirect.ts';
import { quote } from '../../core/secret.ts';
import type { CreditFailure } from './credit-row.ts';
import type { CreditStop } from './report.ts';
import type { FailedTry, FailureKind } from './transitions.ts';

/** Conditions of the client or of our rates that may pass. */
const PASSING: readonly string[] = ['CURRENCY_UNKNOWN', 'CURRENCY_MISSING'];

/**
 * What the failure of the call that changes the credit says (contract fleio 8.6). Whatever does not prove that
 * nothing happened counts as unknown.
 */
export function failureOfChange(error: unknown): FailedTry {
  return failedTry(error, kindOfChange(error));
}

function kindOfChange(error: unknown): FailureKind {
  // A bad token is no fault of the row, but one that is refused for ever must not stop every run for ever.
  if (error instanceof RateLimitError || error instanceof AuthenticationError) return 'not-applied';
  // A server may redirect after the work, and a `fetch` may have followed.
  if (error instanceof RedirectError) return 'unknown';
  if (error instanceof ConfigError) return 'not-applied';
  if (error instanceof ApiError) return error.status >= 400 && error.status < 500 ? 'refused' : 'unknown';
  if (error instanceof TransportError) return error.outcomeUnknown ? 'unknown' : 'not-applied';
  return error instanceof InvalidInputError ? 'refused' : 'unknown';
}

/**
 * What a failure before that call says: nothing happened. A client or a currency that is missing may come to be; two
 * clients of one external id need a human.
 */
export function failureOfLookup(error: unknown): FailedTry {
  return failedTry(error, isHopeless(error) ? 'refused' : 'not-applied');
}

function isHopeless(error: unknown): boolean {
  if (error instanceof InvalidInputError) return !PASSING.includes(error.code);
  return error instanceof ConflictError || error instanceof ValidationError;
}

function failedTry(error: unknown, kind: FailureKind): FailedTry {
  const waits = error instanceof RateLimitError || error instanceof ServerError;
  return { kind, failure: describeFailure(error), retryAfterMs: waits ? error.retryAfterMs : undefined };
}

/** An error as a row keeps it. */
export function describeFailure(error: unknown): CreditFailure {
  const code = error instanceof ResellerSdkError ? error.code : 'UNKNOWN';
  return { code, message: quote(error instanceof Error ? error.message : String(error)) };
}

/** Whether every other row would meet the same failure. */
export function stopOf(error: unknown): CreditStop | null {
  if (error instanceof AbortedError) return 'ABORTED';
  if (error instanceof AuthenticationError || error instanceof ConfigError) return 'NOT_ADMITTED';
  return error instanceof RateLimitError ? 'RATE_LIMITED' : null;
}

/** Whether the failure tells of the server, not of the row. */
export function isOutage(error: unknown): boolean {
  return error instanceof TransportError || error instanceof ServerError;
}
