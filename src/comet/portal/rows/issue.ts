import type { PacksProblem } from '../text/packs-used.ts';
import type { ServiceNameProblem } from '../text/service-name.ts';

/** What may be odd about a report or one of its rows. Nothing of it is dropped or thrown (W5). */
export type ReportIssueCode =
  /** The report has no rows: true for a new account, but also what a missing permission looks like (T3). */
  | 'EMPTY_REPORT'
  /** No caption of a required field occurs in the first 50 rows: the vendor renamed a column (W11). */
  | 'COLUMNS_UNKNOWN'
  | 'ROW_NOT_OBJECT'
  | 'ROW_SAYS_NOTHING'
  | 'DATE_MISSING'
  | 'DATE_UNREADABLE'
  | 'INSTANT_UNREADABLE'
  | 'AMOUNT_MISSING'
  | 'NUMBER_UNREADABLE'
  | 'CYCLE_UNREADABLE'
  | 'TYPE_UNKNOWN'
  | PacksProblem
  | ServiceNameProblem;

/** One oddity of a report. */
export interface ReportIssue {
  readonly code: ReportIssueCode;
  /** Position of the row in the answer, from 0; null for the report as a whole. */
  readonly row: number | null;
  /** Name of the field in our rows, such as `usageDate`. */
  readonly field: string | null;
  /** The text as it arrived. */
  readonly text: string | null;
}

/** A row that has no place in the result: no date, no amount, or no row at all. */
export interface InvalidRow {
  /** Position in the answer, from 0. */
  readonly index: number;
  /** The element as it arrived. */
  readonly raw: unknown;
  readonly issues: readonly ReportIssue[];
}

/** A row judged: usable, or set aside with the reasons. */
export type RowReading<Row> =
  | { readonly valid: true; readonly row: Row }
  | { readonly valid: false; readonly invalid: InvalidRow };

/** Collects the issues of one row. */
export class RowIssues {
  readonly #row: number;
  readonly #issues: ReportIssue[] = [];

  constructor(row: number) {
    this.#row = row;
  }

  add(code: ReportIssueCode, field: string | null, text: string | null): void {
    this.#issues.push({ code, row: this.#row, field, text });
  }

  get list(): readonly ReportIssue[] {
    return this.#issues.length === 0 ? NONE : this.#issues;
  }
}

const NONE: readonly ReportIssue[] = /* @__PURE__ */ Object.freeze([]);

/** The reading of an element that is not an object (rule E5.6). */
export function notARow(element: unknown, index: number): RowReading<never> {
  const issues: readonly ReportIssue[] = [{ code: 'ROW_NOT_OBJECT', row: index, field: null, text: null }];
  return { valid: false, invalid: { index, raw: element, issues } };
}
