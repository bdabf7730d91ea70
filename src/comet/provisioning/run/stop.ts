import { ApiError, AuthenticationError, ConflictError, PermissionError } from '../../../core/errors/api.ts';
import { UnexpectedResponseError } from '../../../core/errors/response.ts';
import { TransportError } from '../../../core/errors/transport.ts';
import { mayHaveHappened } from '../../policy/ensure/failures.ts';
import { type AccountErrorCode, type AccountErrorFacts, CometAccountError } from '../account-error.ts';

/**
 * What the server or the transport said, as an error that tells where the work stopped and what is there. Input that was refused,
 * and what a journal throws, comes back as it is.
 *
 * Source: contract 2.8 (G9) and 2.9.
 */
export function stopOf(error: unknown, facts: AccountErrorFacts): unknown {
  if (error instanceof CometAccountError) return completed(error, facts);
  if (error instanceof ApiError) {
    const { Status, Message } = error.details;
    return new CometAccountError(error.message, codeOf(error), {
      ...facts,
      operation: error.operation,
      serverStatus: typeof Status === 'number' ? Status : undefined,
      serverMessage: typeof Message === 'string' ? Message : undefined,
      retryable: error.retryable,
      cause: error,
    });
  }
  if (error instanceof TransportError || error instanceof UnexpectedResponseError) {
    const { operation, retryable, message } = error;
    return new CometAccountError(message, 'TRANSPORT', { ...facts, operation, retryable, cause: error });
  }
  return error;
}

/** An error of this room, with what its thrower did not know. */
function completed(error: CometAccountError, facts: AccountErrorFacts): CometAccountError {
  return new CometAccountError(error.message, error.code, {
    step: error.step ?? facts.step,
    stage: error.stage ?? facts.stage,
    operation: error.operation ?? facts.operation,
    serverStatus: error.serverStatus,
    serverMessage: error.serverMessage,
    exists: error.exists ?? facts.exists,
    findings: error.findings,
    compensation: error.compensation,
    retryable: error.retryable,
    cause: error.cause,
  });
}

function codeOf(error: ApiError): AccountErrorCode {
  if (error.code === 'SECOND_FACTOR_REQUIRED') return 'TOTP_REQUIRED';
  if (error instanceof AuthenticationError || error instanceof PermissionError) return 'AUTH_FAILED';
  if (error instanceof ConflictError && error.details['writes'] !== undefined) return 'CONFLICT_EXHAUSTED';
  return mayHaveHappened(error) ? 'TRANSPORT' : 'COMET_REFUSED';
}
