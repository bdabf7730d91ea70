import type { InvalidRow, ReportIssue, RowReading } from './issue.ts';

/** Judges the elements of one pass over a report, in order. */
export type RowReader<Row> = (element: unknown, index: number) => RowReading<Row>;

/** What a report is made of. */
export interface ReportParts<Row> {
  /** The list as it arrived. */
  readonly raw: readonly unknown[];
  readonly fetchedAt: Date;
  /** Issues of the report as a whole. */
  readonly notes: readonly ReportIssue[];
  /** Makes the reader of one pass; a reader may number what it has seen. */
  readonly reader: () => RowReader<Row>;
}

/** What a whole pass found besides the valid rows. */
interface Findings {
  readonly invalid: readonly InvalidRow[];
  readonly issues: readonly ReportIssue[];
}

/**
 * A report of the portal. Rows are normalised while they are iterated and kept by nobody, so a report of some
 * hundred thousand rows costs no more memory than its answer; `rows` may be iterated again.
 */
export class PortalReport<Row extends { readonly issues: readonly ReportIssue[] }> {
  /** When the answer was complete, by the client's clock. */
  readonly fetchedAt: Date;
  /** Elements of the answer, valid or not. */
  readonly rawCount: number;
  /** The list as it arrived. */
  readonly raw: readonly unknown[];
  readonly #parts: ReportParts<Row>;
  #findings: Findings | undefined;

  constructor(parts: ReportParts<Row>) {
    this.#parts = parts;
    this.raw = parts.raw;
    this.rawCount = parts.raw.length;
    this.fetchedAt = parts.fetchedAt;
  }

  /** The valid rows in the order of the answer, which means nothing (R4). */
  get rows(): Iterable<Row> {
    return { [Symbol.iterator]: () => this.#pass() };
  }

  /** Rows that were set aside, with their reasons. They are counted nowhere else. */
  get invalid(): readonly InvalidRow[] {
    return this.#found().invalid;
  }

  /** Every oddity: of the report, of valid rows and of invalid ones. */
  get issues(): readonly ReportIssue[] {
    return this.#found().issues;
  }

  /** The whole report as data; all rows at once. */
  toJSON(): Readonly<Record<string, unknown>> {
    const { fetchedAt, rawCount } = this;
    return { fetchedAt, rawCount, rows: [...this.rows], invalid: this.invalid, issues: this.issues };
  }

  #found(): Findings {
    const pass = this.#pass();
    while (this.#findings === undefined) pass.next();
    return this.#findings;
  }

  *#pass(): Generator<Row, void, undefined> {
    const { raw, reader, notes } = this.#parts;
    const read = reader();
    const invalid: InvalidRow[] = [];
    const issues: ReportIssue[] = [...notes];
    for (const [index, element] of raw.entries()) {
      const reading = read(element, index);
      if (reading.valid) {
        issues.push(...reading.row.issues);
        yield reading.row;
      } else {
        invalid.push(reading.invalid);
        issues.push(...reading.invalid.issues);
      }
    }
    this.#findings ??= { invalid, issues };
  }
}
