import type { Answer } from '../../../core/http/answer.ts';
import type { Aliases } from '../rows/columns.ts';
import { missingColumns } from '../rows/columns.ts';
import type { ReportIssue } from '../rows/issue.ts';
import { PortalReport, type RowReader } from '../rows/report.ts';
import { rowListOf } from '../rows/row-list.ts';
import { fileNameOf } from './file-name.ts';
import { goodText, jsonValue } from './json-body.ts';
import { isJsonObject } from './json-object.ts';
import { type CallFacts, type ResponseReader, unexpected } from './reader.ts';
import { refusal, saysRefused } from './refusal.ts';

/** A report as a file. */
export interface ReportFile {
  readonly format: 'csv' | 'xlsx';
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly fileName: string | undefined;
  /** When the answer was complete, by the client's clock. */
  readonly fetchedAt: Date;
}

/** What distinguishes one report from the other. */
export interface ReportKind<Row> {
  readonly columns: Readonly<Record<string, Aliases>>;
  /** Fields without which a row says nothing. */
  readonly required: readonly string[];
  /** Makes the reader of one pass over a report that was fetched at this instant. */
  readonly reader: (fetchedAt: Date) => RowReader<Row>;
}

type RowWithIssues = { readonly issues: readonly ReportIssue[] };

const MEDIA_TYPES = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** An empty report may be true; it is also what a missing permission can look like (T3). */
function notesOf<Row>(raw: readonly unknown[], { columns, required }: ReportKind<Row>): ReportIssue[] {
  const note = (code: 'EMPTY_REPORT' | 'COLUMNS_UNKNOWN', field: string | null): ReportIssue => {
    return { code, row: null, field, text: null };
  };
  if (raw.length === 0) return [note('EMPTY_REPORT', null)];
  return missingColumns(raw, columns, required).map((field) => note('COLUMNS_UNKNOWN', field));
}

function hasValidRow<Row>(raw: readonly unknown[], read: RowReader<Row>): boolean {
  return raw.some((element, index) => read(element, index).valid);
}

/**
 * A report out of its list of rows, also of one that was stored as text. Nothing is judged but the captions;
 * rows are normalised when they are iterated.
 */
export function reportOf<Row extends RowWithIssues>(
  raw: readonly unknown[],
  kind: ReportKind<Row>,
  fetchedAt: Date,
): PortalReport<Row> {
  return new PortalReport({
    raw,
    fetchedAt,
    notes: notesOf(raw, kind),
    reader: () => kind.reader(fetchedAt),
  });
}

/**
 * Reads a report. A body that is no list, or a list without one valid row, is an error: an alias that no
 * longer fits must not look like an empty report (T2).
 */
export function reportJson<Row extends RowWithIssues>(
  kind: ReportKind<Row>,
): ResponseReader<PortalReport<Row>> {
  return {
    accept: 'application/json',
    async read(answer, facts) {
      const text = await goodText(answer, facts);
      const body = jsonValue(text, answer, facts);
      if (isJsonObject(body) && saysRefused(body)) throw refusal(answer, text, facts, body);
      const raw = rowListOf(body);
      if (raw === undefined) throw unexpected('the report is not a list of rows', answer, facts, text);
      const report = reportOf(raw, kind, facts.now());
      if (raw.length > 0 && !hasValidRow(raw, kind.reader(report.fetchedAt))) {
        const issues = report.issues.slice(0, 20).map(({ code, row, field }) => {
          return { path: row === null ? (field ?? '') : `[${row}].${field ?? ''}`, message: code, code };
        });
        throw unexpected(`none of ${raw.length} rows is valid`, answer, facts, '', issues);
      }
      return report;
    },
  };
}

async function throwNoFile(what: string, answer: Answer, facts: CallFacts): Promise<never> {
  const text = await goodText(answer, facts);
  const body = answer.contentType?.includes('json') ? jsonValue(text, answer, facts) : undefined;
  if (isJsonObject(body) && saysRefused(body)) throw refusal(answer, text, facts, body);
  throw unexpected(what, answer, facts, text);
}

/** Reads a report as a file. An answer of another media type is judged as an error, never handed over (W10). */
export function reportFile(format: 'csv' | 'xlsx'): ResponseReader<ReportFile> {
  const wanted = MEDIA_TYPES[format];
  return {
    accept: wanted,
    async read(answer, facts) {
      const contentType = answer.contentType ?? '';
      if (!answer.ok || contentType.split(';', 1)[0]?.trim().toLowerCase() !== wanted) {
        return throwNoFile(`the answer is not a ${format} file`, answer, facts);
      }
      const bytes = await answer.bytes();
      if (bytes.byteLength === 0) throw unexpected('the file is empty', answer, facts);
      const fileName = fileNameOf(answer.headers.get('content-disposition'));
      return { format, bytes, contentType, fileName, fetchedAt: facts.now() };
    },
  };
}
