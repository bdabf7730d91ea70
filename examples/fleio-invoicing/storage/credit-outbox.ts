import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { ConcurrencyError } from 'reseller-sdk';
import type { CreditEntry, CreditKey, CreditOutbox, CreditRow } from 'reseller-sdk/fleio/credit';
import { json } from './columns.ts';
import { prepared, transaction } from './database.ts';

const OF_KEY = 'invoice_id = ? AND service_id = ? AND direction = ?';

/** Credit that Fleio has to be told of: a row of JSON each, compare-and-set on its version. */
export class SqliteCreditOutbox implements CreditOutbox {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async enqueue(entries: readonly CreditEntry[]): Promise<void> {
    this.add(entries);
  }

  /** `enqueue` at once, for a transaction that marks the invoice, too. */
  add(entries: readonly CreditEntry[]): void {
    const sql = `INSERT INTO credit_outbox (invoice_id, service_id, direction, row) VALUES (?, ?, ?, ?)
      ON CONFLICT DO NOTHING`;
    transaction(this.#database, () => {
      for (const entry of entries) {
        prepared(this.#database, sql).run(...keyOf(entry), JSON.stringify(newRow(entry)));
      }
    });
  }

  async forInvoice(invoiceId: string): Promise<readonly CreditRow[]> {
    return this.rowsOf(invoiceId);
  }

  /** `forInvoice` at once, for the same transaction. */
  rowsOf(invoiceId: string): readonly CreditRow[] {
    return this.#rows('invoice_id = ?', invoiceId);
  }

  listOpen(): readonly CreditRow[] {
    return this.#rows("state <> 'done'");
  }

  async save(row: CreditRow, expectedVersion: number): Promise<void> {
    const sql = `UPDATE credit_outbox SET row = ? WHERE ${OF_KEY} AND version = ?`;
    const { position: _, ...stored } = row;
    const saved = prepared(this.#database, sql).run(JSON.stringify(stored), ...keyOf(row), expectedVersion);
    if (saved.changes === 1) return;
    throw new ConcurrencyError(`${keyOf(row).join(', ')} was saved by somebody else`, 'VERSION_CONFLICT');
  }

  #rows(where: string, ...values: readonly SQLInputValue[]): CreditRow[] {
    const sql = `SELECT position, row FROM credit_outbox WHERE ${where} ORDER BY position`;
    const rows = prepared(this.#database, sql).all(...values);
    return rows.map(({ position, row }) => ({ ...json<StoredRow>(row), position: Number(position) }));
  }
}

type StoredRow = Omit<CreditRow, 'position'>;

function keyOf({ invoiceId, serviceId, direction }: CreditKey): [string, string, string] {
  return [invoiceId, serviceId, direction];
}

function newRow({ invoiceId, serviceId, direction, accountId, amount, currency }: CreditEntry): StoredRow {
  return {
    ...{ invoiceId, serviceId, direction, accountId, amount, currency },
    ...({ state: 'pending', failures: 0, dueAt: null, sent: null, isDoubtful: false } as const),
    ...{ failure: null, doneAt: null, version: 1 },
  };
}
