import type { DatabaseSync } from 'node:sqlite';
import { transaction } from './database.ts';

/** Which deliveries of webhooks came, in SQLite: what a delivery does and that it came are one transaction. */
export class WebhookDeliveries {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Does the work of a delivery that is new; false for one that came before. */
  takeOnce(key: string, work: () => void): boolean {
    const sql = 'INSERT INTO webhook_deliveries (key, received_at) VALUES (?, ?) ON CONFLICT DO NOTHING';
    return transaction(this.#database, () => {
      const isNew = this.#database.prepare(sql).run(key, new Date().toISOString()).changes === 1;
      if (isNew) work();
      return isNew;
    });
  }
}
