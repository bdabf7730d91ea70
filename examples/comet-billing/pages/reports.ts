import type { SavedReportHeader } from 'reseller-sdk/reconciler';
import type { Options } from '../commands/options.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Desk } from '../job.ts';
import { type PageColumn, showPage } from './page.ts';

/** More than there are. */
const ALL = 1_000_000;

const COLUMNS: readonly PageColumn<SavedReportHeader>[] = [
  { title: 'Report', value: ({ reportId }) => reportId },
  { title: 'Saved at', value: ({ savedAt }) => savedAt },
  { title: 'Status', value: ({ status }) => status },
  { title: 'SHA-256', value: ({ sha256 }) => sha256, text: ({ sha256 }) => sha256.slice(0, 12) },
];

/** The comparisons that were saved, newest first. Exit 0. */
export async function reports({ store, output }: Desk, options: Options): Promise<ExitCode> {
  const rows = await store.reports.list(ALL);
  return showPage(output, options, {
    json: { reports: rows },
    rows,
    columns: COLUMNS,
    empty: 'No comparison is saved; save one with reconcile --save.',
  });
}
