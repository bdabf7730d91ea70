import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { ConcurrencyError } from 'reseller-sdk';
import type {
  AccountHead,
  CommandRecord,
  CreditLedgerRepository,
  CreditLot,
  DayEntriesQuery,
  EntriesOfQuery,
  ExpiringLotsQuery,
  HoldRecord,
  LaterLotsQuery,
  LedgerBatch,
  LedgerEntry,
  LedgerPeriod,
  OpenHoldsQuery,
  OpenLotsQuery,
  PageQuery,
  PeriodsQuery,
  UsagePlace,
  UsageQuery,
  UsageRecord,
} from 'reseller-sdk/credit-ledger';
import { assertBatch } from 'reseller-sdk/credit-ledger';
import { readRow, transaction } from './database.ts';

/** Sorts before every instant, day and key. */
const NOTHING_BEFORE = '';
/** Sorts behind every instant, also behind those of the year 9999. */
const NEVER = '~';

/** The credit ledger in SQLite. One transaction per commit; unique keys and row versions refuse the rest. */
export class SqliteCreditLedgerRepository implements CreditLedgerRepository {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async head(account: string): Promise<AccountHead | undefined> {
    return this.#rows<AccountHead>('SELECT row FROM ledger_heads WHERE account = ?', account)[0];
  }

