/** A column of a text table. */
export interface Column {
  readonly title: string;
  /** Least width; longer content widens the column. */
  readonly width?: number;
  readonly align?: 'left' | 'right';
}

/**
 * Lines of a text table with its titles; cells are padded, never cut. Pass foreign text through {@link oneLine} first.
 */
export function columnsOf(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const widths = columns.map(({ title, width = 0 }, index) =>
    rows.reduce((most, row) => Math.max(most, (row[index] ?? '').length), Math.max(width, title.length)),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align = 'left' }, index) => {
        const cell = cells[index] ?? '';
        const width = widths[index] ?? 0;
        return align === 'right' ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [line(columns.map(({ title }) => title)), ...rows.map(line)];
}

/** Characters that a printed name may have; an account name or a label is far shorter. */
const MAX_TEXT = 100;

/** What moves the cursor, turns the direction of the text, breaks lines, or is there without being seen. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/**
 * Foreign text as one line that cannot forge others: characters that are not printed, such as line breaks and changes
 * of direction, become blanks; of more than 100 characters the rest is cut.
 */
export function oneLine(text: string): string {
  return cutLine(text, MAX_TEXT);
}

/** {@link oneLine} of so many characters. */
export function cutLine(text: string, most: number): string {
  const line = text
    .slice(0, most * 4)
    .replace(UNPRINTABLE, ' ')
    .trim();
  return line.length > most ? `${line.slice(0, most - 1).replace(/\p{Cs}$/u, '')}…` : line;
}
