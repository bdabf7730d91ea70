import { InvalidInputError } from '../../core/errors/input.ts';
import { stringifyJson } from '../../core/http/json.ts';
import type { Fault } from '../api/fault.ts';
import { errorBody, type JetpackErrorForm } from './refusal.ts';

/**
 * A fault that answers in one of the API's own forms of an error, before any work. `oauth2` is that of the token, `rest`
 * of the Start API, `wpcom` of licenses, coupons and reports; `reference` is what the vendor's tables have.
 * `fake.inject({ on: 'provision', fault: jetpackFault('rest', 400, 'site_inaccessible') })`.
 *
 * @throws InvalidInputError for a status that is no final one
 */
export function jetpackFault(
  form: JetpackErrorForm,
  status: number,
  code: string,
  message = 'Refused by a planned fault (FakeJetpack)',
): Fault {
  if (!(Number.isInteger(status) && status >= 200 && status <= 599)) {
    throw new InvalidInputError('status', [{ path: '', message: `${status} is not within 200 to 599` }]);
  }
  const headers = { 'content-type': 'application/json' };
  return { kind: 'status', status, headers, body: stringifyJson(errorBody(form, status, code, message)) };
}
