import { type Html, html, type Markup } from '../markup.ts';

/** A column of a table. */
export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => Markup;
  /** Figures stand at the right, in digits of one width. Default false. */
  readonly isFigure?: boolean;
  /** Text that needs more room than a name. Default false. */
  readonly isProse?: boolean;
}

/** A table; the first column names its rows. */
export interface TableOptions<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Rows of sums at the end. */
  readonly sums?: readonly Row[];
  /** What to say instead of a table without rows. */
  readonly empty: string;
  /** Most rows to show; what is left out is named. */
  readonly max?: number;
  /** What the rows are, for that sentence. */
  readonly noun?: string;
  /** So many columns that it becomes a list earlier on narrow screens. */
  readonly isWide?: boolean;
}

/**
 * A table that becomes a list of its rows where it is narrow. Roles are written out, because a browser forgets them
 * when table parts are laid out as blocks.
 */
export function table<Row>(options: TableOptions<Row>): Html {
  const { caption, columns, rows, sums = [], empty, max = rows.length, noun = 'rows', isWide } = options;
  if (rows.length === 0 && sums.length === 0) return html`<p class="empty">${empty}</p>`;
  const shown = rows.slice(0, max);
  return html`<div class="table${isWide === true && ' wide'}"><table role="table">
<caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map(headOf)}</tr></thead>
<tbody role="rowgroup">${shown.map((row) => rowOf(row, columns))}</tbody>
${sums.length > 0 && html`<tfoot role="rowgroup">${sums.map((row) => rowOf(row, columns))}</tfoot>`}
</table></div>${leftOut(shown.length, rows.length, noun)}`;
}

/** Says what a list leaves out; nothing where it is whole. */
export function leftOut(shown: number, all: number, noun: string): Html | null {
  if (shown === all) return null;
  return html`<p class="left-out">The first ${shown} of ${all} ${noun} are shown; ${all - shown} more are in the data.</p>`;
}

function headOf<Row>({ title, isFigure }: Column<Row>): Html {
  return html`<th role="columnheader" scope="col"${isFigure === true && html` class="figure"`}>${title}</th>`;
}

function rowOf<Row>(row: Row, columns: readonly Column<Row>[]): Html {
  const cells = columns.map(({ title, cell, isFigure, isProse }, index) => {
    if (index === 0) return html`<th role="rowheader" scope="row">${cell(row)}</th>`;
    const kind = (isFigure === true && html` class="figure"`) || (isProse === true && html` class="prose"`);
    return html`<td role="cell" data-label="${title}"${kind}><div>${cell(row)}</div></td>`;
  });
  return html`<tr role="row">${cells}</tr>\n`;
}
