import type { Answer } from '../core/http/answer.ts';
import type { AskedWait } from '../core/http/call.ts';
import { parseHttpDate } from '../core/http/retry-after.ts';

const MINUTE_MS = 60_000;
const JITTER_MS = 5000;

/**
 * Milliseconds until the API takes calls again: what `Retry-After` says, else until the next full minute, at which
 * the counter of calls starts anew. The minute is the server's, by its `Date` header. Source: contract 2.7.
 *
 * @param now milliseconds since 1970, for an answer without a date
 */
export function rateLimitWait({ headers, retryAfterMs }: Answer, now: number): number {
  if (retryAfterMs !== undefined) return retryAfterMs;
  const date = parseHttpDate(headers.get('date') ?? '', now) ?? now;
  return MINUTE_MS - (date % MINUTE_MS);
}

/** The wait that an answer asks for; spread over five seconds where all clients would come back at one moment. */
export function askedWait(answer: Answer, now: number): AskedWait | undefined {
  if (answer.status === 429) return { ms: rateLimitWait(answer, now), jitterMs: JITTER_MS };
  const ms = answer.retryAfterMs;
  return ms === undefined ? undefined : { ms, jitterMs: 0 };
}
