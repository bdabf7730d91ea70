/** What a refusal says (contract 5.1). */
export interface ErrorBody {
  readonly code: string;
  readonly description: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

const MAX_ERRORS = 100;

/** Whether a value of JSON is an object, neither null nor a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The refusal in a body, which the API wraps into `error`; undefined where no code is. */
export function errorBodyOf(body: unknown): ErrorBody | undefined {
  const error = isObject(body) && Object.hasOwn(body, 'error') ? body['error'] : undefined;
  if (!isObject(error) || !Object.hasOwn(error, 'code')) return undefined;
  const { code, description, detail } = error;
  if (typeof code !== 'string' || code === '') return undefined;
  return {
    code,
    description: typeof description === 'string' ? description : '',
    detail: isObject(detail) ? detail : {},
  };
}

/** `detail.errors` as a list: one code of the API sends a single text there. */
export function errorsIn({ errors }: ErrorBody['detail']): string[] {
  if (typeof errors === 'string') return [errors];
  return Array.isArray(errors) ? errors.slice(0, MAX_ERRORS).map(textOf) : [];
}

/** A JSON value in one line; a text is itself. The value must not be nested deeply. */
export function textOf(value: unknown): string {
  const isNested = typeof value === 'object' && value !== null;
  return isNested ? JSON.stringify(value, bigintAsText) : String(value);
}

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
