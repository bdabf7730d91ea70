import { jsonAnswer } from '../api/answers.ts';

/** How an error is written (contract 9): by paths, and a form that the vendor's tables and command line have. */
export type JetpackErrorForm = 'oauth2' | 'rest' | 'wpcom' | 'reference';

/** The API refuses a call; thrown by whatever notices it. */
export class Refusal extends Error {
  override readonly name: string = 'Refusal';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(`${message} (FakeJetpack)`);
    this.status = status;
    this.code = code;
  }
}

/** The body of an error. */
export function errorBody(form: JetpackErrorForm, status: number, code: string, message: string): object {
  switch (form) {
    case 'oauth2':
      return { error: code, error_description: message };
    case 'rest':
      return { error: code, message };
    case 'wpcom':
      return { code, message, data: { status } };
    case 'reference':
      return { success: false, error_code: code, error_message: message };
  }
}

/** A refusal on the wire. */
export function refusalAnswer(form: JetpackErrorForm, { status, code, message }: Refusal): Response {
  return jsonAnswer(errorBody(form, status, code, message), status);
}

/** The form of the errors below a path. */
export function formOf(path: string): Exclude<JetpackErrorForm, 'reference'> {
  if (path.startsWith('/oauth2/')) return 'oauth2';
  return path.startsWith('/wpcom/') ? 'wpcom' : 'rest';
}

/** A parameter that a WordPress REST route cannot take. */
export function badParam(name: string, what: string): Refusal {
  return new Refusal(400, 'rest_invalid_param', `${name} ${what}`);
}
