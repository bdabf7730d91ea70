import pg from 'pg';
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
import { COMMANDS, ENTRIES, HOLDS, LOTS, PERIODS, type Table, USAGES } from './columns.ts';
import { type Database, transaction } from './transaction.ts';

/** Sorts before every instant, day and key. */
const NOTHING_BEFORE = '';
/** Sorts behind every instant, also behind those of the year 9999. */
const NEVER = '~';

/** Reads columns exactly, also where the program around has set other parsers for `pg`. */
const EXACT: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    if (oid === pg.types.builtins.INT8) return Number;
    if (oid === pg.types.builtins.NUMERIC) return String;
    return oid === pg.types.builtins.JSONB ? JSON.parse : pg.types.getTypeParser(oid, format);
  },
};

/**
 * The credit ledger in PostgreSQL, in columns whose constraints make overspending impossible whoever writes. A
 * commit is one transaction of four round trips, however many rows it has. READ COMMITTED is enough: the row of
 * the head is changed first and locked by that, so commits of one account follow each other.
 */
export class PostgresCreditLedgerRepository implements CreditLedgerRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async head(account: string): Promise<AccountHead | undefined> {
    const sql = 'SELECT head FROM ledger_heads WHERE account = $1';
    return (await this.#rows<{ head: AccountHead }>(sql, account))[0]?.head;
  }

  async commands(account: string, keys: readonly string[]): Promise<readonly CommandRecord[]> {
    return this.#named(COMMANDS, 'key', account, keys);
  }

  async lotsById(account: string, ids: readonly string[]): Promise<readonly CreditLot[]> {
    return this.#named(LOTS, 'id', account, ids);
  }

  async usagesById(account: string, ids: readonly string[]): Promise<readonly UsageRecord[]> {
    return this.#named(USAGES, 'id', account, ids);
  }

  async holdsById(account: string, ids: readonly string[]): Promise<readonly HoldRecord[]> {
    return this.#named(HOLDS, 'id', account, ids);
  }

  async periodsByKey(account: string, periods: readonly string[]): Promise<readonly LedgerPeriod[]> {
    const rows = await this.#named<{ figures: LedgerPeriod }>(PERIODS, 'period', account, periods);
    return rows.map(({ figures }) => figures);
  }

  async lots(account: string, { after, limit }: PageQuery<string>): Promise<readonly CreditLot[]> {
    const where = 'order_key > $2 ORDER BY order_key LIMIT $3';
    return this.#list(LOTS, where, account, after ?? NOTHING_BEFORE, limit);
  }

  async openLots(account: string, query: OpenLotsQuery): Promise<readonly CreditLot[]> {
    const { after, effectiveBy, expiresAfter, withExpired, limit } = query;
    const where = `${usable(withExpired)} AND order_key > $2 AND effective_at <= $3
      AND COALESCE(expires_at, '${NEVER}') > $4 ORDER BY order_key LIMIT $5`;
    return this.#list(LOTS, where, account, after ?? NOTHING_BEFORE, effectiveBy, expiresAfter, limit);
  }

  async laterLots(account: string, query: LaterLotsQuery): Promise<readonly CreditLot[]> {
    const { after, effectiveAfter, withExpired, limit } = query;
    const where = `${usable(withExpired)} AND effective_at > $2 AND (effective_at, order_key) > ($3, $4)
      ORDER BY effective_at, order_key LIMIT $5`;
    const place = [after?.effectiveAt ?? NOTHING_BEFORE, after?.orderKey ?? NOTHING_BEFORE];
    return this.#list(LOTS, where, account, effectiveAfter, ...place, limit);
  }

  async expiringLots(account: string, query: ExpiringLotsQuery): Promise<readonly CreditLot[]> {
    const { by, after, limit } = query;
    const where = `is_open AND expires_at <= $2 AND (expires_at, order_key) > ($3, $4)
      ORDER BY expires_at, order_key LIMIT $5`;
    const place = [after?.expiresAt ?? NOTHING_BEFORE, after?.orderKey ?? NOTHING_BEFORE];
    return this.#list(LOTS, where, account, by, ...place, limit);
  }

  async openHolds(account: string, { by, after, limit }: OpenHoldsQuery): Promise<readonly HoldRecord[]> {
    const timesOut = `COALESCE(expires_at, '${NEVER}')`;
    const where = `state = 'open' AND ${timesOut} <= $2 AND (${timesOut}, id) > ($3, $4)
      ORDER BY expires_at NULLS LAST, id LIMIT $5`;
    const start = [NOTHING_BEFORE, NOTHING_BEFORE];
    const place = after === undefined ? start : [after.expiresAt ?? NEVER, after.id];
    return this.#list(HOLDS, where, account, by ?? NEVER, ...place, limit);
  }

  async openDebts(account: string, { after, limit }: PageQuery<UsagePlace>): Promise<readonly UsageRecord[]> {
    const where = 'is_owed AND (occurred_at, seq) > ($2, $3) ORDER BY occurred_at, seq LIMIT $4';
    return this.#list(USAGES, where, account, ...placeOf(after), limit);
  }

  async usages(account: string, { before, after, limit }: UsageQuery): Promise<readonly UsageRecord[]> {
    const where = 'occurred_at < $2 AND (occurred_at, seq) > ($3, $4) ORDER BY occurred_at, seq LIMIT $5';
    return this.#list(USAGES, where, account, before ?? NEVER, ...placeOf(after), limit);
  }

