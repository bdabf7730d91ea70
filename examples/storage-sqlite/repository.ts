import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { ConcurrencyError } from 'reseller-sdk';
import {
  type AccountHead,
  assertBatch,
  type CommandRecord,
  type CreditLedgerRepository,
  type CreditLot,
  type DayEntriesQuery,
  type EntriesOfQuery,
  type ExpiringLotsQuery,
  type HoldRecord,
  type LaterLotsQuery,
  type LedgerBatch,
  type LedgerEntry,
  type LedgerPeriod,
  type OpenHoldsQuery,
  type OpenLotsQuery,
  type PageQuery,
  type PeriodsQuery,
  type UsagePlace,
  type UsageQuery,
  type UsageRecord,
} from 'reseller-sdk/credit-ledger';
import { transaction } from './database.ts';

/** Sorts before every instant, day and key. */
const NOTHING_BEFORE = '';
/** Sorts behind every instant, also behind those of the year 9999. */
const NEVER = '~';

/**
 * The credit ledger in SQLite. Every row is kept as JSON, so amounts stay the text they are; the columns that
 * are searched are generated from it. One transaction per commit; unique keys, row versions and checks refuse
 * what must not be. The tables are made by `migrate`.
 */
export class SqliteCreditLedgerRepository implements CreditLedgerRepository {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async head(account: string): Promise<AccountHead | undefined> {
    return this.#rows<AccountHead>('FROM ledger_heads WHERE account = ?', account)[0];
  }

  async commands(account: string, keys: readonly string[]): Promise<readonly CommandRecord[]> {
    return this.#named('ledger_commands', 'key', account, keys);
  }

  async lotsById(account: string, ids: readonly string[]): Promise<readonly CreditLot[]> {
    return this.#named('ledger_lots', 'id', account, ids);
  }

  async usagesById(account: string, ids: readonly string[]): Promise<readonly UsageRecord[]> {
    return this.#named('ledger_usages', 'id', account, ids);
  }

  async holdsById(account: string, ids: readonly string[]): Promise<readonly HoldRecord[]> {
    return this.#named('ledger_holds', 'id', account, ids);
  }

  async periodsByKey(account: string, periods: readonly string[]): Promise<readonly LedgerPeriod[]> {
    return this.#named('ledger_periods', 'period', account, periods);
  }

  async lots(account: string, { after, limit }: PageQuery<string>): Promise<readonly CreditLot[]> {
    const sql = 'FROM ledger_lots WHERE account = ? AND order_key > ? ORDER BY order_key LIMIT ?';
    return this.#rows(sql, account, after ?? NOTHING_BEFORE, limit);
  }

  async openLots(account: string, query: OpenLotsQuery): Promise<readonly CreditLot[]> {
    const { after, effectiveBy, expiresAfter, withExpired, limit } = query;
    const sql = `FROM ledger_lots WHERE account = ? AND ${usable(withExpired)} AND order_key > ?
      AND effective_at <= ? AND coalesce(expires_at, '${NEVER}') > ? ORDER BY order_key LIMIT ?`;
    return this.#rows(sql, account, after ?? NOTHING_BEFORE, effectiveBy, expiresAfter, limit);
  }

  async laterLots(account: string, query: LaterLotsQuery): Promise<readonly CreditLot[]> {
    const { after, effectiveAfter, withExpired, limit } = query;
    const sql = `FROM ledger_lots WHERE account = ? AND ${usable(withExpired)} AND effective_at > ?
      AND (effective_at, order_key) > (?, ?) ORDER BY effective_at, order_key LIMIT ?`;
    const place = [after?.effectiveAt ?? NOTHING_BEFORE, after?.orderKey ?? NOTHING_BEFORE];
    return this.#rows(sql, account, effectiveAfter, ...place, limit);
  }

  async expiringLots(account: string, query: ExpiringLotsQuery): Promise<readonly CreditLot[]> {
    const { by, after, limit } = query;
    const sql = `FROM ledger_lots WHERE account = ? AND open = 1 AND expires_at <= ?
      AND (expires_at, order_key) > (?, ?) ORDER BY expires_at, order_key LIMIT ?`;
    const place = [after?.expiresAt ?? NOTHING_BEFORE, after?.orderKey ?? NOTHING_BEFORE];
    return this.#rows(sql, account, by, ...place, limit);
  }

  async openHolds(account: string, { by, after, limit }: OpenHoldsQuery): Promise<readonly HoldRecord[]> {
    const sql = `FROM ledger_holds WHERE account = ? AND open = 1 AND times_out <= ?
      AND (times_out, id) > (?, ?) ORDER BY times_out, id LIMIT ?`;
    const start = [NOTHING_BEFORE, NOTHING_BEFORE];
    const place = after === undefined ? start : [after.expiresAt ?? NEVER, after.id];
    return this.#rows(sql, account, by ?? NEVER, ...place, limit);
  }

  async openDebts(account: string, { after, limit }: PageQuery<UsagePlace>): Promise<readonly UsageRecord[]> {
    const sql = `FROM ledger_usages WHERE account = ? AND owed = 1
      AND (occurred_at, seq) > (?, ?) ORDER BY occurred_at, seq LIMIT ?`;
    return this.#rows(sql, account, ...placeOf(after), limit);
  }

  async usages(account: string, { before, after, limit }: UsageQuery): Promise<readonly UsageRecord[]> {
    const sql = `FROM ledger_usages WHERE account = ? AND occurred_at < ?
      AND (occurred_at, seq) > (?, ?) ORDER BY occurred_at, seq LIMIT ?`;
    return this.#rows(sql, account, before ?? NEVER, ...placeOf(after), limit);
  }

