/** A column of a text table. */
export interface Column {
  readonly title: string;
  /** Least width; longer content widens the column. */
  readonly width?: number;
  readonly align?: 'left' | 'right';
}

/** Lines of a table with its titles; cells are padded, nothing is cut. */
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

/** Text as one line: control characters, which could move the cursor or forge lines, become blanks. */
export function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}
