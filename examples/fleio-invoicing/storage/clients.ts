import type { DatabaseSync } from 'node:sqlite';
import type { BillingClient, ClientRepository, LinkedClient } from 'reseller-sdk/invoice-policy';
import { text } from './columns.ts';
import { prepared } from './database.ts';

/** The clients of the billing system; `account_id` is the UUID that Fleio has as external billing id. */
export class SqliteClients implements ClientRepository {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async byExternalId(accountId: string): Promise<BillingClient | null> {
    const sql = 'SELECT id, currency FROM clients WHERE account_id = ?';
    const row = prepared(this.#database, sql).get(accountId);
    return row === undefined ? null : { id: text(row['id']), invoiceCurrency: text(row['currency']) };
  }

  listActive(): readonly LinkedClient[] {
    const sql = `SELECT id, account_id FROM clients
      WHERE EXISTS (SELECT 1 FROM services WHERE client_id = clients.id AND status = 'active') ORDER BY id`;
    const rows = prepared(this.#database, sql).all();
    return rows.map((row) => ({ clientId: text(row['id']), accountId: text(row['account_id']) }));
  }
}
