import type { StoredSnapshot } from 'reseller-sdk/reconciler';
import type { Options } from '../commands/options.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Desk } from '../job.ts';
import { SERVICES } from '../steps/pull-services.ts';
import { type PageColumn, showPage } from './page.ts';
import { boundsOf, periodOf } from './period.ts';

const COLUMNS: readonly PageColumn<StoredSnapshot>[] = [
  { title: 'Snapshot', value: ({ snapshotId }) => snapshotId },
  { title: 'State', value: ({ state }) => state },
  { title: 'Rows', value: ({ rowCount }) => rowCount, isNumber: true },
  {
    title: 'Content',
    value: ({ contentHash }) => contentHash,
    text: ({ contentHash }) => contentHash?.slice(0, 12) ?? '-',
  },
  { title: 'Same as', value: ({ sameAs }) => sameAs },
];

/** The snapshots of the active services, newest first; those that never became whole behind them. Exit 0. */
export async function snapshots({ store, output, clock }: Desk, options: Options): Promise<ExitCode> {
  const [from, to] = boundsOf(periodOf(options, clock));
  const published = await store.snapshots.published(SERVICES, { from, to: `${to}~` });
  const rows = [...published.toReversed(), ...store.snapshots.staged(SERVICES).toReversed()];
  return showPage(output, options, {
    json: { snapshots: rows },
    rows,
    columns: COLUMNS,
    empty: 'There is no snapshot in these days.',
  });
}
