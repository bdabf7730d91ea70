import type { DatabaseSync } from 'node:sqlite';
import type { PortalRow } from 'reseller-sdk/reconciler';
import { transaction } from '../../storage-sqlite/database.ts';
import { readRow } from './database.ts';

/** Header of a stored pull of the active services. */
export interface PortalPull {
  readonly snapshotId: string;
  readonly pulledAt: string;
  readonly contentHash: string;
}

/** Pulls of the active services. Equal pulls share one snapshot, so that a quiet month costs one copy. */
export class PortalSnapshotStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  save(pulledAt: string, contentHash: string, rows: readonly PortalRow[]): void {
    transaction(this.#database, () => {
      this.#database
        .prepare('INSERT OR IGNORE INTO portal_snapshots (content_hash, rows) VALUES (?, ?)')
        .run(contentHash, JSON.stringify(rows));
      this.#database.prepare('INSERT OR REPLACE INTO portal_pulls VALUES (?, ?)').run(pulledAt, contentHash);
    });
  }

  /** All pulls, oldest first. */
  pulls(): readonly PortalPull[] {
    const sql = 'SELECT pulled_at, content_hash FROM portal_pulls ORDER BY pulled_at';
    return this.#database
      .prepare(sql)
      .all()
      .map((row) => ({
        snapshotId: String(row['pulled_at']),
        pulledAt: String(row['pulled_at']),
        contentHash: String(row['content_hash']),
      }));
  }

  rowsOf({ contentHash }: PortalPull): readonly PortalRow[] {
    const row = this.#database
      .prepare('SELECT rows FROM portal_snapshots WHERE content_hash = ?')
      .get(contentHash);
    return row === undefined ? [] : readRow<PortalRow[]>(row['rows']);
  }
}
