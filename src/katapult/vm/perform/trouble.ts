import { ApiError, RateLimitError, ServerError } from '../../../core/errors/api.ts';
import { ResellerSdkError } from '../../../core/errors/base.ts';
import { UnexpectedResponseError } from '../../../core/errors/response.ts';
import { quote } from '../../../core/secret.ts';
import type { VmAnswerFailure, VmTrashFacts } from '../answer.ts';

/** An answer of the API that its server gave to an address that it does not have: nothing is known of the object. */
const NO_SUCH_ROUTE = 'route_not_found';

/** Whether the API says that the object of the call does not exist. */
export function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404 && error.code !== NO_SUCH_ROUTE;
}

/** Whether another task holds the object, so that the call may succeed later (contract 6.2). */
export function isBusy(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'task_queueing_error';
}

/** Where the object of the call lies, if the API refused the call because it is in the trash. */
export function trashPlaceOf(error: unknown): VmTrashFacts | undefined {
  if (!(error instanceof ApiError) || error.code !== 'object_in_trash') return undefined;
  const place = member(member(error.details, 'detail'), 'trash_object');
  const id = member(place, 'id');
  return { trashId: typeof id === 'string' ? id : null, keepUntil: instantOf(member(place, 'keep_until')) };
}

/** Whether the API refused a build, so that certainly none was started. */
export function isRefusal(error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 400 && error.status < 500 && error.status !== 408;
  return error instanceof UnexpectedResponseError && error.status === 429;
}

/**
 * What the machine is told of an error. The text of an error that is not ours may hold anything, so only its name is
 * passed on.
 */
export function failureOf(error: unknown, secrets: readonly string[] = []): VmAnswerFailure {
  if (!(error instanceof ResellerSdkError)) {
    const name = error instanceof Error ? error.name : typeof error;
    return { ...BLANK, code: 'UNEXPECTED_ERROR', message: `the call ended with ${quote(name, secrets)}` };
  }
  return {
    code: quote(error.code, secrets),
    message: quote(error.message, secrets),
    status: error instanceof ApiError || error instanceof UnexpectedResponseError ? error.status : null,
    vendorRequestId: error instanceof ApiError ? (error.requestId ?? null) : null,
    retryAfterMs: waitOf(error),
  };
}

const BLANK = { status: null, vendorRequestId: null, retryAfterMs: null };

function waitOf(error: ResellerSdkError): number | null {
  const isTold = error instanceof RateLimitError || error instanceof ServerError;
  return isTold ? (error.retryAfterMs ?? null) : null;
}

/** Unix seconds of the wire as ISO text in UTC; null for anything else. */
export function instantOf(seconds: unknown): string | null {
  const millis = typeof seconds === 'number' ? seconds * 1000 : Number.NaN;
  return Math.abs(millis) <= LAST_INSTANT ? new Date(millis).toISOString() : null;
}

const LAST_INSTANT = 8.64e15;

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
