import { issuesOf } from '../core/check.ts';
import type { Issue } from '../core/errors/input.ts';
import { UnexpectedResponseError } from '../core/errors/response.ts';
import type { Answer } from '../core/http/answer.ts';
import { jsonOf } from '../core/http/json.ts';
import { parseHttpDate } from '../core/http/retry-after.ts';
import { type CallFacts, requestIdOf, VENDOR } from './call-facts.ts';
import type { Operation, OperationFacts, Reply } from './operation.ts';
import { refusal } from './refusal.ts';

/**
 * Reads an answer: any 2xx is a success, everything else a refusal.
 *
 * @throws ApiError and its kinds; UnexpectedResponseError for an answer that is not JSON, of another shape than
 * promised, or not to what was asked
 */
export async function readAnswer<P extends object, R>(
  operation: Operation<P, R>,
  params: P,
  answer: Answer,
  facts: CallFacts,
): Promise<Reply<R>> {
  if (answer.status >= 400) throw await refusal(operation, answer, facts);
  if (!answer.ok) throw unexpected('neither a success nor a refusal', operation, answer, facts);
  const date = parseHttpDate(answer.headers.get('date') ?? '', facts.now());
  const serverTime = date === undefined ? undefined : new Date(date);
  const value = operation.answer.ignored ? undefined : bodyOf(await answer.text(), operation, answer, facts);
  // The check of the operation has proved it; without one the result is declared unknown or undefined.
  const result = value as R;
  const { fits, misfit } = operation.answer;
  const issues = fits?.(result, params) ?? [];
  if (issues.length > 0) {
    throw unexpected('the answer is not to what was asked', operation, answer, facts, { issues }, misfit);
  }
  return { result, serverTime };
}

function bodyOf(text: string, operation: OperationFacts, answer: Answer, facts: CallFacts): unknown {
  const { check, secret } = operation.answer;
  const empty = text.trim() === '';
  if (empty && check === undefined) return undefined;
  const value = jsonOf(text);
  if (value === undefined) {
    const what = empty ? 'the body is empty' : 'the body is not JSON';
    const snippet = secret ? undefined : snippetOf(text, facts);
    throw unexpected(what, operation, answer, facts, { snippet });
  }
  const issues = check === undefined ? [] : issuesOf(value, check);
  if (issues.length === 0) return value;
  throw unexpected('the answer is not of the promised shape', operation, answer, facts, { issues });
}

/** The beginning of a body that is not JSON. Of a web page, and of what is JSON in part, nothing is shown. */
function snippetOf(text: string, { clean }: CallFacts): string | undefined {
  return /^\s*(?:[[{"<]|$)/.test(text) ? undefined : clean(text);
}

function unexpected(
  what: string,
  operation: OperationFacts,
  answer: Answer,
  facts: CallFacts,
  more: { readonly issues?: readonly Issue[]; readonly snippet?: string | undefined } = {},
  code?: string,
): UnexpectedResponseError {
  const { status, contentType } = answer;
  const known = {
    vendor: VENDOR,
    operation: operation.name,
    status,
    contentType: contentType === undefined ? undefined : facts.clean(contentType),
    outcomeUnknown: operation.repeatable !== true,
    requestId: requestIdOf(answer, facts),
    ...more,
  };
  return new UnexpectedResponseError(what, known, code);
}
