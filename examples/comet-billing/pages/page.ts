import { type CsvCell, columnsOf, csvOf, oneLine } from 'reseller-sdk/reports';
import type { Format, Options } from '../commands/options.ts';
import { type ExitCode, OK } from '../exit-codes.ts';
import type { Output } from '../output.ts';

/** A column of a page. Amounts and quantities are exact here; what people read is `text`. */
export interface PageColumn<Row> {
  readonly title: string;
  readonly value: (row: Row) => CsvCell;
  /** For people, where it differs: rounded, shortened. */
  readonly text?: ((row: Row) => string) | undefined;
  readonly isNumber?: boolean | undefined;
}

/** Data that can be shown as text, CSV or JSON. */
export interface Page<Row> {
  /** Everything, as data. */
  readonly json: unknown;
  readonly rows: readonly Row[];
  /** How many rows there are, if a text has no need of all of them. */
  readonly total?: number | undefined;
  readonly columns: readonly PageColumn<Row>[];
  /** Lines above and below the table, in text alone. */
  readonly before?: readonly string[] | undefined;
  readonly after?: readonly string[] | undefined;
  /** What is said when there are no rows. */
  readonly empty: string;
}

/** An id that holds a fingerprint, short enough for people; the first digits tell the rows of a page apart. */
export function shortId(id: string): string {
  return id.replaceAll(/([0-9a-f]{12})[0-9a-f]{52}/g, '$1');
}

/** The page in a format. A text table is cut after `limit` rows and says so; data never is. */
export function renderPage<Row>(
  page: Page<Row>,
  { format, limit }: Pick<Options, 'format' | 'limit'>,
): string {
  if (format === 'json') return JSON.stringify(page.json, null, 2);
  return format === 'csv' ? csvText(page) : plainText(page, limit);
}

/** Prints the page. Exit 0. */
export function showPage<Row>(
  { print }: Output,
  options: { readonly format: Format; readonly limit: number },
  page: Page<Row>,
): ExitCode {
  print(renderPage(page, options));
  return OK;
}

function csvText<Row>({ columns, rows }: Page<Row>): string {
  const titles = columns.map(({ title }) => title);
  return csvOf(
    titles,
    rows.map((row) => columns.map(({ value }) => value(row))),
  ).trimEnd();
}

function plainText<Row>(page: Page<Row>, limit: number): string {
  const { columns, rows, total = rows.length, before = [], after = [], empty } = page;
  const cells = rows.slice(0, limit).map((row) => {
    return columns.map(({ value, text }) =>
      oneLine(text === undefined ? String(value(row) ?? '-') : text(row)),
    );
  });
  const table = columnsOf(
    columns.map(({ title, isNumber }) => ({ title, align: isNumber === true ? 'right' : 'left' })),
    cells,
  );
  const rest = total - cells.length;
  const cut = rest > 0 ? [`and ${rest} more; --limit N shows more of them, --json and --format csv all`] : [];
  return [...before, ...(rows.length === 0 ? [empty] : table), ...cut, ...after].join('\n');
}
