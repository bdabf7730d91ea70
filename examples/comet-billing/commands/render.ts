import type { ReconciliationReport } from 'reseller-sdk/reconciler';
import {
  type CreditPosition,
  categoriesCsv,
  findingsCsv,
  itemsCsv,
  printReconciliation,
} from 'reseller-sdk/reports';
import { reconciliationHtml } from 'reseller-sdk/reports/html';
import type { Options, Rows } from './options.ts';

const CSV: Readonly<Record<Rows, (report: ReconciliationReport) => string>> = {
  categories: categoriesCsv,
  items: itemsCsv,
  findings: findingsCsv,
};

/** What goes into a document besides the report. */
interface Besides {
  /** The document as data. Default: the report. */
  readonly json?: unknown;
  /** Prepaid credit, shown at the end of the text. */
  readonly credit?: CreditPosition;
}

/** A comparison in the format that was asked for. */
export function render(
  report: ReconciliationReport,
  { format, verbose, rows }: Pick<Options, 'format' | 'verbose' | 'rows'>,
  { json = report, ...credit }: Besides = {},
): string {
  if (format === 'json') return JSON.stringify(json, null, 2);
  if (format === 'csv') return CSV[rows](report).trimEnd();
  return format === 'html'
    ? reconciliationHtml(report).trimEnd()
    : printReconciliation(report, { verbose, ...credit });
}
