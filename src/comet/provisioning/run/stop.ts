import { ApiError, AuthenticationError, ConflictError, PermissionError } from '../../../core/errors/api.ts';
import { UnexpectedResponseError } from '../../../core/errors/response.ts';
import { TransportError } from '../../../core/errors/transport.ts';
import { mayHaveHappened } from '../../admin/failures.ts';
import { type AccountErrorCode, type AccountErrorFacts, CometAccountError } from '../account-error.ts';

/**
 * What the server or the transport said, as an error that tells where the work stopped and what is there. Input that was
 * refused, and what a journal throws, comes back as it is.
 *
 * Source: contract 2.8 (G9) and 2.9.
 */
export function stopOf(error: unknown, facts: AccountErrorFacts): unknown {
  if (error instanceof CometAccountError) return completed(error, facts);
  if (!isAnswer(error)) return error;
  const { message, retryable } = error;
  const code = error instanceof ApiError ? codeOf(error) : 'TRANSPORT';
  return new CometAccountError(message, code, { ...facts, ...answerFacts(error), retryable, cause: error });
}

/** The call that an error is about, and what the server said to it; nothing for other errors. */
export function answerFacts(
  error: unknown,
): Pick<AccountErrorFacts, 'operation' | 'serverStatus' | 'serverMessage'> {
  if (error instanceof CometAccountError) {
    const { operation, serverStatus, serverMessage } = error;
    return { operation, serverStatus, serverMessage };
  }
  if (!isAnswer(error)) return {};
  const { Status, Message } = error instanceof ApiError ? error.details : {};
  return {
    operation: error.operation,
    serverStatus: typeof Status === 'number' ? Status : undefined,
    serverMessage: typeof Message === 'string' ? Message : undefined,
  };
}

function isAnswer(error: unknown): error is ApiError | TransportError | UnexpectedResponseError {
  return [ApiError, TransportError, UnexpectedResponseError].some((kind) => error instanceof kind);
}

/** An error of this room, with what its thrower did not know. */
function completed(error: CometAccountError, facts: AccountErrorFacts): CometAccountError {
  const said = answerFacts(error.cause);
  return new CometAccountError(error.message, error.code, {
    step: error.step ?? facts.step,
    stage: error.stage ?? facts.stage,
    operation: error.operation ?? said.operation ?? facts.operation,
    serverStatus: error.serverStatus ?? said.serverStatus,
    serverMessage: error.serverMessage ?? said.serverMessage,
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
