import type { DatabaseSync } from 'node:sqlite';
import { ConfigError } from 'reseller-sdk';
import type { CollectedServer } from 'reseller-sdk/comet/usage';
import type { ServerRow } from 'reseller-sdk/reconciler';
import { readRow } from './database.ts';

/** What one server had in use at one collection. */
export interface StoredCollection {
  readonly server: CollectedServer;
  readonly rows: readonly ServerRow[];
}

/** A day whose collections have their single rows. */
export interface DetailedDay {
  readonly day: string;
  readonly collections: number;
  /** Characters of the rows as they are stored. */
  readonly size: number;
}

/** In place of rows that were dropped. */
const DROPPED = 'null';

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
  save(day: string, { server, rows }: StoredCollection): boolean {
    const { serverKey, collectedAt } = server;
    const sql = `INSERT INTO server_usage (day, server_key, collected_at, server, rows) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET collected_at = excluded.collected_at, server = excluded.server, rows = excluded.rows
      WHERE excluded.collected_at >= collected_at`;
    const { changes } = this.#database
      .prepare(sql)
      .run(day, serverKey, collectedAt, JSON.stringify(server), JSON.stringify(rows));
    return Number(changes) === 1;
  }

  /** What was counted from day to day, both included, without the single rows. */
  between(from: string, to: string): readonly CollectedServer[] {
    const sql = `SELECT server FROM server_usage WHERE day BETWEEN ? AND ?
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

  /**
   * The collections of a day, by server.
   *
   * @throws ConfigError for a day whose rows were dropped: without them everything would look like a drop in usage
   */
  ofDay(day: string): readonly StoredCollection[] {
    const sql = 'SELECT server, rows FROM server_usage WHERE day = ? ORDER BY server_key';
    return this.#database
      .prepare(sql)
      .all(day)
      .map(({ server, rows }) => {
        if (rows === DROPPED)
          throw new ConfigError(`The single rows of ${day} were pruned; take a later day`);
        return { server: readRow<CollectedServer>(server), rows: readRow<ServerRow[]>(rows) };
      });
  }

  /** Days before another that have their rows, ascending, without those that are needed. */
  detailedBefore(day: string, needed: readonly string[]): readonly DetailedDay[] {
    const sql = `SELECT day, count(*) AS collections, sum(length(rows)) AS size FROM server_usage
      WHERE day < ? AND rows <> '${DROPPED}' AND day NOT IN (SELECT value FROM json_each(?)) GROUP BY day ORDER BY day`;
    return this.#database
      .prepare(sql)
      .all(day, JSON.stringify(needed))
      .map((row) => ({
        day: String(row['day']),
        collections: Number(row['collections']),
        size: Number(row['size']),
      }));
  }

  /** Drops the single rows of days; what was counted stays. */
  dropRows(days: readonly string[]): void {
    const sql = `UPDATE server_usage SET rows = '${DROPPED}' WHERE day IN (SELECT value FROM json_each(?))`;
    this.#database.prepare(sql).run(JSON.stringify(days));
  }

  /** The newest day of each server. */
  newestDays(): readonly string[] {
    const sql = 'SELECT DISTINCT max(day) AS day FROM server_usage GROUP BY server_key';
    return this.#database
      .prepare(sql)
      .all()
      .map(({ day }) => String(day));
  }

  /** What was counted of a server at its newest collection. */
  newest(serverKey: string): CollectedServer | undefined {
    const sql = 'SELECT server FROM server_usage WHERE server_key = ? ORDER BY day DESC LIMIT 1';
    const row = this.#database.prepare(sql).get(serverKey);
    return row === undefined ? undefined : readRow<CollectedServer>(row['server']);
  }

  /** The newest day, up to a day, on which any server was collected. */
  newestDay(until: string): string | undefined {
    const row = this.#database.prepare('SELECT max(day) AS day FROM server_usage WHERE day <= ?').get(until);
    return typeof row?.['day'] === 'string' ? row['day'] : undefined;
  }
}
