import type { DatabaseSync } from 'node:sqlite';
import type { MirroredStatus, ServiceRef, ServiceStatusRepository } from 'reseller-sdk/fleio/accounts';
import type { LiveService, ServiceRepository } from 'reseller-sdk/invoice-policy';
import { text, textOrNull } from './columns.ts';
import { prepared } from './database.ts';

const OF_ACCOUNT = 'services.id = ? AND clients.account_id = ?';

/** The services of the billing system, for the invoices and for the mirror of Fleio's statuses. */
export class SqliteServices implements ServiceRepository, ServiceStatusRepository {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async liveForClient(clientId: string): Promise<readonly LiveService[]> {
    const sql = `SELECT id, status, payment_method FROM services
      WHERE client_id = ? AND status IN ('active', 'suspended') ORDER BY id`;
    const rows = prepared(this.#database, sql).all(clientId);
    return rows.map((row) => ({
      id: text(row['id']),
      status: text(row['status']),
      paymentMethod: textOrNull(row['payment_method']),
    }));
  }

  async statusOf({ serviceId, externalId }: ServiceRef): Promise<string | null> {
    const sql = `SELECT services.status FROM services JOIN clients ON clients.id = client_id WHERE ${OF_ACCOUNT}`;
    return textOrNull(prepared(this.#database, sql).get(serviceId, externalId)?.['status']);
  }

  async setStatus({ serviceId, externalId }: ServiceRef, from: string, to: MirroredStatus): Promise<boolean> {
    const sql = `UPDATE services SET status = ? FROM clients
      WHERE clients.id = client_id AND ${OF_ACCOUNT} AND services.status = ?`;
    return prepared(this.#database, sql).run(to, serviceId, externalId, from).changes === 1;
  }

  listSuspended(): readonly ServiceRef[] {
    const sql = `SELECT services.id, account_id FROM services JOIN clients ON clients.id = client_id
      WHERE services.status = 'suspended' ORDER BY services.id`;
    const rows = prepared(this.#database, sql).all();
    return rows.map((row) => ({ serviceId: text(row['id']), externalId: text(row['account_id']) }));
  }
}
