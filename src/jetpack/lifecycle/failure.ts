import { ApiError, RateLimitError } from '../../core/errors/api.ts';
import { ResellerSdkError } from '../../core/errors/base.ts';
import { ConfigError, InvalidInputError } from '../../core/errors/input.ts';
import { AbortedError, TransportError } from '../../core/errors/transport.ts';
import { CREDENTIAL_UNAVAILABLE } from '../../core/http/credential.ts';
import { RedirectError } from '../../core/http/redirect.ts';
import { quote } from '../../core/secret.ts';

/** An error as a record keeps it. Holds no secret. */
export interface JetpackFailure {
  /** The vendor's code, a code of this package's errors, or one that the record's guide names. */
  readonly code: string;
  readonly message: string;
  /** When it happened; UTC. */
  readonly at: string;
}

/** The call that comes before those of the Start API. */
const TOKEN_CALL = 'oauth2Token';

/** Whether a failed write proves that nothing happened. Whatever does not prove it counts as unknown. */
export function provesNothingHappened(error: unknown): boolean {
  if (error instanceof Error && 'operation' in error && error.operation === TOKEN_CALL) return true;
  // A server may redirect after the work, and a `fetch` may have followed.
  if (error instanceof RedirectError) return false;
  if (error instanceof ApiError) return error instanceof RateLimitError || error.status < 500;
  if (error instanceof TransportError) return !error.outcomeUnknown;
  return error instanceof ConfigError || error instanceof InvalidInputError;
}

/**
 * Whether this side ended a write before anything of it was sent: it was told to stop, has no credentials at hand, or
 * cannot send such a call.
 */
export function isStoppedHere(error: unknown): boolean {
  if (codeOf(error) === CREDENTIAL_UNAVAILABLE) return true;
  const isOurs =
    error instanceof AbortedError || error instanceof ConfigError || error instanceof InvalidInputError;
  return isOurs && provesNothingHappened(error);
}

/** An error as a record keeps it. Of errors that are not ours, nobody knows what their messages hold. */
export function describeFailure(error: unknown, now: Date): JetpackFailure {
  const isOurs = error instanceof ResellerSdkError;
  const message = isOurs ? quote(error.message) : "It failed with an error that is none of the SDK's";
  return { code: isOurs ? error.code : 'UNKNOWN', message, at: now.toISOString() };
}

/** The code of an error. A repository may use its own copy of the classes. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
