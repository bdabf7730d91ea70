import { readJetpackObject, unexpectedAnswer } from '../answer-object.ts';
import type { TerminateOutcome } from './outcome.ts';
import { readWireBoolean } from './wire-boolean.ts';

/**
 * What an answer of `cancel` means (contract 6). An error is looked for first: a coded refusal is never taken for a
 * plan that was cancelled before, however its `success` reads.
 *
 * @param http status of the answer
 * @param body its JSON, or its text
 * @throws ApiError and its kinds for a refusal, NotFoundError for a site that is not known among them;
 * UnexpectedResponseError `empty_response`, `invalid_json`, or `invalid_shape` for anything that says neither yes nor no
 */
export function interpretCancel(http: number, body: unknown): TerminateOutcome {
  const facts = { operation: 'cancel', status: http };
  const answer = readJetpackObject(body, facts);
  const isSuccess = readWireBoolean(answer['success']);
  if (isSuccess === false) return { status: 'nothing_to_cancel' };
  if (isSuccess !== true) {
    const issues = [{ path: 'success', message: 'expected a yes or a no' }];
    throw unexpectedAnswer('the answer does not say whether it was done', 'invalid_shape', facts, { issues });
  }
  const { activations, pending_activations: pendingActivations } = answer;
  return {
    status: 'cancelled',
    ...(Array.isArray(activations) && { activations }),
    ...(Array.isArray(pendingActivations) && { pendingActivations }),
  };
}
