import type { DatabaseSync } from 'node:sqlite';
import { ConcurrencyError } from 'reseller-sdk';
import type {
  PortalRow,
  PulledRange,
  SnapshotRepository,
  SnapshotSeal,
  SnapshotStart,
  StoredSnapshot,
} from 'reseller-sdk/reconciler';
import { transaction } from '../../storage-sqlite/database.ts';
import { readRow } from './database.ts';

const COLUMNS = `json_object('snapshotId', snapshot_id, 'source', source, 'pulledAt', pulled_at,
  'window', json(window), 'state', state, 'rowCount', row_count, 'contentHash', content_hash, 'sameAs', same_as,
  'version', version) AS header`;

/** Pulls of the portal in SQLite: staged while their rows come in, published when they are whole. */
export class SqliteSnapshotRepository implements SnapshotRepository {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async begin({ snapshotId, source, pulledAt, window }: SnapshotStart): Promise<void> {
    const sql = `INSERT OR IGNORE INTO snapshots (snapshot_id, source, pulled_at, window, state, row_count, version)
      VALUES (?, ?, ?, ?, 'staged', 0, 1)`;
    const { changes } = this.#database
      .prepare(sql)
      .run(snapshotId, source, pulledAt, window === null ? null : JSON.stringify(window));
    if (Number(changes) === 1) return;
    const message = `There is a snapshot ${snapshotId} already; choose another id`;
    throw new ConcurrencyError(message, 'DUPLICATE_KEY');
  }

  async append(snapshotId: string, version: number, rows: readonly PortalRow[]): Promise<void> {
    transaction(this.#database, () => {
      this.#step(snapshotId, version, 'row_count = row_count + ?', rows.length);
      const insert = this.#database.prepare('INSERT OR IGNORE INTO snapshot_rows VALUES (?, ?, ?)');
      for (const row of rows) {
        const { changes } = insert.run(snapshotId, row.rowId, JSON.stringify(row));
        if (Number(changes) === 1) continue;
        const message = `Row ${row.rowId} is in snapshot ${snapshotId} already`;
        throw new ConcurrencyError(message, 'DUPLICATE_KEY');
      }
    });
  }

  async publish(snapshotId: string, version: number, seal: SnapshotSeal): Promise<void> {
    const { rowCount, contentHash, sameAs } = seal;
    transaction(this.#database, () => {
      const sealed = "state = 'published', row_count = ?, content_hash = ?, same_as = ?";
      this.#step(snapshotId, version, sealed, rowCount, contentHash, sameAs);
      if (sameAs === null) return;
      this.#checkHolder(sameAs, snapshotId);
      this.#database.prepare('DELETE FROM snapshot_rows WHERE snapshot_id = ?').run(snapshotId);
    });
  }

  async find(snapshotId: string): Promise<StoredSnapshot | null> {
    return this.#headers('WHERE snapshot_id = ?', snapshotId)[0] ?? null;
  }

  async published(source: string, { from, to }: PulledRange): Promise<readonly StoredSnapshot[]> {
    const where = "WHERE state = 'published' AND source = ? AND pulled_at BETWEEN ? AND ?";
    return this.#headers(`${where} ORDER BY pulled_at, snapshot_id`, source, from, to);
  }

  async latest(source: string): Promise<StoredSnapshot | null> {
    const where = "WHERE state = 'published' AND source = ?";
    return this.#headers(`${where} ORDER BY pulled_at DESC, snapshot_id DESC LIMIT 1`, source)[0] ?? null;
  }

  async *rows(snapshotId: string): AsyncGenerator<PortalRow, void, undefined> {
    const header = await this.find(snapshotId);
    if (header?.state !== 'published') return;
    const sql = 'SELECT row FROM snapshot_rows WHERE snapshot_id = ?';
    for (const { row } of this.#database.prepare(sql).iterate(header.sameAs ?? snapshotId)) {
      yield readRow<PortalRow>(row);
    }
  }

  /** Snapshots that never became whole, oldest first: pulls that failed or were killed. */
  staged(source: string): readonly StoredSnapshot[] {
    return this.#headers("WHERE state = 'staged' AND source = ? ORDER BY pulled_at, snapshot_id", source);
  }

  /** One write of a staged snapshot in the version that the writer knows. */
  #step(snapshotId: string, version: number, change: string, ...values: (string | number | null)[]): void {
    const sql = `UPDATE snapshots SET ${change}, version = version + 1
      WHERE snapshot_id = ? AND version = ? AND state = 'staged'`;
    const { changes } = this.#database.prepare(sql).run(...values, snapshotId, version);
    if (Number(changes) === 1) return;
    const message = `Snapshot ${snapshotId} is not staged in version ${version}; pull again under another id`;
    throw new ConcurrencyError(message, 'VERSION_CONFLICT');
  }

  #checkHolder(sameAs: string, snapshotId: string): void {
    const sql = `SELECT 1 FROM snapshots holder JOIN snapshots own ON own.source = holder.source
      WHERE holder.snapshot_id = ? AND own.snapshot_id = ? AND holder.state = 'published' AND holder.same_as IS NULL
        AND holder.snapshot_id <> own.snapshot_id`;
    if (this.#database.prepare(sql).get(sameAs, snapshotId) !== undefined) return;
    const message = `Snapshot ${sameAs} holds no published rows of the same source; store the rows`;
    throw new ConcurrencyError(message, 'VERSION_CONFLICT');
  }

  #headers(where: string, ...values: string[]): StoredSnapshot[] {
    return this.#database
      .prepare(`SELECT ${COLUMNS} FROM snapshots ${where}`)
      .all(...values)
      .map(({ header }) => readRow<StoredSnapshot>(header));
  }
}
