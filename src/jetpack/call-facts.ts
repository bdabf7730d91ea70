import type { Answer } from '../core/http/answer.ts';
import type { JetpackAnswerFacts } from './refusal.ts';

/** Response header that identifies a request at the vendor (contract 13). */
export const REQUEST_ID_HEADER = 'x-jetpack-request-id';

/** What is known of a call before its answer. */
export interface CallFacts {
  readonly operation: string;
  readonly write: boolean;
  readonly once?: boolean | undefined;
  /** The answer holds a secret, so no error shows a part of it. */
  readonly secret?: boolean | undefined;
  readonly clean: (text: string) => string;
}

/** The facts from which errors are made, of a call and its answer. */
export function answerFacts(answer: Answer, { secret, ...call }: CallFacts): JetpackAnswerFacts {
  const shown = (text: string | null | undefined) => (text ? call.clean(text) : undefined);
  return {
    ...call,
    status: answer.status,
    retryAfterMs: answer.retryAfterMs,
    requestId: shown(answer.headers.get(REQUEST_ID_HEADER)),
    contentType: shown(answer.contentType),
    quotable: secret !== true,
  };
}
