import {
  type ApiError,
  type ApiErrorFacts,
  AuthenticationError,
  apiErrorFor,
} from '../../core/errors/api.ts';
import type { Answer } from '../../core/http/answer.ts';
import { jsonOf } from '../../core/http/json.ts';
import type { OperationFacts } from './operation.ts';
import { VENDOR } from './vendor.ts';

/**
 * Codes on the errors of this API: the server's own sentinels, those of the error classes, and
 * `SECOND_FACTOR_REQUIRED` and `AUTHENTICATION_PAUSED`. Others occur.
 */
export type CometErrorCode =
  | 'ERR_UNKNOWN_DEVICE'
  | 'ERR_UNSUPPORT_VHDX_FILE_SYSTEM'
  | 'ERR_UNSUPPORT_VMDK_FILE_SYSTEM'
  | 'ERR_VHDX_PARTITION'
  | 'SECOND_FACTOR_REQUIRED'
  | 'AUTHENTICATION_PAUSED'
  | (string & {});

const SENTINEL =
  /^ERR_(?:UNKNOWN_DEVICE|UNSUPPORT_VHDX_FILE_SYSTEM|UNSUPPORT_VMDK_FILE_SYSTEM|VHDX_PARTITION)/;
const TOTP_SENTINEL = 'ERR_TOTP_REQUIRED';
const TOTP_HEADER = 'x-comet-totp-requested';
const U2F_HEADER = 'x-comet-u2f-challenge';

/** The server's own words on a refusal. */
interface Refusal {
  readonly Status: number;
  readonly Message: string;
  /** Whether the body says nothing else. */
  readonly alone: boolean;
}

/** A body that means refusal, whatever the HTTP status: an object with `Status` 400 to 999 and a `Message`. */
export function refusalIn(body: unknown): Refusal | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  if (!Object.hasOwn(body, 'Status') || !Object.hasOwn(body, 'Message')) return undefined;
  const { Status, Message } = body as { Status: unknown; Message: unknown };
  if (typeof Status !== 'number' || !Number.isInteger(Status) || typeof Message !== 'string')
    return undefined;
  if (Status < 400 || Status > 999) return undefined;
  return { Status, Message, alone: Object.keys(body).length === 2 };
}

/** The same in a body that is perhaps no JSON at all. */
export function refusalInText(text: string): Refusal | undefined {
  return refusalIn(jsonOf(text));
}

/** Whether the head of an answer asks for a second factor. */
export function asksForFactor({ status, headers }: Answer): boolean {
  return status === 449 || headers.has(TOTP_HEADER) || headers.has(U2F_HEADER);
}

/**
 * The error that a refusing answer stands for. Source: contract 3.4, 4.6 and 4.12.
 *
 * @param clean gives a piece of a foreign text as an error may show it
 */
export function refusalError(
  operation: OperationFacts<unknown>,
  answer: Answer,
  body: string,
  clean: (text: string) => string,
): ApiError {
  const said = refusalInText(body);
  const status = said?.Status ?? answer.status;
  const message = said === undefined ? undefined : clean(said.Message);
  const facts: ApiErrorFacts = {
    vendor: VENDOR,
    operation: operation.name,
    status: answer.status,
    vendorMessage: message,
    details: said === undefined ? {} : { Status: said.Status, Message: message },
    code: SENTINEL.exec(said?.Message ?? '')?.[0],
  };
  const totp = answer.headers.has(TOTP_HEADER) || said?.Message.startsWith(TOTP_SENTINEL) === true;
  if (totp || asksForFactor(answer)) return factorError(facts, answer, totp);
  if (status === 403 && operation.loginOnly) return new AuthenticationError(facts);
  const retryAfterMs = answer.retryAfterMs;
  return apiErrorFor(status, { ...facts, retryAfterMs, hint: hintFor(operation, answer) });
}

function factorError(facts: ApiErrorFacts, { headers }: Answer, totp: boolean): AuthenticationError {
  const other = headers.has(U2F_HEADER) ? 'webauthn' : 'unknown';
  const factor = totp ? 'totp' : other;
  return new AuthenticationError({
    ...facts,
    code: 'SECOND_FACTOR_REQUIRED',
    details: { ...facts.details, factor },
    hint: `The account needs a second factor (${factor}); use auth with totp, or an account without one`,
  });
}

/** Older servers answer an endpoint that they do not know with 404. */
function hintFor({ since }: OperationFacts<unknown>, { status }: Answer): string | undefined {
  return status === 404 && since !== undefined ? `${sinceHint(since)}; this server may be older` : undefined;
}

/** Words for the first version of an endpoint. */
export function sinceHint(since: string): string {
  return `The endpoint came with about server ${since}`;
}