  async entries(account: string, { after, limit }: PageQuery<number>): Promise<readonly LedgerEntry[]> {
    const sql = 'FROM ledger_entries WHERE account = ? AND seq > ? ORDER BY seq LIMIT ?';
    return this.#rows(sql, account, after ?? 0, limit);
  }

  async entriesByDay(account: string, query: DayEntriesQuery): Promise<readonly LedgerEntry[]> {
    const { from, after, limit } = query;
    const sql = `FROM ledger_entries WHERE account = ? AND day >= ?
      AND (day, seq) > (?, ?) ORDER BY day, seq LIMIT ?`;
    return this.#rows(sql, account, from, after?.day ?? NOTHING_BEFORE, after?.seq ?? 0, limit);
  }

  async entriesOf(account: string, query: EntriesOfQuery): Promise<readonly LedgerEntry[]> {
    const { of, id, after, limit } = query;
    const member = of === 'lot' ? 'lot_id' : 'usage_id';
    const sql = `FROM ledger_entries WHERE account = ? AND ${member} = ? AND seq > ? ORDER BY seq LIMIT ?`;
    return this.#rows(sql, account, id, after ?? 0, limit);
  }

  async periods(account: string, query: PeriodsQuery): Promise<readonly LedgerPeriod[]> {
    const { unit, from, before, limit } = query;
    const sql = `FROM ledger_periods WHERE account = ? AND length(period) = ?
      AND period >= ? AND period < ? ORDER BY period LIMIT ?`;
    const length = unit === 'day' ? 'YYYY-MM-DD'.length : 'YYYY-MM'.length;
    return this.#rows(sql, account, length, from ?? NOTHING_BEFORE, before ?? NEVER, limit);
  }

  async commit(account: string, expectedVersion: number, batch: LedgerBatch): Promise<void> {
    const { head, entries, lots, usages, holds, periods, commands } = batch;
    transaction(this.#database, () => {
      this.#writeHead(account, expectedVersion, head, head.nextSeq - entries.length);
      assertBatch(expectedVersion, batch);
      for (const entry of entries) this.#insert('ledger_entries', account, entry);
      for (const command of commands) this.#insert('ledger_commands', account, command);
      for (const lot of lots) this.#write('ledger_lots', 'id', account, lot.id, lot);
      for (const usage of usages) this.#write('ledger_usages', 'id', account, usage.id, usage);
      for (const hold of holds) this.#write('ledger_holds', 'id', account, hold.id, hold);
      for (const row of periods) this.#write('ledger_periods', 'period', account, row.period, row);
    });
  }

  /** The head decides who is first: it must have the expected version, and the seqs must go on where it ended. */
  #writeHead(account: string, expectedVersion: number, head: AccountHead, firstSeq: number): void {
    if (expectedVersion === 0) {
      this.#insert('ledger_heads', account, head);
      return;
    }
    const sql = 'UPDATE ledger_heads SET row = ? WHERE account = ? AND version = ? AND next_seq = ?';
    this.#replace(sql, JSON.stringify(head), account, expectedVersion, firstSeq);
  }

  #write(
    table: string,
    key: string,
    account: string,
    id: string,
    row: { readonly rowVersion: number },
  ): void {
    if (row.rowVersion === 1) {
      this.#insert(table, account, row);
      return;
    }
    const sql = `UPDATE ${table} SET row = ? WHERE account = ? AND ${key} = ? AND row_version = ?`;
    this.#replace(sql, JSON.stringify(row), account, id, row.rowVersion - 1);
  }

  /** A row that must be new. SQLite's own uniqueness decides, so that two processes cannot both win. */
  #insert(table: string, account: string, row: object): void {
    try {
      this.#statement(`INSERT INTO ${table} (account, row) VALUES (?, ?)`).run(account, JSON.stringify(row));
    } catch (cause) {
      if (!isUniqueViolation(cause)) throw cause;
      const message = 'Another writer added this row first; plan anew';
      throw new ConcurrencyError(message, 'DUPLICATE_KEY', { cause });
    }
  }

  /** A row that must still be the one that was read. */
  #replace(sql: string, ...values: readonly SQLInputValue[]): void {
    const { changes } = this.#statement(sql).run(...values);
    if (Number(changes) === 1) return;
    throw new ConcurrencyError('Another writer changed this row first; plan anew', 'VERSION_CONFLICT');
  }

  #named<Row>(table: string, key: string, account: string, names: readonly string[]): Row[] {
    const sql = `FROM ${table} WHERE account = ? AND ${key} IN (SELECT value FROM json_each(?))`;
    return this.#rows(sql, account, JSON.stringify(names));
  }

  #rows<Row>(sql: string, ...values: readonly SQLInputValue[]): Row[] {
    return this.#statement(`SELECT row ${sql}`)
      .all(...values)
      .map(({ row }) => parsed<Row>(row));
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }
}

/** A row of this repository's own tables, as `commit` wrote it. */
function parsed<Row>(text: unknown): Row {
  return JSON.parse(String(text)) as Row;
}

function usable(withExpired: boolean): string {
  return withExpired ? '(open = 1 OR expired = 1)' : 'open = 1';
}

function placeOf(after: UsagePlace | undefined): [string, number] {
  return [after?.occurredAt ?? NOTHING_BEFORE, after?.seq ?? 0];
}

/** Extended result codes SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE. */
const UNIQUE_VIOLATIONS = new Set([1555, 2067]);

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && UNIQUE_VIOLATIONS.has(Number(error.errcode));
}
