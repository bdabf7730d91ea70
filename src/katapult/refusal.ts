import { type ApiError, apiErrorOf } from '../core/errors/api.ts';
import type { Answer } from '../core/http/answer.ts';
import { type CallFacts, requestIdOf } from './call-facts.ts';
import { type ErrorBody, errorsIn, isObject, textOf } from './error-body.ts';
import type { ErrorKind } from './error-kind.ts';
import { rateLimitWait } from './rate-limit.ts';
import { shownText, shownValue } from './secrets.ts';

/** Codes that tell of a passing trouble (contract 5.6). */
const PASSING = new Set(['rate_limit_reached', 'service_unavailable', 'task_queueing_error']);

const KIND_OF_STATUS: ReadonlyMap<number, ErrorKind> = new Map([
  [400, 'ValidationError'],
  [401, 'AuthenticationError'],
  [403, 'PermissionError'],
  [404, 'NotFoundError'],
  [406, 'ConflictError'],
  [409, 'ConflictError'],
  [422, 'ValidationError'],
  [429, 'RateLimitError'],
]);

/** The error that the body of a refusal stands for: by its code, and by the status where the code is new. */
export function refusal(answer: Answer, said: ErrorBody, facts: CallFacts): ApiError {
  const { status } = answer;
  const { clean, operation } = facts;
  const kind =
    facts.kindOf(said.code) ?? KIND_OF_STATUS.get(status) ?? (status >= 500 ? 'ServerError' : undefined);
  // Whatever is quoted is quoted from here, where no secret is and nothing is too deep or too long.
  const shown = shownValue(said.detail, clean);
  const detail = isObject(shown) ? shown : {};
  const errors = errorsIn(detail).map(clean);
  const description = shownText(said.description, clean);
  const known = {
    vendor: facts.vendor,
    operation: operation.name,
    status,
    code: clean(said.code),
    vendorMessage: clean(wordsOf({ ...said, description, detail }, errors)),
    details: {
      description,
      detail,
      errors,
      method: operation.method,
      template: operation.path,
    },
    requestId: requestIdOf(answer, facts),
    retryable: PASSING.has(said.code) || kind === 'RateLimitError',
    retryAfterMs: kind === 'RateLimitError' ? rateLimitWait(answer, facts.now()) : answer.retryAfterMs,
  };
  return apiErrorOf(kind ?? 'ApiError', known);
}

/** Everything that a person needs to know of a refusal, in one line. */
function wordsOf({ code, description, detail }: ErrorBody, errors: readonly string[]): string {
  const { details, issue_description: issue, path, scopes } = detail;
  const more = [
    Array.isArray(path) && path.length > 0 ? `argument ${path.map(textOf).join('.')}` : '',
    typeof details === 'string' ? details : '',
    typeof issue === 'string' ? issue : '',
    Array.isArray(scopes) ? `one of the scopes ${scopes.map(textOf).join(', ')}` : '',
    errors.join(', '),
  ];
  return [`${code}: ${description}`, ...more.filter((text) => text !== '')].join(' - ');
}
