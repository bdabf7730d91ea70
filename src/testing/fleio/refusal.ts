import { jsonAnswer } from '../api/answers.ts';

/** What is wrong with a body, by field; a field that is an object has a map of its own (contract 4.9). */
export interface FleioFieldErrors {
  readonly [field: string]: readonly string[] | FleioFieldErrors;
}

/** The API refuses a call; thrown by whatever notices it. */
export class Refusal extends Error {
  override readonly name: string = 'Refusal';
  readonly status: number;
  /** A message, or what is wrong by field. */
  readonly reason: string | FleioFieldErrors;

  constructor(status: number, reason: string | FleioFieldErrors) {
    super(typeof reason === 'string' ? reason : 'fields were refused');
    this.status = status;
    this.reason = reason;
  }
}

/** The body of an error (contract 4.9). */
export function errorBody(reason: string | FleioFieldErrors): object {
  return typeof reason === 'string' ? { detail: reason } : reason;
}

/** A refusal on the wire. */
export function refusalAnswer({ status, reason }: Refusal): Response {
  return jsonAnswer(errorBody(reason), status);
}

/** What is not there. */
export function notFound(): Refusal {
  return new Refusal(404, 'There is no such object (FakeFleio)');
}
