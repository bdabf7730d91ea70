import type { DatabaseSync } from 'node:sqlite';
import type { CollectedServer } from 'reseller-sdk/comet/usage';
import type { ServerRow } from 'reseller-sdk/reconciler';
import { readRow } from './database.ts';

/** What one server had in use at one collection. */
export interface StoredCollection {
  readonly server: CollectedServer;
  readonly rows: readonly ServerRow[];
}

/** Collections per UTC day and server. Only a collection that succeeded is ever stored. */
export class ServerUsageStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /**
   * Stores a collection; a later one of the same day replaces it, another server's stays untouched.
   *
   * @returns false for one that is older than the one that is stored
   */
  save(day: string, collection: StoredCollection): boolean {
    const sql = `INSERT INTO server_usage VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET usage = excluded.usage
      WHERE excluded.usage ->> '$.server.collectedAt' >= usage ->> '$.server.collectedAt'`;
    const { changes } = this.#database
      .prepare(sql)
      .run(day, collection.server.serverKey, JSON.stringify(collection));
    return Number(changes) === 1;
  }

  /** What was counted from day to day, both included, without the single rows. */
  between(from: string, to: string): readonly CollectedServer[] {
    const sql = `SELECT usage -> '$.server' AS server FROM server_usage WHERE day BETWEEN ? AND ?
      ORDER BY day, server_key`;
    return this.#database
      .prepare(sql)
      .all(from, to)
      .map(({ server }) => readRow<CollectedServer>(server));
  }

  /** Keys of all servers that were ever collected. */
  serverKeys(): readonly string[] {
    const sql = 'SELECT DISTINCT server_key FROM server_usage ORDER BY server_key';
    return this.#database
      .prepare(sql)
      .all()
      .map(({ server_key }) => String(server_key));
  }

  /** The collections of a day, by server. */
  ofDay(day: string): readonly StoredCollection[] {
    const sql = 'SELECT usage FROM server_usage WHERE day = ? ORDER BY server_key';
    return this.#database
      .prepare(sql)
      .all(day)
      .map(({ usage }) => readRow<StoredCollection>(usage));
  }

  /** The newest collection of a server, of any day. */
  newest(serverKey: string): StoredCollection | undefined {
    const sql = 'SELECT usage FROM server_usage WHERE server_key = ? ORDER BY day DESC LIMIT 1';
    const row = this.#database.prepare(sql).get(serverKey);
    return row === undefined ? undefined : readRow<StoredCollection>(row['usage']);
  }

  /** The newest day on which any server was collected. */
  newestDay(): string | undefined {
    const row = this.#database.prepare('SELECT max(day) AS day FROM server_usage').get();
    return typeof row?.['day'] === 'string' ? row['day'] : undefined;
  }
}
