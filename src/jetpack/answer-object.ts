import type { Issue } from '../core/errors/input.ts';
import { UnexpectedResponseError } from '../core/errors/response.ts';
import { classifyRefusal, isObject, type JetpackObject, jsonBody } from './classify.ts';
import { type JetpackAnswerFacts, plainClean, refusalError } from './refusal.ts';
import { VENDOR } from './vendor.ts';

/** Codes of an answer that is not what the API promises (contract 7: T2, T3). */
export type JetpackAnswerCode = 'empty_response' | 'invalid_json' | 'invalid_shape';

/**
 * The JSON of a success. `provision`, `cancel` and everything else of the client read their answers by this rule, and
 * so can you, for an answer that you got in another way.
 *
 * @param body the JSON of the body, or its text
 * @throws ApiError and its kinds for another status than 2xx, and for `error` or `error_code` in one;
 * UnexpectedResponseError `empty_response` or `invalid_json`
 */
export function readJetpackJson(body: unknown, facts: JetpackAnswerFacts): unknown {
  const refusal = classifyRefusal(facts.status, body, facts.operation);
  if (refusal !== undefined) throw refusalError(refusal, facts);
  const isEmpty = body === undefined || (typeof body === 'string' && body.trim() === '');
  if (isEmpty) throw unexpectedAnswer('the body is empty', 'empty_response', facts);
  const value = jsonBody(body);
  if (value !== undefined) return value;
  const snippet = snippetOf(String(body), facts);
  throw unexpectedAnswer('the body is not JSON', 'invalid_json', facts, { snippet });
}

/** The same, of an answer that has to be a JSON object. @throws also UnexpectedResponseError `invalid_shape` */
export function readJetpackObject(body: unknown, facts: JetpackAnswerFacts): JetpackObject {
  const value = readJetpackJson(body, facts);
  if (isObject(value)) return value;
  throw unexpectedAnswer('the body is no JSON object', 'invalid_shape', facts);
}

/** The beginning of a body that is not JSON. Of a web page, and of what is JSON in part, nothing is shown. */
function snippetOf(
  text: string,
  { clean = plainClean, quotable = true }: JetpackAnswerFacts,
): string | undefined {
  return !quotable || /^\s*[[{"<]/.test(text) ? undefined : clean(text);
}

/** The error for an answer that is not what the API promises. */
export function unexpectedAnswer(
  what: string,
  code: JetpackAnswerCode,
  facts: JetpackAnswerFacts,
  more: { readonly issues?: readonly Issue[]; readonly snippet?: string | undefined } = {},
): UnexpectedResponseError {
  const { operation, status, requestId, contentType, write = true } = facts;
  const known = { vendor: VENDOR, operation, status, requestId, contentType, outcomeUnknown: write, ...more };
  return new UnexpectedResponseError(what, known, code);
}