  async commands(account: string, keys: readonly string[]): Promise<readonly CommandRecord[]> {
    return this.#rows(
      `SELECT row FROM ledger_commands WHERE account = ? AND key IN (${marks(keys)})`,
      account,
      ...keys,
    );
  }

  async lotsById(account: string, ids: readonly string[]): Promise<readonly CreditLot[]> {
    return this.#rows(
      `SELECT row FROM ledger_lots WHERE account = ? AND id IN (${marks(ids)})`,
      account,
      ...ids,
    );
  }

  async usagesById(account: string, ids: readonly string[]): Promise<readonly UsageRecord[]> {
    return this.#rows(
      `SELECT row FROM ledger_usages WHERE account = ? AND id IN (${marks(ids)})`,
      account,
      ...ids,
    );
  }

  async lots(account: string, { after, limit }: PageQuery<string>): Promise<readonly CreditLot[]> {
    const sql = 'SELECT row FROM ledger_lots WHERE account = ? AND order_key > ? ORDER BY order_key LIMIT ?';
    return this.#rows(sql, account, after ?? NOTHING_BEFORE, limit);
  }

  async openLots(account: string, query: OpenLotsQuery): Promise<readonly CreditLot[]> {
    const sql = `SELECT row FROM ledger_lots WHERE account = ? AND (open = 1 OR (? AND expired = 1))
      AND order_key > ? AND effective_at <= ? AND coalesce(expires_at, '${NEVER}') > ? ORDER BY order_key LIMIT ?`;
    const { after, effectiveBy, expiresAfter, withExpired, limit } = query;
    return this.#rows(
      sql,
      account,
      withExpired ? 1 : 0,
      after ?? NOTHING_BEFORE,
      effectiveBy,
      expiresAfter,
      limit,
    );
  }

  async laterLots(
    account: string,
    { after, effectiveAfter, withExpired, limit }: LaterLotsQuery,
  ): Promise<readonly CreditLot[]> {
    const sql = `SELECT row FROM ledger_lots WHERE account = ? AND (open = 1 OR (? AND expired = 1))
      AND effective_at > ?
      AND (effective_at, order_key) > (?, ?) ORDER BY effective_at, order_key LIMIT ?`;
    const place = [after?.effectiveAt ?? NOTHING_BEFORE, after?.orderKey ?? NOTHING_BEFORE];
    return this.#rows(sql, account, withExpired ? 1 : 0, effectiveAfter, ...place, limit);
  }

  async expiringLots(
    account: string,
    { by, after, limit }: ExpiringLotsQuery,
  ): Promise<readonly CreditLot[]> {
    const sql = `SELECT row FROM ledger_lots WHERE account = ? AND open = 1 AND expires_at <= ?
      AND (expires_at, order_key) > (?, ?) ORDER BY expires_at, order_key LIMIT ?`;
    const place = [after?.expiresAt ?? NOTHING_BEFORE, after?.orderKey ?? NOTHING_BEFORE];
    return this.#rows(sql, account, by, ...place, limit);
  }

  async holdsById(account: string, ids: readonly string[]): Promise<readonly HoldRecord[]> {
    return this.#rows(
      `SELECT row FROM ledger_holds WHERE account = ? AND id IN (${marks(ids)})`,
      account,
      ...ids,
    );
  }

  async openHolds(account: string, { by, after, limit }: OpenHoldsQuery): Promise<readonly HoldRecord[]> {
    const sql = `SELECT row FROM ledger_holds WHERE account = ? AND open = 1 AND times_out <= ?
      AND (times_out, id) > (?, ?) ORDER BY times_out, id LIMIT ?`;
    const place =
      after === undefined ? [NOTHING_BEFORE, NOTHING_BEFORE] : [after.expiresAt ?? NEVER, after.id];
    return this.#rows(sql, account, by ?? NEVER, ...place, limit);
  }

  async openDebts(account: string, { after, limit }: PageQuery<UsagePlace>): Promise<readonly UsageRecord[]> {
    const sql = `SELECT row FROM ledger_usages WHERE account = ? AND debt = 1
      AND (occurred_at, seq) > (?, ?) ORDER BY occurred_at, seq LIMIT ?`;
    return this.#rows(sql, account, after?.occurredAt ?? NOTHING_BEFORE, after?.seq ?? 0, limit);
  }

  async usages(account: string, { before, after, limit }: UsageQuery): Promise<readonly UsageRecord[]> {
    const sql = `SELECT row FROM ledger_usages WHERE account = ? AND occurred_at < ?
      AND (occurred_at, seq) > (?, ?) ORDER BY occurred_at, seq LIMIT ?`;
    return this.#rows(
      sql,
      account,
      before ?? NEVER,
      after?.occurredAt ?? NOTHING_BEFORE,
      after?.seq ?? 0,
      limit,
    );
  }

  async entries(account: string, { after, limit }: PageQuery<number>): Promise<readonly LedgerEntry[]> {
    return this.#rows(
      'SELECT row FROM ledger_entries WHERE account = ? AND seq > ? ORDER BY seq LIMIT ?',
      account,
      after ?? 0,
      limit,
    );
  }

  async entriesByDay(
    account: string,
    { from, after, limit }: DayEntriesQuery,
  ): Promise<readonly LedgerEntry[]> {
    const sql = `SELECT row FROM ledger_entries WHERE account = ? AND day >= ? AND (day, seq) > (?, ?)
      ORDER BY day, seq LIMIT ?`;
    return this.#rows(sql, account, from, after?.day ?? NOTHING_BEFORE, after?.seq ?? 0, limit);
  }

  async entriesOf(
    account: string,
    { of, id, after, limit }: EntriesOfQuery,
  ): Promise<readonly LedgerEntry[]> {
    const column = of === 'lot' ? 'lot_id' : 'usage_id';
    const sql = `SELECT row FROM ledger_entries WHERE account = ? AND ${column} = ? AND seq > ? ORDER BY seq LIMIT ?`;
    return this.#rows(sql, account, id, after ?? 0, limit);
  }

  async periodsByKey(account: string, periods: readonly string[]): Promise<readonly LedgerPeriod[]> {
    return this.#rows(
      `SELECT row FROM ledger_periods WHERE account = ? AND period IN (${marks(periods)})`,
      account,
      ...periods,
    );
  }

  async periods(
    account: string,
    { unit, from, before, limit }: PeriodsQuery,
  ): Promise<readonly LedgerPeriod[]> {
    const sql = `SELECT row FROM ledger_periods WHERE account = ? AND length(period) = ?
      AND period >= ? AND period < ? ORDER BY period LIMIT ?`;
    const length = unit === 'day' ? 10 : 7;
    return this.#rows(sql, account, length, from ?? NOTHING_BEFORE, before ?? NEVER, limit);
  }

  async commit(account: string, expectedVersion: number, batch: LedgerBatch): Promise<void> {
    assertBatch(expectedVersion, batch);
    transaction(this.#database, () => {
      this.#writeHead(account, expectedVersion, batch.head);
      for (const entry of batch.entries) {
        this.#insert(
          'INSERT INTO ledger_entries VALUES (?, ?, ?, ?, ?, ?)',
          account,
          entry.seq,
          entry.day,
          entry.lotId,
          entry.usageId,
          JSON.stringify(entry),
        );
      }
      for (const command of batch.commands) {
        this.#insert(
          'INSERT INTO ledger_commands VALUES (?, ?, ?)',
          account,
          command.key,
          JSON.stringify(command),
        );
      }
      for (const lot of batch.lots) this.#writeLot(account, lot);
      for (const usage of batch.usages) this.#writeUsage(account, usage);
      for (const hold of batch.holds) this.#writeHold(account, hold);
      for (const period of batch.periods) this.#writePeriod(account, period);
    });
  }

  #writeHead(account: string, expectedVersion: number, head: AccountHead): void {
    const row = JSON.stringify(head);
    if (expectedVersion === 0) {
      this.#insert('INSERT INTO ledger_heads VALUES (?, ?, ?)', account, head.version, row);
      return;
    }
    const sql = 'UPDATE ledger_heads SET version = ?, row = ? WHERE account = ? AND version = ?';
    this.#replace(sql, head.version, row, account, expectedVersion);
  }

  #writeLot(account: string, lot: CreditLot): void {
    const open = lot.remaining === lot.held ? 0 : 1;
    const expired = lot.expired === '0' ? 0 : 1;
    const row = JSON.stringify(lot);
    if (lot.rowVersion === 1) {
      const columns = [lot.id, lot.orderKey, lot.effectiveAt, lot.expiresAt, open, expired, 1, row];
      this.#insert('INSERT INTO ledger_lots VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', account, ...columns);
      return;
    }
    const sql = `UPDATE ledger_lots SET order_key = ?, expires_at = ?, open = ?, expired = ?, row_version = ?, row = ?
      WHERE account = ? AND id = ? AND row_version = ?`;
    const columns = [lot.orderKey, lot.expiresAt, open, expired, lot.rowVersion, row];
    this.#replace(sql, ...columns, account, lot.id, lot.rowVersion - 1);
  }

  #writeHold(account: string, hold: HoldRecord): void {
    const open = hold.state === 'open' ? 1 : 0;
    const row = JSON.stringify(hold);
    if (hold.rowVersion === 1) {
      const columns = [hold.id, hold.expiresAt ?? NEVER, open, hold.rowVersion, row];
      this.#insert('INSERT INTO ledger_holds VALUES (?, ?, ?, ?, ?, ?)', account, ...columns);
      return;
    }
    const sql = `UPDATE ledger_holds SET open = ?, row_version = ?, row = ?
      WHERE account = ? AND id = ? AND row_version = ?`;
    this.#replace(sql, open, hold.rowVersion, row, account, hold.id, hold.rowVersion - 1);
  }

  #writePeriod(account: string, period: LedgerPeriod): void {
    const row = JSON.stringify(period);
    if (period.rowVersion === 1) {
      const sql = 'INSERT INTO ledger_periods VALUES (?, ?, ?, ?)';
      this.#insert(sql, account, period.period, period.rowVersion, row);
      return;
    }
    const sql = `UPDATE ledger_periods SET row_version = ?, row = ?
      WHERE account = ? AND period = ? AND row_version = ?`;
    this.#replace(sql, period.rowVersion, row, account, period.period, period.rowVersion - 1);
  }

  #writeUsage(account: string, usage: UsageRecord): void {
    const debt = usage.shortfall === '0' ? 0 : 1;
    const row = JSON.stringify(usage);
    if (usage.rowVersion === 1) {
      const columns = [usage.id, usage.occurredAt, usage.seq, debt, usage.rowVersion, row];
      this.#insert('INSERT INTO ledger_usages VALUES (?, ?, ?, ?, ?, ?, ?)', account, ...columns);
      return;
    }
    const sql = `UPDATE ledger_usages SET debt = ?, row_version = ?, row = ?
      WHERE account = ? AND id = ? AND row_version = ?`;
    this.#replace(sql, debt, usage.rowVersion, row, account, usage.id, usage.rowVersion - 1);
  }

  #rows<T>(sql: string, ...values: SQLInputValue[]): T[] {
    return this.#database
      .prepare(sql)
      .all(...values)
      .map(({ row }) => readRow<T>(row));
  }

  /** A row that must be new. SQLite's own uniqueness decides, so that two processes cannot both win. */
  #insert(sql: string, ...values: SQLInputValue[]): void {
    try {
      this.#database.prepare(sql).run(...values);
    } catch (cause) {
      if (!isUniqueViolation(cause)) throw cause;
      throw new ConcurrencyError('Another writer added this row first; plan anew', 'DUPLICATE_KEY', {
        cause,
      });
    }
  }

  /** A row that must still be the one that was read. */
  #replace(sql: string, ...values: SQLInputValue[]): void {
    const { changes } = this.#database.prepare(sql).run(...values);
    if (Number(changes) === 1) return;
    throw new ConcurrencyError('Another writer changed this row first; plan anew', 'VERSION_CONFLICT');
  }
}

/** Extended result codes SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE. */
const UNIQUE_VIOLATIONS = new Set([1555, 2067]);

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && UNIQUE_VIOLATIONS.has(Number(error.errcode));
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
