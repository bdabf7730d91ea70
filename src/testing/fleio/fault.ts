import { InvalidInputError } from '../../core/errors/input.ts';
import { stringifyJson } from '../../core/http/json.ts';
import type { Fault } from '../api/fault.ts';
import { errorBody, type FleioFieldErrors } from './refusal.ts';

/**
 * A fault that answers in the API's own form of an error, before any work: a message, or what is wrong by field.
 * `fake.inject({ on: 'clients.create', fault: fleioFault(400, { user: { email: ['is taken'] } }) })`.
 *
 * @throws InvalidInputError for a status that is no error of a client (400 to 499); servers that fail answer with a page
 *   (the fault `html`)
 */
export function fleioFault(status: number, reason: string | FleioFieldErrors): Fault {
  if (!(Number.isInteger(status) && status >= 400 && status <= 499)) {
    throw new InvalidInputError('status', [{ path: '', message: `${status} is not within 400 to 499` }]);
  }
  const headers = { 'content-type': 'application/json' };
  return { kind: 'status', status, headers, body: stringifyJson(errorBody(reason)) };
}
