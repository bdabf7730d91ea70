import { issuesOf } from '../core/check.ts';
import { ApiError } from '../core/errors/api.ts';
import { readJetpackJson, unexpectedAnswer } from './answer-object.ts';
import { classifyRefusal, isObject, wordsOf } from './classify.ts';
import type { Operation } from './operation.ts';
import { type JetpackAnswerFacts, plainClean } from './refusal.ts';
import { VENDOR } from './vendor.ts';

const NO = new Set<unknown>([false, 0, '0', 'false']);

/**
 * Reads the text of an answer: a 2xx without an error is a success, everything else a refusal.
 *
 * @throws ApiError and its kinds; UnexpectedResponseError for an answer that is not JSON or of another shape
 */
export function readAnswer<P extends object, R>(
  { answer: { check, ignored, done } }: Operation<P, R>,
  text: string,
  facts: JetpackAnswerFacts,
): R {
  const isEmpty = ignored === true && facts.status <= 299 && text.trim() === '';
  const value = isEmpty ? undefined : readJetpackJson(text, facts);
  if (done && isObject(value) && NO.has(value['success'])) throw notDone(facts);
  const found = check === undefined ? [] : issuesOf(value, check);
  if (found.length > 0) {
    // The names of members are the server's words, too.
    const { clean = plainClean } = facts;
    const issues = found.map((issue) => ({ ...issue, path: clean(issue.path) }));
    throw unexpectedAnswer('the answer is not of the promised shape', 'invalid_shape', facts, { issues });
  }
  // The check of the operation has proved it; without one the result is declared unknown or undefined.
  return (ignored || done ? undefined : value) as R;
}

/** Whether an answer refuses the token itself, before any work: another one may do (contract 2.2). */
export function refusesToken(status: number, text: string, operation: string): boolean {
  if (classifyRefusal(status, text, operation) === undefined) return false;
  const { code } = wordsOf(text);
  return code === 'invalid_token' || (status === 401 && code === undefined);
}

function notDone({ operation, status, requestId }: JetpackAnswerFacts): ApiError {
  return new ApiError({
    vendor: VENDOR,
    operation,
    status,
    code: 'not_done',
    details: { category: 'upstream' },
    requestId,
    summary: `${operation}: the API answers success: false and says no more`,
    hint: 'Nothing was stored. Check the values, then try again',
  });
}
