import type { DatabaseSync } from 'node:sqlite';
import type { CycleMarks } from 'reseller-sdk/invoice-policy';
import { textOrNull } from './columns.ts';
import { prepared } from './database.ts';

/** The last settled month of each service, for those who invoice by calendar months. */
export class SqliteCycleMarks implements CycleMarks {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async get(serviceId: string): Promise<string | null> {
    const sql = 'SELECT month FROM settled_months WHERE service_id = ?';
    return textOrNull(prepared(this.#database, sql).get(serviceId)?.['month']);
  }

  async set(serviceId: string, month: string): Promise<void> {
    const sql = `INSERT INTO settled_months (service_id, month) VALUES (?, ?)
      ON CONFLICT DO UPDATE SET month = max(month, excluded.month)`;
    prepared(this.#database, sql).run(serviceId, month);
  }
}
