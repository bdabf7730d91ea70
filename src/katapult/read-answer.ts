import { issuesOf } from '../core/check.ts';
import type { Issue } from '../core/errors/input.ts';
import { UnexpectedResponseError } from '../core/errors/response.ts';
import type { Answer } from '../core/http/answer.ts';
import { jsonOf } from '../core/http/json.ts';
import { type CallFacts, requestIdOf } from './call-facts.ts';
import { errorBodyOf, isObject, textOf } from './error-body.ts';
import { normalize } from './normalize.ts';
import type { OperationFacts } from './operation.ts';
import { refusal } from './refusal.ts';
import { namesSecret, shownValue } from './secrets.ts';

/** On every error that the API itself makes; without it something on the way spoke (contract 2.6). */
const SCHEMA_HEADER = 'x-api-schema';

/** Statuses with which gateways tell of a passing trouble. */
const PASSING = new Set([502, 503, 504]);

/**
 * Reads an answer: any 2xx is a success (contract 4.2), everything else a refusal.
 *
 * @throws ApiError and its kinds; UnexpectedResponseError for a refusal without a code, and for an answer that is
 * not of the promised shape
 */
export async function readAnswer<R>(
  operation: OperationFacts<R>,
  answer: Answer,
  facts: CallFacts,
): Promise<R> {
  const text = await answer.text();
  if (!answer.ok) throw refusalOf(answer, text, facts);
  const value = operation.text ? text : objectOf(answer, text, facts);
  if (isObject(value)) normalize(value, operation);
  const issues = issuesOf(value, operation.check);
  if (issues.length > 0)
    throw unexpected('the answer is not of the promised shape', answer, facts, { issues });
  // The check has just proved what the operation declares.
  return value as R;
}

function objectOf(answer: Answer, text: string, facts: CallFacts): Record<string, unknown> {
  const value = jsonOf(text);
  if (isObject(value)) return value;
  const what = value === undefined ? 'the body is not JSON' : 'the body is no JSON object';
  throw unexpected(what, answer, facts, { snippet: snippetOf(text, value, facts) });
}

function refusalOf(answer: Answer, text: string, facts: CallFacts): Error {
  const body = jsonOf(text);
  const said = errorBodyOf(body);
  if (said !== undefined) return refusal(answer, said, facts);
  const what = answer.headers.has(SCHEMA_HEADER)
    ? 'a refusal without an error code'
    : 'not from the API itself, but from something before it such as a proxy: no X-Api-Schema header and no error code';
  return unexpected(what, answer, facts, { snippet: snippetOf(text, body, facts) });
}

/** The beginning of a body. A text that is JSON in part may hold a secret anywhere, so none of it is shown. */
function snippetOf(text: string, value: unknown, { clean }: CallFacts): string | undefined {
  if (isObject(value) || Array.isArray(value)) return clean(textOf(shownValue(value, clean)));
  const isBroken = value === undefined && /^\s*[[{"]/.test(text);
  return isBroken || namesSecret(text) ? undefined : clean(text);
}

function unexpected(
  what: string,
  answer: Answer,
  facts: CallFacts,
  more: { readonly issues?: readonly Issue[]; readonly snippet?: string | undefined },
): UnexpectedResponseError {
  const { status, contentType } = answer;
  // A 429 comes before any work (contract 2.3).
  const outcomeUnknown = facts.operation.method !== 'GET' && status !== 429;
  return new UnexpectedResponseError(what, {
    vendor: facts.vendor,
    operation: facts.operation.name,
    status,
    contentType: contentType === undefined ? undefined : facts.clean(contentType),
    outcomeUnknown,
    retryable: PASSING.has(status) && !outcomeUnknown,
    requestId: requestIdOf(answer, facts),
    ...more,
  });
}
