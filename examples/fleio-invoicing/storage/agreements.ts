import type { DatabaseSync } from 'node:sqlite';
import type { AgreementPort } from 'reseller-sdk/invoice-policy';
import { prepared } from './database.ts';

const STATUS = `SELECT CASE WHEN EXISTS (
    SELECT 1 FROM dropped_agreements AS dropped JOIN invoices ON invoices.id = dropped.invoice_id
    WHERE dropped.client_id = clients.id AND invoices.status IN ('unpaid', 'overdue')
  ) THEN 0 ELSE has_agreement END AS status FROM clients WHERE id = ?`;

/** Who has a card on file. An agreement that was dropped because of an invoice rests until that is paid. */
export class SqliteAgreements implements AgreementPort {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async status(clientId: string): Promise<boolean | null> {
    const row = prepared(this.#database, STATUS).get(clientId);
    const value = row?.['status'] ?? null;
    return value === null ? null : value === 1;
  }

  async drop(clientId: string, invoiceId: string): Promise<void> {
    const sql = 'INSERT INTO dropped_agreements (client_id, invoice_id) VALUES (?, ?) ON CONFLICT DO NOTHING';
    prepared(this.#database, sql).run(clientId, invoiceId);
  }
}
