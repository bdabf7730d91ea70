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

/** What every reader takes for itself: such a cell needs neither quotes nor a guard. It spares most cells both checks. */
const PLAIN = /^(?:[A-Za-z0-9](?:[\w .:/()-]*[\w.:/()-])?|-\d+(?:\.\d+)?)$/;

const RULES: Papa.UnparseConfig = {
  escapeFormulae: FORMULA,
  quotes: (value: unknown) => typeof value === 'string' && OTHER_DELIMITER.test(value),
};

/**
 * CSV with a line of titles, fields quoted where needed, lines ended by CRLF (RFC 4180). Texts that a
 * spreadsheet would run as a formula get an apostrophe in front.
 *
 * @param titles names of the columns, as many as a line has fields; none at all for rows without a line of titles
 */
export function csvOf(titles: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  const table = titles.length === 0 ? rows : [titles, ...rows];
  const lines = table.map((row) => lineOf(row, titles.length || row.length));
  lines.push('');
  return lines.join('\r\n');
}

/** A row of so many fields; one without any cell is an empty line. */
function lineOf(row: readonly CsvCell[], width: number): string {
  if (row.length === 0) return '';
  const fields: string[] = [];
  for (let column = 0; column < width; column += 1) fields.push(fieldOf(row[column] ?? null));
  return fields.join(',');
}

function fieldOf(cell: CsvCell): string {
  if (cell === null) return '';
  const isPlain = typeof cell === 'number' || PLAIN.test(cell);
  return isPlain ? String(cell) : Papa.unparse([[cell]], RULES);
}
