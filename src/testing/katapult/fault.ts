import { InvalidInputError } from '../../core/errors/input.ts';
import { stringifyJson } from '../../core/http/json.ts';
import type { Fault } from '../api/fault.ts';
import { ERROR_HEADERS, type ErrorDetail, errorBody, Refusal, statusOf } from './refusal.ts';

/**
 * A fault that answers with one of the API's own errors, before any work:
 * `fake.inject({ on: 'virtualMachines.stop', fault: katapultFault('task_queueing_error') })`.
 *
 * @throws InvalidInputError for a code that the API does not have
 */
export function katapultFault(code: string, detail: ErrorDetail = {}): Fault {
  const status = statusOf(code);
  if (status === undefined) {
    throw new InvalidInputError('code', [{ path: '', message: `${code} is no error code of Katapult` }]);
  }
  const headers = { 'content-type': 'application/json', ...ERROR_HEADERS };
  return { kind: 'status', status, headers, body: stringifyJson(errorBody(new Refusal(code, detail))) };
}
