import { issuesOf } from '../../core/check.ts';
import type { Issue } from '../../core/errors/input.ts';
import { UnexpectedResponseError } from '../../core/errors/response.ts';
import type { Answer } from '../../core/http/answer.ts';
import { parseJson } from '../../core/http/json.ts';
import type { OperationFacts, ReadContext, Reader } from './operation.ts';
import { refusalIn, sinceHint } from './refusal.ts';
import { VENDOR } from './vendor.ts';

type AnyOperation = OperationFacts<unknown>;

/** A reader of JSON answers: refusals by contract 4.6 whatever the HTTP status, then the promised shape. */
export function jsonReader<R>(operation: OperationFacts<R>): Reader<R> {
  return async (answer, context) => {
    const body = await answer.text();
    if (!answer.ok) throw context.refusal(answer, body);
    const value = parseBody(operation, answer, body, context);
    if (refusalIn(value) !== undefined) throw context.refusal(answer, body);
    const issues = [...envelopeIssues(operation, value), ...issuesOf(value, operation.check ?? noCheck)];
    if (issues.length > 0) {
      throw unexpected(operation, answer, 'the answer is not of the promised shape', context, { issues });
    }
    // The check has just proved what the operation declares.
    return value as R;
  };
}

const noCheck = (): void => undefined;

function parseBody(operation: AnyOperation, answer: Answer, body: string, context: ReadContext): unknown {
  if (body === '' && operation.emptyBody) return { Status: answer.status, Message: '' };
  try {
    const value = parseJson(body);
    if (value === null && operation.empty !== undefined) return operation.empty === 'list' ? [] : {};
    return value;
  } catch {
    throw notJson(operation, answer, body, context);
  }
}

/** A broken JSON text may hold a secret anywhere, so only other texts are quoted, and not the parser's words. */
export function notJson(
  operation: AnyOperation,
  answer: Answer,
  body: string,
  context: ReadContext,
): UnexpectedResponseError {
  const broken = /^\s*[[{"]/.test(body);
  const hint = operation.since === undefined ? '' : `. ${sinceHint(operation.since)}`;
  const what = broken
    ? `the JSON is incomplete after ${body.length} characters`
    : `the body is not JSON${hint}`;
  return unexpected(operation, answer, what, context, broken ? {} : { snippet: context.quote(body) });
}

/** Success is a `Status` from 200 to 299 (contract 4.7). */
function envelopeIssues({ envelope }: AnyOperation, value: unknown): Issue[] {
  if (!envelope || typeof value !== 'object' || value === null) return [];
  const status: unknown = Reflect.get(value, 'Status');
  // Any other type is an issue of the check.
  if (typeof status !== 'number' || (Number.isInteger(status) && status >= 200 && status <= 299)) return [];
  return [{ path: 'Status', message: `${status} means neither success nor a refusal` }];
}

/** The error for an answer that is not what the operation promises. */
export function unexpected(
  operation: AnyOperation,
  { status, contentType }: Answer,
  what: string,
  { quote }: ReadContext,
  more: { readonly issues?: readonly Issue[]; readonly snippet?: string },
): UnexpectedResponseError {
  const outcomeUnknown = operation.read !== true;
  return new UnexpectedResponseError(what, {
    vendor: VENDOR,
    operation: operation.name,
    status,
    contentType: contentType === undefined ? undefined : quote(contentType),
    outcomeUnknown,
    ...more,
  });
}
