import {
  type ApiError,
  type ApiErrorFacts,
  AuthenticationError,
  apiErrorFor,
} from '../../../core/errors/api.ts';
import type { Answer } from '../../../core/http/answer.ts';
import { jsonOf } from '../../../core/http/json.ts';
import { isJsonObject, type JsonObject } from './json-object.ts';
import { type CallFacts, VENDOR } from './reader.ts';
import { shownMember, snippetOf } from './redact.ts';

/** The JSON object that a text is; undefined for everything else. */
function jsonObjectOf(text: string): JsonObject | undefined {
  const value = jsonOf(text);
  return isJsonObject(value) ? value : undefined;
}

/** The vendor documents 403 alone for bad credentials and for a missing permission alike (rule E6). */
function hintFor(status: number, { tokenAction, operation }: CallFacts): string | undefined {
  if (status !== 401 && status !== 403) return undefined;
  const action = tokenAction === undefined ? `the action of ${operation}` : `the action ${tokenAction}`;
  return `Check that the token is valid and is allowed ${action}`;
}

function errorOf(
  status: number,
  facts: ApiErrorFacts & { readonly retryAfterMs: number | undefined },
): ApiError {
  return status === 401 || status === 403 ? new AuthenticationError(facts) : apiErrorFor(status, facts);
}

/** The code of a body, which PHP may have written as text. */
function codeOf(body: JsonObject | undefined): number | undefined {
  const code = body?.['code'];
  const value = typeof code === 'string' && /^\d{3}$/.test(code) ? Number(code) : code;
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

function detailsOf(body: JsonObject | undefined, text: string, secrets: readonly string[]): JsonObject {
  if (body === undefined) return text.trim() === '' ? {} : { text: snippetOf(text, secrets) };
  const known = ['code', 'message', 'status'].filter((name) => Object.hasOwn(body, name));
  return Object.fromEntries(known.map((name) => [name, shownMember(body[name], secrets)]));
}

/**
 * The error that a refusing answer means: by its HTTP status, or by the code in a body that came with a good
 * status (rules E5.1, E5.2).
 */
export function refusal(answer: Answer, text: string, facts: CallFacts, known?: JsonObject): ApiError {
  const body = known ?? jsonObjectOf(text);
  const status = answer.ok ? (codeOf(body) ?? answer.status) : answer.status;
  const details = detailsOf(body, text, facts.secrets);
  const said = details['message'] ?? details['text'];
  return errorOf(status, {
    vendor: VENDOR,
    operation: facts.operation,
    status: answer.status,
    vendorMessage: typeof said === 'string' ? said : undefined,
    details,
    requestId: answer.headers.get('x-request-id') ?? undefined,
    hint: hintFor(status, facts),
    retryAfterMs: answer.retryAfterMs,
  });
}

/** Whether an object that came with a good status says that the call failed (rule E5.2). */
export function saysRefused(body: JsonObject): boolean {
  const code = codeOf(body);
  if (code !== undefined && (code < 200 || code > 299)) return true;
  const status = body['status'];
  return typeof status === 'string' && status.trim().toLowerCase() === 'error';
}

const ENVELOPE_MEMBERS = new Set(['status', 'code', 'message', 'data']);

/** Whether an object is an envelope and nothing else, so that its `status` is not a field of the answer. */
export function isEnvelope(body: JsonObject): boolean {
  return Object.keys(body).every((name) => ENVELOPE_MEMBERS.has(name));
}
