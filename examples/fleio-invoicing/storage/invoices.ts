import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type {
  DayClaim,
  InvoiceDraft,
  InvoiceLine,
  InvoiceRepository,
  KeyedInvoice,
  NeededInvoices,
  OpenInvoice,
  ServiceInvoice,
} from 'reseller-sdk/invoice-policy';
import { oneOf, text, textOrNull } from './columns.ts';
import { prepared, transaction } from './database.ts';

/** An invoice as the billing system keeps it. */
export interface StoredInvoice extends ServiceInvoice {
  readonly clientId: string;
  /** External billing id of the client. */
  readonly accountId: string;
}

/** An invoice to be made: one line, for a service. */
export type NewInvoice = Pick<
  InvoiceDraft,
  'clientId' | 'serviceId' | 'amount' | 'currency' | 'issueDate' | 'dueDate' | 'paymentMethod'
>;

const SELECT = 'SELECT invoices.*, account_id FROM invoices JOIN clients ON clients.id = client_id';
/** Old invoices cover usage while they are open, and until a payment is in Fleio's balance, which takes minutes. */
const NEEDED = `invoices.id IN (SELECT invoice_id FROM invoice_lines WHERE service_id = :serviceId AND kind = 'service')
  AND (issued_on >= :from OR invoices.status IN (SELECT value FROM json_each(:statuses)) OR EXISTS (
    SELECT 1 FROM credit_outbox AS credit
    WHERE credit.invoice_id = CAST(invoices.id AS TEXT) AND credit.direction = 'add'
      AND (credit.state <> 'done' OR credit.row ->> 'doneAt' >= :from)))`;
const KINDS = ['service', 'promo', 'other'] as const;

/** The invoices of the billing system. An automatic one and the end of its claim to the day are one transaction. */
export class SqliteInvoices implements InvoiceRepository {
  readonly #database: DatabaseSync;
  readonly #isSynced: (invoiceId: string) => Promise<boolean>;

  /** @param isSynced whether Fleio's balance contains the payment of an invoice */
  constructor(database: DatabaseSync, isSynced: (invoiceId: string) => Promise<boolean>) {
    this.#database = database;
    this.#isSynced = isSynced;
  }

