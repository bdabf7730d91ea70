import type { DatabaseSync } from 'node:sqlite';
import type { BillingHistoryCharge } from 'reseller-sdk/comet/portal';
import { comparePull, type NumberedRow, type PullComparison, type StoredRow } from 'reseller-sdk/identity';
import { transaction } from '../../storage-sqlite/database.ts';
import { IS_CREDIT, readRow } from './database.ts';

/** A charge of the billing history under its id. */
export interface Charge {
  readonly id: string;
  readonly day: string;
  readonly charge: NumberedRow<BillingHistoryCharge>;
}

/** Charges that any pull has seen. Those that vanished stay, marked as retired. */
export class ChargeStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Ids, days and states, as `comparePull` wants them. */
  #known(): readonly StoredRow[] {
    // In this form each half is read from an index alone, and not the charges themselves.
    const sql = `SELECT id, day, 0 AS retired FROM charges WHERE retired = 0
      UNION ALL SELECT id, day, 1 FROM charges WHERE retired = 1`;
    const rows = this.#database.prepare(sql).all();
    return rows.map(({ id, day, retired }) => ({ id: String(id), day: String(day), retired: retired === 1 }));
  }

  /** Charges that count and are not booked yet, oldest first. */
  uncharged(limit: number): readonly NumberedRow<BillingHistoryCharge>[] {
    // SQLite would take the index of all that count, and walk over what is booked before every batch.
    const sql = `SELECT charge FROM charges INDEXED BY charges_to_book
      WHERE retired = 0 AND charged = 0 ORDER BY day, id LIMIT ?`;
    return this.#database
      .prepare(sql)
      .all(limit)
      .map(({ charge }) => readRow<NumberedRow<BillingHistoryCharge>>(charge));
  }

  /** Marks charges as booked, so that the next run need not ask the ledger again. */
  markCharged(ids: readonly string[]): void {
    const mark = this.#database.prepare('UPDATE charges SET charged = 1 WHERE id = ?');
    transaction(this.#database, () => {
      for (const id of ids) mark.run(id);
    });
  }

  /** Charges that are booked though they vanished, oldest first. */
  vanished(limit: number): readonly string[] {
    const sql = 'SELECT id FROM charges WHERE retired = 1 AND charged = 1 ORDER BY day, id LIMIT ?';
    return this.#database
      .prepare(sql)
      .all(limit)
      .map(({ id }) => String(id));
  }

  /** Notes that the ledger gave back what a charge took. */
  markWithdrawn(id: string): void {
    this.#database.prepare('UPDATE charges SET charged = 0 WHERE id = ?').run(id);
  }

  /** Charges that count from day to day, both included, by day and id: one after the other, never all at once. */
  between(from: string, to: string): Generator<NumberedRow<BillingHistoryCharge>, void, undefined> {
    return this.#read('day BETWEEN ? AND ? ORDER BY day, id', from, to);
  }

  /** Those of them that give something back. */
  creditsBetween(from: string, to: string): Generator<NumberedRow<BillingHistoryCharge>, void, undefined> {
    return this.#read(`${IS_CREDIT} AND day BETWEEN ? AND ? ORDER BY day, id`, from, to);
  }

  /** The same charges as `between`, the other way round. */
  *newestFirst(from: string, to: string): Generator<BillingHistoryCharge, void, undefined> {
    for (const { row } of this.#read('day BETWEEN ? AND ? ORDER BY day DESC, id DESC', from, to)) yield row;
  }

  /** Days on which something was charged, ascending. */
  days(): readonly string[] {
    return this.#database
      .prepare('SELECT DISTINCT day FROM charges WHERE retired = 0 ORDER BY day')
      .all()
      .map(({ day }) => String(day));
  }

  /** How many charges count. */
  count(): number {
    return Number(this.#database.prepare('SELECT count(*) AS n FROM charges WHERE retired = 0').get()?.['n']);
  }

  /** Takes a pull in, unless the comparison refuses it. One transaction, so two jobs at once do not collide. */
  replace(
    incoming: readonly Charge[],
    pulledAt: string,
    allowShrink: boolean,
  ): PullComparison<StoredRow, Charge> {
    return transaction(this.#database, () => {
      const known = this.#known();
      const comparison = comparePull(known, incoming, { allowShrink });
      this.#apply(comparison, new Set(known.filter(({ retired }) => retired).map(({ id }) => id)), pulledAt);
      return comparison;
    });
  }

  *#read(
    which: string,
    ...values: readonly string[]
  ): Generator<NumberedRow<BillingHistoryCharge>, void, undefined> {
    const sql = `SELECT charge FROM charges WHERE retired = 0 AND ${which}`;
    for (const { charge } of this.#database.prepare(sql).iterate(...values)) {
      yield readRow<NumberedRow<BillingHistoryCharge>>(charge);
    }
  }

  #apply(
    { inserted, refreshed, retired }: PullComparison<StoredRow, Charge>,
    gone: ReadonlySet<string>,
    pulledAt: string,
  ): void {
    const insert = this.#database.prepare(
      'INSERT INTO charges (id, day, charge, first_seen) VALUES (?, ?, ?, ?)',
    );
    // A charge that comes back is shown to the ledger again, which knows whether it was withdrawn meanwhile.
    const comeBack = this.#database.prepare(
      'UPDATE charges SET charged = 0, retired = 0, gone_at = NULL WHERE id = ?',
    );
    const retire = this.#database.prepare('UPDATE charges SET retired = 1, gone_at = ? WHERE id = ?');
    for (const { id, day, charge } of inserted) insert.run(id, day, JSON.stringify(charge), pulledAt);
    for (const { id } of refreshed) if (gone.has(id)) comeBack.run(id);
    for (const { id } of retired) retire.run(pulledAt, id);
  }
}
