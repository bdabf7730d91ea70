import { InvalidInputError } from 'reseller-sdk';
import {
  diffSnapshots,
  type PortalRow,
  type SnapshotDiff,
  type StoredSnapshot,
} from 'reseller-sdk/reconciler';
import type { Options } from '../commands/options.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Desk } from '../job.ts';
import { foreign } from '../output.ts';
import { SERVICES } from '../steps/pull-services.ts';
import { type PageColumn, showPage } from './page.ts';

interface Change {
  readonly change: 'added' | 'removed' | 'changed';
  readonly row: PortalRow;
  readonly before: PortalRow | null;
}

type Pair = readonly [before: StoredSnapshot, after: StoredSnapshot];

function refuse(message: string): never {
  throw new InvalidInputError('snapshot-diff', [{ path: '', message }]);
}

async function find({ store }: Desk, id: string): Promise<StoredSnapshot> {
  const header = await store.snapshots.find(id);
  if (header?.state === 'published') return header;
  return refuse(`${foreign(id)} is no published snapshot; the command snapshots lists them`);
}

/** The two that were named, or the newest one and the last that differs from it. */
async function pairOf(desk: Desk, [before, after]: readonly string[]): Promise<Pair> {
  const all = await desk.store.snapshots.published(SERVICES, { from: '', to: '~' });
  const newest = after === undefined ? all.at(-1) : await find(desk, after);
  if (newest === undefined) return refuse('there is no snapshot; make one with portal-pull');
  if (before !== undefined) return [await find(desk, before), newest];
  const older = all.findLast(({ contentHash }) => contentHash !== newest.contentHash);
  return older === undefined ? [newest, newest] : [older, newest];
}

async function rowsOf({ store }: Desk, { snapshotId }: StoredSnapshot): Promise<PortalRow[]> {
  const rows: PortalRow[] = [];
  for await (const row of store.snapshots.rows(snapshotId)) rows.push(row);
  return rows;
}

function changesIn({ added, removed, changed }: SnapshotDiff): Change[] {
  return [
    ...added.map((row): Change => ({ change: 'added', row, before: null })),
    ...removed.map((row): Change => ({ change: 'removed', row, before: null })),
    ...changed.map(({ before, after }): Change => ({ change: 'changed', row: after, before })),
  ];
}

/** `old -> new` where a value changed. */
function moved(name: 'quantity' | 'amount' | 'nextDue') {
  return ({ row, before }: Change): string | null => {
    const [old, now] = [before?.[name] ?? null, row[name]];
    return before === null || old === now ? now : `${old ?? '-'} -> ${now ?? '-'}`;
  };
}

const COLUMNS: readonly PageColumn<Change>[] = [
  { title: 'Change', value: ({ change }) => change },
  { title: 'Category', value: ({ row }) => row.categoryId },
  { title: 'Service', value: ({ row }) => row.service },
  { title: 'Quantity', value: moved('quantity') },
  { title: 'Amount', value: moved('amount') },
  { title: 'Next due', value: moved('nextDue') },
];

/** What changed between two snapshots; by default between the newest and the last that differs. Exit 0. */
export async function snapshotDiff(desk: Desk, options: Options): Promise<ExitCode> {
  const [before, after] = await pairOf(desk, options.words);
  const diff = diffSnapshots(await rowsOf(desk, before), await rowsOf(desk, after));
  const { added, removed, changed, unchanged } = diff;
  const counts = `${added.length} added, ${removed.length} removed, ${changed.length} changed, ${unchanged} unchanged`;
  return showPage(desk.output, options, {
    json: { before, after, ...diff },
    rows: changesIn(diff),
    columns: COLUMNS,
    before: [`${before.pulledAt} to ${after.pulledAt}: ${counts}`, ''],
    empty: 'The snapshots hold the same.',
  });
}
