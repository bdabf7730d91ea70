import { InvalidInputError } from '../core/errors/input.ts';
import { readInstant } from '../core/time.ts';

const WP_DATE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/**
 * A date of the licensing API, `YYYY-MM-DD hh:mm:ss`, as an instant. It names no zone; UTC is assumed (contract 12).
 * Text with an offset is taken at its word.
 *
 * @throws InvalidInputError for anything else, also a day that does not exist
 */
export function parseWpDate(text: string): Date {
  const millis = typeof text === 'string' ? readInstant(WP_DATE.test(text) ? `${text}Z` : text) : undefined;
  if (millis !== undefined) return new Date(millis);
  const message = `${JSON.stringify(String(text).slice(0, 40))} is no date such as 2026-01-31 16:14:58`;
  throw new InvalidInputError('parseWpDate', [{ path: 'text', message }]);
}
