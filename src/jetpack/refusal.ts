import { type ApiError, apiErrorOf } from '../core/errors/api.ts';
import type { JetpackHint, JetpackRefusal } from './classify.ts';
import type { JetpackCategory } from './codes.ts';
import { cleanText, shownValue } from './secrets.ts';
import { VENDOR } from './vendor.ts';

/** What an error of the client tells in `details`. */
export interface JetpackErrorDetails {
  readonly category: JetpackCategory;
  /** What may help beyond the code. */
  readonly hint?: JetpackHint;
  /** `data` of the answer, without secrets. */
  readonly data?: unknown;
}

/** What is known of the answer that an error is made of. */
export interface JetpackAnswerFacts {
  /** Method of the client, such as `provision` or `licensing.issue`. */
  readonly operation: string;
  /** HTTP status. */
  readonly status: number;
  /** Whether the call may have changed something. Default true. */
  readonly write?: boolean | undefined;
  /** Whether each success costs anew, so that nothing calls a repeat safe. Default false. */
  readonly once?: boolean | undefined;
  /** The wait that the server asked for, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  readonly requestId?: string | undefined;
  readonly contentType?: string | undefined;
  /** Whether an error may quote a body that is not JSON. Default true; false where it may be a secret as a whole. */
  readonly quotable?: boolean | undefined;
  /** A piece of a foreign text as an error may show it. Default: without what looks like a secret. */
  readonly clean?: ((text: string) => string) | undefined;
}

const MAYBE_DONE = 'What it did is unknown: read before you repeat it';
const NOT_THE_API = 'The answer is not that of the API; check baseUrl and what stands before it';

/** The error that a refusal becomes. */
export function refusalError(refusal: JetpackRefusal, facts: JetpackAnswerFacts): ApiError {
  const { clean = plainClean, operation, status, retryAfterMs, requestId } = facts;
  const { kind, code, message, category, hint, data } = refusal;
  const details: JetpackErrorDetails = {
    category,
    ...(hint !== undefined && { hint }),
    ...(data !== undefined && { data: shownValue(data, clean) }),
  };
  const said = code === undefined || message === undefined ? (message ?? code) : `${code}: ${message}`;
  return apiErrorOf(kind, {
    vendor: VENDOR,
    operation,
    status,
    code: code === undefined ? undefined : clean(code),
    vendorMessage: said === undefined ? undefined : clean(said.replace(/[.\s]+$/, '')),
    details: { ...details },
    requestId,
    retryAfterMs,
    retryable: refusal.retryable && !isRisky(refusal, facts),
    hint: refusal.advice ?? adviceBy(refusal, facts),
  });
}

/** What an error shows of a foreign text when no secret of the call is known. */
export function plainClean(text: string): string {
  return cleanText(text, []);
}

/** Whether a repeat may cost a second time: the server failed, and each success is billed. */
function isRisky({ kind }: JetpackRefusal, { once = false }: JetpackAnswerFacts): boolean {
  return once && kind === 'ServerError';
}

function adviceBy({ kind, code, message }: JetpackRefusal, { write = true }: JetpackAnswerFacts) {
  if (kind === 'ServerError') return write ? MAYBE_DONE : 'Try again later';
  if (kind === 'RateLimitError') return 'Wait before you try again';
  return code === undefined && message === undefined ? NOT_THE_API : undefined;
}
