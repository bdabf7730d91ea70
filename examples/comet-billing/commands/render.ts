import type { ReconciliationReport } from 'reseller-sdk/reconciler';
import { type CreditPosition, categoriesCsv, printReconciliation } from 'reseller-sdk/reports';
import type { Options } from './options.ts';

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
  { format, verbose }: Pick<Options, 'format' | 'verbose'>,
  { json = report, ...credit }: Besides = {},
): string {
  if (format === 'json') return JSON.stringify(json, null, 2);
  return format === 'csv'
    ? categoriesCsv(report).trimEnd()
    : printReconciliation(report, { verbose, ...credit });
}
