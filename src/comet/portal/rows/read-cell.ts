import { parseMoney } from '../text/money.ts';
import type { Reading } from '../text/reading.ts';
import { textCell } from './cell.ts';
import type { Aliases, ReportRow } from './columns.ts';
import type { ReportIssueCode, RowIssues } from './issue.ts';

/** A row, its captions, and where its oddities go. */
export interface RowContext<Field extends string> {
  readonly row: ReportRow;
  readonly columns: Readonly<Record<Field, Aliases>>;
  readonly issues: RowIssues;
}

/** The value of a column through a parser; null with an issue when its text cannot be read. */
export function readCell<Field extends string, T>(
  context: RowContext<Field>,
  field: Field,
  parse: (text: string) => Reading<T>,
  code: ReportIssueCode,
  name: string = field,
): T | null {
  const text = textCell(context.row, context.columns[field]);
  if (text === null) return null;
  const reading = parse(text);
  if (reading.ok) return reading.value;
  context.issues.add(code, name, text);
  return null;
}

/** The exact number of a column, through the money rule X7. */
export function readNumber<Field extends string>(context: RowContext<Field>, field: Field): string | null {
  return readCell(context, field, parseMoney, 'NUMBER_UNREADABLE');
}
