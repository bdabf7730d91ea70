import { ApiError, ServerError } from '../../core/errors/api.ts';
import { UnexpectedResponseError } from '../../core/errors/response.ts';
import { quote } from '../../core/secret.ts';

/** What was being done, as the WHMCS module names it at the beginning of its texts; any other words will do. */
export type ErrorPrefix =
  | 'Create Account'
  | 'Module command'
  | 'Admin Services Tab Fields'
  | (string & Record<never, never>);

/**
 * An error in one line for an administrator, in the form of the WHMCS module:
 *
 * - the API refused: `PREFIX [http: 422 POST /path]: code: description - details - errors`, with what is there;
 * - an answer of 4xx without code or description: the same bracket, then the error's message;
 * - the API failed (5xx): `PREFIX [503]: message`;
 * - anything else: `PREFIX [CODE]: message`, without the bracket where there is no code, or a number below 1.
 *
 * Method and path are there where the error knows them; the path has the vendor's placeholders. Customers should
 * not see this text: it tells about the set-up.
 *
 * Source: contract katapult 10.15, D39.
 */
export function formatError(error: unknown, prefix: ErrorPrefix): string {
  if (error instanceof ServerError) return inBracket(prefix, error.status, error.message);
  if (error instanceof ApiError) return inBracket(prefix, placeOf(error), refusalOf(error));
  if (error instanceof UnexpectedResponseError && error.status >= 400)
    return inBracket(prefix, error.status < 500 ? `http: ${error.status}` : error.status, error.message);
  return inBracket(prefix, codeOf(error), messageOf(error));
}

function inBracket(prefix: string, inside: string | number | undefined, text: string): string {
  return inside === undefined ? `${prefix}: ${text}` : `${prefix} [${inside}]: ${text}`;
}

function placeOf({ status, details }: ApiError): string {
  const place = [status, details['method'], details['template']].filter(
    (part) => typeof part === 'number' || (typeof part === 'string' && part !== ''),
  );
  return `http: ${place.join(' ')}`;
}

/** The API's own words; the message of the error where they are missing. */
function refusalOf(error: ApiError): string {
  const { description, detail, errors } = error.details;
  if (typeof description !== 'string' || description === '') return error.message;
  const members = typeof detail === 'object' && detail !== null ? detail : {};
  const more = [wordsOf(Reflect.get(members, 'details')), wordsOf(Reflect.get(members, 'errors') ?? errors)];
  return [`${error.code}: ${quote(description)}`, ...more.filter((words) => words !== '')].join(' - ');
}

/** Text, or a list of texts; what PHP takes for empty (nothing, an empty list, `0`) is nothing. */
function wordsOf(value: unknown): string {
  if (Array.isArray(value))
    return value
      .filter((item) => typeof item === 'string')
      .map((item) => quote(item))
      .join(', ');
  return typeof value === 'string' && value !== '0' ? quote(value) : '';
}

function codeOf(error: unknown): string | number | undefined {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code === 'number') return code > 0 ? code : undefined;
  return typeof code === 'string' && code !== '' ? code : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : quote(String(error));
}
