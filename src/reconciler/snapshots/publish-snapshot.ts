import { InvalidInputError } from '../../core/errors/input.ts';
import { type InstantInput, parseInstant } from '../../core/time.ts';
import { snapshotContentHash } from '../../identity/index.ts';
import type { PortalRow } from '../input.ts';
import type { SnapshotRepository, SnapshotStart, StoredSnapshot } from './repository.ts';

/** A pull that is to be stored. */
export interface SnapshotPull extends Omit<SnapshotStart, 'pulledAt' | 'window'> {
  readonly pulledAt: InstantInput;
  /** Default null: the report takes no days. */
  readonly window?: SnapshotStart['window'] | undefined;
  readonly rows: Iterable<PortalRow> | AsyncIterable<PortalRow>;
  /** How many rows the portal says there are. With another number the pull is not whole, and stays staged. */
  readonly expectedRows?: number | null | undefined;
  /** Rows of one commit. Default 1000. */
  readonly batchSize?: number | undefined;
}

const DEFAULT_BATCH = 1000;

/**
 * Stores a pull: staged while its rows come in, published once all are there. Whatever fails leaves it staged, where
 * no comparison sees it; pull again under another id. Rows that are just those of the newest published snapshot of
 * the source and window are stored as a pointer to them. Source: reconciler 10.6.
 *
 * @returns the published header
 * @throws InvalidInputError `SNAPSHOT_INCOMPLETE` for another number of rows than expected; ConcurrencyError for an id
 * that was used before, or a row that stands twice; and whatever the rows or the repository throw
 */
export async function publishSnapshot(
  repository: SnapshotRepository,
  pull: SnapshotPull,
): Promise<StoredSnapshot> {
  const { snapshotId, source, window = null, expectedRows = null, batchSize = DEFAULT_BATCH } = pull;
  const pulledAt = parseInstant(pull.pulledAt, 'pulledAt').toISOString();
  const start: SnapshotStart = { snapshotId, source, pulledAt, window };
  await repository.begin(start);
  const { version, rowIds } = await appendAll(repository, snapshotId, pull.rows, batchSize);
  if (expectedRows !== null && expectedRows !== rowIds.length) {
    const message = `${rowIds.length} of ${expectedRows} rows arrived; pull again under another id`;
    const issue = { path: 'rows', message, code: 'SNAPSHOT_INCOMPLETE' };
    throw new InvalidInputError(`snapshot ${snapshotId}`, [issue], 'SNAPSHOT_INCOMPLETE');
  }
  const contentHash = snapshotContentHash(rowIds);
  const rowCount = rowIds.length;
  const sameAs = holderOf(await repository.latest(source), contentHash, window);
  await repository.publish(snapshotId, version, { rowCount, contentHash, sameAs });
  return { ...start, state: 'published', rowCount, contentHash, sameAs, version: version + 1 };
}

async function appendAll(
  repository: SnapshotRepository,
  snapshotId: string,
  rows: SnapshotPull['rows'],
  batchSize: number,
): Promise<{ readonly version: number; readonly rowIds: readonly string[] }> {
  const rowIds: string[] = [];
  let version = 1;
  let batch: PortalRow[] = [];
  const flush = async (): Promise<void> => {
    await repository.append(snapshotId, version, batch);
    version += 1;
    batch = [];
  };
  for await (const row of rows) {
    rowIds.push(row.rowId);
    batch.push(row);
    if (batch.length >= batchSize) await flush();
  }
  if (batch.length > 0) await flush();
  return { version, rowIds };
}

/** The snapshot that holds the rows already. */
function holderOf(
  latest: StoredSnapshot | null,
  contentHash: string,
  window: SnapshotStart['window'],
): string | null {
  if (latest === null || latest.contentHash !== contentHash) return null;
  const same = latest.window?.from === window?.from && latest.window?.to === window?.to;
  return same ? (latest.sameAs ?? latest.snapshotId) : null;
}
