import { jsonAnswer } from '../api/answers.ts';
import { ERROR_STATUS } from './generated/operations.ts';

/** What an error says besides its code. */
export type ErrorDetail = Readonly<Record<string, unknown>>;

/** The API refuses a call; thrown by whatever notices it. */
export class Refusal extends Error {
  override readonly name: string = 'Refusal';
  readonly code: string;
  readonly detail: ErrorDetail;

  constructor(code: string, detail: ErrorDetail = {}, description = descriptionOf(code)) {
    super(description);
    this.code = code;
    this.detail = detail;
  }
}

/** The refusal of values that break a rule of the resource, in the words of the server. */
export function invalid(...errors: string[]): Refusal {
  return new Refusal('validation_error', { errors });
}

/** HTTP status of an error code, undefined for a code that the API does not have. */
export function statusOf(code: string): number | undefined {
  return Object.hasOwn(ERROR_STATUS, code) ? ERROR_STATUS[code] : undefined;
}

/** The body of an error (contract 5.1). */
export function errorBody({ code, message, detail }: Refusal): object {
  return { error: { code, description: message, detail } };
}

/** Headers of every error that the API itself makes (contract 2.6). */
export const ERROR_HEADERS = { 'x-api-schema': 'json-error' } as const;

/** A refusal on the wire. */
export function refusalAnswer(refusal: Refusal): Response {
  return jsonAnswer(errorBody(refusal), statusOf(refusal.code) ?? 500, ERROR_HEADERS);
}

function descriptionOf(code: string): string {
  const words = code.replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} (FakeKatapult)`;
}
