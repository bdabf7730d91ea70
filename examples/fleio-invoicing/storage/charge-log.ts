import type { DatabaseSync } from 'node:sqlite';
import type { ChargeAttempt, ChargeHistory, ChargeLog } from 'reseller-sdk/invoice-policy';
import { text } from './columns.ts';
import { prepared } from './database.ts';

/** The attempts to charge each invoice: the time of the last, and how many failed. */
export class SqliteChargeLog implements ChargeLog {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async get(invoiceId: string): Promise<ChargeHistory> {
    const sql = 'SELECT last_attempt_at, failed_attempts FROM charges WHERE invoice_id = ?';
    const row = prepared(this.#database, sql).get(invoiceId);
    if (row === undefined) return { lastAttemptAt: null, failedAttempts: 0 };
    return { lastAttemptAt: text(row['last_attempt_at']), failedAttempts: Number(row['failed_attempts']) };
  }

  async record(invoiceId: string, { attempt, at, outcome }: ChargeAttempt): Promise<void> {
    // Instants of this form sort as text.
    const sql = `INSERT INTO charges (invoice_id, last_attempt_at, failed_attempts) VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET
        last_attempt_at = max(last_attempt_at, excluded.last_attempt_at),
        failed_attempts = max(failed_attempts, excluded.failed_attempts)`;
    prepared(this.#database, sql).run(invoiceId, at.toISOString(), outcome === 'failed' ? attempt : 0);
  }
}
