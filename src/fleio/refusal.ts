import { type ApiError, AuthenticationError, apiErrorFor } from '../core/errors/api.ts';
import type { Answer } from '../core/http/answer.ts';
import { jsonOf } from '../core/http/json.ts';
import { type CallFacts, requestIdOf, VENDOR } from './call-facts.ts';
import { type FieldErrors, fieldErrorText, flattenFieldErrors } from './field-errors.ts';
import type { OperationFacts } from './operation.ts';

/** What a refusal says: a sentence, or something of each field (contract 4.9). */
type Said = { readonly detail: string } | { readonly fieldErrors: FieldErrors };

const MAYBE_DONE = 'What it did is unknown: read the target before you repeat the call';
const NOT_THE_API =
  'The answer is not that of the staff API; check baseUrl and what stands before the server';

/** The error that an answer without success stands for, by its status. The body of a 5xx says nothing (contract 4.9). */
export async function refusal(
  operation: OperationFacts,
  answer: Answer,
  facts: CallFacts,
): Promise<ApiError> {
  const { status } = answer;
  const failed = status >= 500;
  const said = failed ? undefined : saidIn(await answer.text(), facts.clean);
  const known = {
    vendor: VENDOR,
    operation: operation.name,
    status,
    vendorMessage: said && facts.clean('detail' in said ? said.detail : fieldErrorText(said.fieldErrors)),
    details: said ?? {},
    requestId: requestIdOf(answer, facts),
    retryAfterMs: answer.retryAfterMs,
    ...(failed && { retryable: operation.repeatable === true }),
    hint: hintOf(operation, failed, said),
  };
  // A staff token may do everything, so a 403 can only mean the token (contract 3.6).
  return status === 403 ? new AuthenticationError(known) : apiErrorFor(status, known);
}

function hintOf({ repeatable }: OperationFacts, failed: boolean, said: Said | undefined): string | undefined {
  if (failed) return repeatable ? undefined : MAYBE_DONE;
  return said === undefined ? NOT_THE_API : undefined;
}

function saidIn(text: string, clean: CallFacts['clean']): Said | undefined {
  const body = jsonOf(text);
  if (typeof body !== 'object' || body === null) return undefined;
  if ('detail' in body && typeof body.detail === 'string') return { detail: clean(body.detail) };
  const fieldErrors = flattenFieldErrors(body, clean);
  return Object.keys(fieldErrors).length === 0 ? undefined : { fieldErrors };
}
