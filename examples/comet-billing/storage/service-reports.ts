import type { DatabaseSync } from 'node:sqlite';
import type { ActiveService } from 'reseller-sdk/comet/portal';
import { readRow } from './database.ts';

/**
 * The rows of the active services as the portal printed them: what the pages and the audit show of a snapshot, under
 * the content hash of it. Equal pulls share one copy. They are kept before the snapshot is published, and found only
 * through published ones, so a pull that is cut short leaves nothing that anybody reads.
 */
export class ServiceReportStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  keep(contentHash: string, services: Iterable<ActiveService>): void {
    this.#database
      .prepare('INSERT OR IGNORE INTO service_reports VALUES (?, ?)')
      .run(contentHash, JSON.stringify([...services]));
  }

  find(contentHash: string | null): readonly ActiveService[] {
    const sql = 'SELECT services FROM service_reports WHERE content_hash = ?';
    const row = this.#database.prepare(sql).get(contentHash);
    return row === undefined ? [] : readRow<ActiveService[]>(row['services']);
  }
}
