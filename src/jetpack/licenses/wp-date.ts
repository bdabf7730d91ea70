import { InvalidInputError } from '../../core/errors/input.ts';
import { readInstant } from '../../core/time.ts';
import { quote } from '../../core/secret.ts';

const WORDPRESS = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;

/**
 * A date of a license, such as `2020-09-08 16:14:58`, as an instant. It has no zone: UTC is assumed, which is not
 * documented (contract 12). ISO text with an offset is taken, too.
 *
 * @throws InvalidInputError for a text of another form, or no day of the calendar
 */
export function parseWpDate(text: string): Date {
  const millis = readWpDate(text);
  if (millis !== undefined) return new Date(millis);
  const message = `${JSON.stringify(quote(String(text)))} is no date of WordPress: YYYY-MM-DD hh:mm:ss`;
  throw new InvalidInputError('The date', [{ path: '', message }]);
}

/** The same in milliseconds since the epoch; undefined for anything that is no such date. */
export function readWpDate(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  return readInstant(WORDPRESS.test(text) ? `${text}Z` : text);
}