  async entries(account: string, { after, limit }: PageQuery<number>): Promise<readonly LedgerEntry[]> {
    return this.#list(ENTRIES, 'seq > $2 ORDER BY seq LIMIT $3', account, after ?? 0, limit);
  }

  async entriesByDay(account: string, query: DayEntriesQuery): Promise<readonly LedgerEntry[]> {
    const { from, after, limit } = query;
    const where = 'day >= $2 AND (day, seq) > ($3, $4) ORDER BY day, seq LIMIT $5';
    return this.#list(ENTRIES, where, account, from, after?.day ?? NOTHING_BEFORE, after?.seq ?? 0, limit);
  }

  async entriesOf(account: string, query: EntriesOfQuery): Promise<readonly LedgerEntry[]> {
    const { of, id, after, limit } = query;
    const member = of === 'lot' ? 'lot_id' : 'usage_id';
    const where = `${member} = $2 AND seq > $3 ORDER BY seq LIMIT $4`;
    return this.#list(ENTRIES, where, account, id, after ?? 0, limit);
  }

  async periods(account: string, query: PeriodsQuery): Promise<readonly LedgerPeriod[]> {
    const { unit, from, before, limit } = query;
    const where = 'LENGTH(period) = $2 AND period >= $3 AND period < $4 ORDER BY period LIMIT $5';
    const length = unit === 'day' ? 'YYYY-MM-DD'.length : 'YYYY-MM'.length;
    const span = [from ?? NOTHING_BEFORE, before ?? NEVER];
    const rows = await this.#list<{ figures: LedgerPeriod }>(PERIODS, where, account, length, ...span, limit);
    return rows.map(({ figures }) => figures);
  }

  async commit(account: string, expectedVersion: number, batch: LedgerBatch): Promise<void> {
    await transaction(this.#database, async (client) => {
      await writeHead(client, account, expectedVersion, batch);
      assertBatch(expectedVersion, batch);
      await writeRows(client, account, batch);
    });
  }

  #named<Row>(table: Table, key: string, account: string, names: readonly string[]): Promise<Row[]> {
    return this.#list(table, `${key} = ANY($2::TEXT[])`, account, names);
  }

  #list<Row>({ name, rows }: Table, where: string, ...values: readonly unknown[]): Promise<Row[]> {
    return this.#rows(`SELECT ${rows} FROM ${name} WHERE account = $1 AND ${where}`, ...values);
  }

  async #rows<Row>(text: string, ...values: readonly unknown[]): Promise<Row[]> {
    // The tables hold what `commit` wrote, and the select lists give it the shape it had.
    const { rows } = await this.#database.query({ text, values: [...values], types: EXACT });
    return rows as Row[];
  }
}

type Connection = Pick<pg.PoolClient, 'query'>;

/** The head decides who is first: it must have the expected version, and the seqs must go on where it ended. */
async function writeHead(
  client: Connection,
  account: string,
  expectedVersion: number,
  { head, entries }: LedgerBatch,
): Promise<void> {
  const values = [account, head.version, head.nextSeq, JSON.stringify(head)];
  const firstSeq = head.nextSeq - entries.length;
  const { rowCount } =
    expectedVersion === 0
      ? await client.query('INSERT INTO ledger_heads VALUES ($1, $2, $3, $4)', values)
      : await client.query(
          `UPDATE ledger_heads SET version = $2, next_seq = $3, head = $4
            WHERE account = $1 AND version = $5 AND next_seq = $6`,
          [...values, expectedVersion, firstSeq],
        );
  if (rowCount === 1) return;
  const message = `account ${account} is not at version ${expectedVersion} any more; plan anew`;
  throw new ConcurrencyError(message, 'VERSION_CONFLICT');
}

/** All rows of all tables in one statement. */
async function writeRows(client: Connection, account: string, batch: LedgerBatch): Promise<void> {
  const { entries, commands, lots, usages, holds, periods } = batch;
  const parts: readonly (readonly [Table, readonly object[]])[] = [
    [ENTRIES, entries],
    [COMMANDS, commands],
    [LOTS, lots],
    [USAGES, usages],
    [HOLDS, holds],
    [PERIODS, periods],
  ];
  const filled = parts.filter(([, rows]) => rows.length > 0);
  if (filled.length === 0) return;
  const writes = filled.map(([{ name, write }], index) => `new_${name} AS (${write(`$${index + 2}`)})`);
  const counts = filled.map(([{ name }]) => `(SELECT COUNT(*) FROM new_${name}) AS ${name}`);
  const text = `WITH ${writes.join(',\n')}\nSELECT ${counts.join(', ')}`;
  const values = [account, ...filled.map(([, rows]) => JSON.stringify(rows))];
  const written = (await client.query({ text, values, types: EXACT })).rows[0] as Record<string, number>;
  for (const [{ name }, rows] of filled) {
    if (written[name] === rows.length) continue;
    const message = `A row of ${name} has another version than the one that was read; plan anew`;
    throw new ConcurrencyError(message, 'DUPLICATE_KEY');
  }
}

function usable(withExpired: boolean): string {
  return withExpired ? '(is_open OR expired > 0)' : 'is_open';
}

function placeOf(after: UsagePlace | undefined): [string, number] {
  return [after?.occurredAt ?? NOTHING_BEFORE, after?.seq ?? 0];
}
