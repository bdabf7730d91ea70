import Papa from 'papaparse';

/** A value of a CSV cell. */
export type CsvCell = string | number | null;

/**
 * What a spreadsheet would run as a formula; a plain number with its minus sign is none. Blanks and invisible
 * characters in front, and the full-width forms of the signs, are read away by some spreadsheets.
 */
const FORMULA = /^(?!-?\d+(?:\.\d+)?$)(?:[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|[\t\r\n])/u;

/** Spreadsheets of some countries part fields here, and what follows would begin a field of its own. */
const OTHER_DELIMITER = /[;\t|]/;

/**
 * CSV with a line of titles, fields quoted where needed, lines ended by CRLF (RFC 4180). Texts that a
 * spreadsheet would run as a formula get an apostrophe in front.
 */
export function csvOf(titles: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  const text = Papa.unparse(
    { fields: [...titles], data: rows.map((row) => [...row]) },
    {
      escapeFormulae: FORMULA,
      quotes: (value: unknown) => typeof value === 'string' && OTHER_DELIMITER.test(value),
      newline: '\r\n',
    },
  );
  return `${text}\r\n`;
}
