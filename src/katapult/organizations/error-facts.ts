import { ApiError, ServerError } from '../../core/errors/api.ts';
import { UnexpectedResponseError } from '../../core/errors/response.ts';
import { AbortedError, TransportError } from '../../core/errors/transport.ts';

/** Whether an error carries a code. By code alone, because a store may use its own copy of the classes. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** Whether the API answered with a status. */
export function hasStatus(error: unknown, status: number): boolean {
  return error instanceof ApiError && error.status === status;
}

/** Whether a write may have happened although it failed; what the caller ended, the caller takes up again. */
export function isAnswerLost(error: unknown): boolean {
  if (error instanceof AbortedError) return false;
  if (error instanceof TransportError || error instanceof UnexpectedResponseError)
    return error.outcomeUnknown;
  return error instanceof ServerError;
}
