import { jsonAnswer } from '../api/answers.ts';

/** The server says no. It becomes a `CometAPIResponseMessage`. */
export class Refusal extends Error {
  override readonly name: string = 'Refusal';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** HTTP status where the wire has one of its own (449); otherwise the server's setting decides. */
  readonly httpStatus: number | undefined;

  constructor(
    status: number,
    message: string,
    extra: { readonly httpStatus?: number; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.status = status;
    this.headers = extra.headers ?? {};
    this.httpStatus = extra.httpStatus;
  }
}

/** Texts that the fake has in more than one language, as the server follows `Accept-Language`. */
const SPANISH: ReadonlyMap<string, string> = new Map([
  ['Unauthorised', 'No autorizado'],
  ['User not found', 'Usuario no encontrado'],
]);

/** The usual refusal of a login, a missing right, an unknown live connection. */
export function unauthorised(): Refusal {
  return new Refusal(403, 'Unauthorised');
}

/** The refusal as an answer. */
export function refusalAnswer(refusal: Refusal, httpStatus: number, language: string | null): Response {
  const spanish = language?.trim().toLowerCase().startsWith('es') ?? false;
  const message = (spanish ? SPANISH.get(refusal.message) : undefined) ?? refusal.message;
  return jsonAnswer({ Status: refusal.status, Message: message }, httpStatus, refusal.headers);
}

/** A success without a value of its own, or with members beside `Status` and `Message`. */
export function done(members: Readonly<Record<string, unknown>> = {}): Response {
  return jsonAnswer({ Status: 200, Message: 'OK', ...members });
}