  async listForService(serviceId: string, needed?: NeededInvoices): Promise<readonly ServiceInvoice[]> {
    const { from = '', openStatuses = [] } = needed ?? {};
    const invoices = this.#select(NEEDED, { serviceId, from, statuses: JSON.stringify(openStatuses) });
    return Promise.all(invoices.map((invoice) => this.#withSync(invoice)));
  }

  listOpenOfActiveServices(): readonly OpenInvoice[] {
    const sql = `SELECT id, client_id, status FROM invoices
      WHERE status IN ('unpaid', 'overdue') AND EXISTS (
        SELECT 1 FROM invoice_lines JOIN services ON services.id = service_id
        WHERE invoice_id = invoices.id AND kind = 'service' AND services.status = 'active')
      ORDER BY id`;
    const rows = prepared(this.#database, sql).all();
    return rows.map((row) => ({
      invoiceId: text(row['id']),
      clientId: text(row['client_id']),
      status: text(row['status']),
    }));
  }

  async create(draft: InvoiceDraft, idempotencyKey: string): Promise<KeyedInvoice | null> {
    return transaction(this.#database, () => {
      const known = this.#ofKey(idempotencyKey);
      if (known !== null) return { invoiceId: known, created: false };
      if (!this.#isHeld(draft.claim)) return null;
      const invoiceId = this.add(draft);
      const key = 'INSERT INTO invoice_keys (key, invoice_id) VALUES (?, ?)';
      prepared(this.#database, key).run(idempotencyKey, invoiceId);
      this.#markIssued(draft.claim, invoiceId);
      return { invoiceId, created: true };
    });
  }

  async findByKey(idempotencyKey: string): Promise<string | null> {
    return this.#ofKey(idempotencyKey);
  }

  /** Makes an invoice that waits for money; also one by hand, such as a top-up. */
  add(invoice: NewInvoice): string {
    return transaction(this.#database, () => {
      const { clientId, serviceId, amount, currency, issueDate, dueDate, paymentMethod } = invoice;
      const sql = `INSERT INTO invoices (client_id, status, issued_on, due_on, currency, payment_method)
        VALUES (?, 'unpaid', ?, ?, ?, ?)`;
      const made = prepared(this.#database, sql).run(clientId, issueDate, dueDate, currency, paymentMethod);
      const line =
        "INSERT INTO invoice_lines (invoice_id, service_id, kind, amount) VALUES (?, ?, 'service', ?)";
      prepared(this.#database, line).run(made.lastInsertRowid, serviceId, amount);
      return String(made.lastInsertRowid);
    });
  }

  /** An invoice by its number; undefined if there is none, or none any more. */
  find(invoiceId: string): StoredInvoice | undefined {
    // SQLite takes 01 for 1. A payment under another name than the invoice's own would never be found again.
    return this.#select('invoices.id = :invoiceId', { invoiceId }).find(({ id }) => id === invoiceId);
  }

  /** All invoices that there are, in the order in which they were made. */
  list(): readonly StoredInvoice[] {
    return this.#select('true');
  }

  setStatus(invoiceId: string, status: string): void {
    prepared(this.#database, 'UPDATE invoices SET status = ? WHERE id = ?').run(status, invoiceId);
  }

  /** Deletes an invoice with its lines. Its key stays, and so does its day. */
  delete(invoiceId: string): void {
    prepared(this.#database, 'DELETE FROM invoices WHERE id = ?').run(invoiceId);
  }

  async #withSync(invoice: StoredInvoice): Promise<ServiceInvoice> {
    return invoice.status === 'paid'
      ? { ...invoice, creditSynced: await this.#isSynced(invoice.id) }
      : invoice;
  }

  #select(where: string, values: Record<string, SQLInputValue> = {}): StoredInvoice[] {
    const rows = prepared(this.#database, `${SELECT} WHERE ${where} ORDER BY invoices.id`).all(values);
    return rows.map((row) => this.#stored(row));
  }

  #stored(row: Record<string, SQLOutputValue>): StoredInvoice {
    const id = text(row['id']);
    return {
      id,
      clientId: text(row['client_id']),
      accountId: text(row['account_id']),
      status: text(row['status']),
      issuedOn: text(row['issued_on']),
      currency: text(row['currency']),
      lines: this.#linesOf(id),
    };
  }

  #linesOf(invoiceId: string): InvoiceLine[] {
    const sql = 'SELECT service_id, kind, amount FROM invoice_lines WHERE invoice_id = ? ORDER BY rowid';
    const rows = prepared(this.#database, sql).all(invoiceId);
    return rows.map((row) => ({
      serviceId: text(row['service_id']),
      kind: oneOf(KINDS, row['kind']),
      amount: text(row['amount']),
    }));
  }

  #ofKey(key: string): string | null {
    return textOrNull(
      prepared(this.#database, 'SELECT invoice_id FROM invoice_keys WHERE key = ?').get(key)?.['invoice_id'],
    );
  }

  #isHeld({ serviceId, day, seq, runId }: DayClaim): boolean {
    const sql = `SELECT 1 FROM days
      WHERE service_id = ? AND day = ? AND seq = ? AND run_id = ? AND state = 'claimed'`;
    return prepared(this.#database, sql).get(serviceId, day, seq, runId) !== undefined;
  }

  #markIssued({ serviceId, day, seq }: DayClaim, invoiceId: string): void {
    const sql = `UPDATE days SET state = 'issued', invoice_id = ?
      WHERE service_id = ? AND day = ? AND seq = ?`;
    prepared(this.#database, sql).run(invoiceId, serviceId, day, seq);
  }
}
