import { DatabaseSync } from 'node:sqlite';
import type { CardGateway } from '../../../examples/fleio-invoicing/charging.ts';

type Payment = Parameters<CardGateway['charge']>[0];

/** A payment provider in a file of its own, so that it outlives the processes that ask it. */
export class StoredGateway implements CardGateway {
  readonly #database: DatabaseSync;
  readonly #declines: number;

  /** @param declines how often a card is declined before it works */
  constructor(file: string, declines: number) {
    this.#database = new DatabaseSync(file);
    this.#declines = declines;
    this.#database.exec(`PRAGMA busy_timeout = 10000; PRAGMA synchronous = OFF;
      CREATE TABLE IF NOT EXISTS charges (key TEXT PRIMARY KEY, invoice TEXT, paid INTEGER)`);
  }

  async charge({ invoiceId, idempotencyKey }: Payment): Promise<boolean> {
    const before = 'SELECT count(*) AS charges FROM charges WHERE invoice = ?';
    const charges = Number(this.#database.prepare(before).get(invoiceId)?.['charges']);
    this.#database
      .prepare('INSERT INTO charges VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
      .run(idempotencyKey, invoiceId, charges >= this.#declines ? 1 : 0);
    return (
      this.#database.prepare('SELECT paid FROM charges WHERE key = ?').get(idempotencyKey)?.['paid'] === 1
    );
  }

  /** How often money was taken. */
  get taken(): number {
    return Number(
      this.#database.prepare('SELECT count(*) AS taken FROM charges WHERE paid = 1').get()?.['taken'],
    );
  }

  close(): void {
    this.#database.close();
  }
}
