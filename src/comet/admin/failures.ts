import { ApiError, RateLimitError, ServerError } from '../../core/errors/api.ts';
import { UnexpectedResponseError } from '../../core/errors/response.ts';
import { AbortedError, TransportError } from '../../core/errors/transport.ts';

/** Whether a write may have happened although it failed: no answer, or one that is not Comet's own (E6). */
export function mayHaveHappened(error: unknown): boolean {
  if (error instanceof TransportError || error instanceof UnexpectedResponseError)
    return error.outcomeUnknown;
  return error instanceof ServerError && !isFromComet(error);
}

/** Whether reading again can tell more about a failed write. */
export function isWorthALook(error: unknown): boolean {
  return !(error instanceof AbortedError) && (error instanceof ApiError || mayHaveHappened(error));
}

/**
 * Whether an error of a lookup means that the server does not know what was asked for (E3): it is Comet's own, and says
 * neither that the login may not ask nor that it should ask later. Which status an unknown id has is not published.
 */
export function saysUnknown(error: unknown): boolean {
  if (!(error instanceof ApiError) || !isFromComet(error) || error instanceof RateLimitError) return false;
  const status = error.details['Status'];
  return status !== 401 && status !== 403 && error.code !== 'SECOND_FACTOR_REQUIRED';
}

/** The same where it may have been created a moment ago: a server that failed has said nothing about it. */
export function saysAbsent(error: unknown): boolean {
  return saysUnknown(error) && !(error instanceof ServerError);
}

/** Whether the body of the answer was the server's, not a proxy's. */
function isFromComet(error: ApiError): boolean {
  return error.details['Status'] !== undefined;
}
