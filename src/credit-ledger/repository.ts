import type { CommandRecord } from './command-record.ts';
import type { AccountHead, CreditLot, HoldRecord, LedgerEntry, LedgerPeriod, UsageRecord } from './rows.ts';

/** Lots that can pay at some instant of a span, in the order of the account. */
export interface OpenLotsQuery {
  /** Only lots with `effectiveAt <= effectiveBy`. */
  readonly effectiveBy: string;
  /** Only lots that never expire or have `expiresAt > expiresAfter`. */
  readonly expiresAfter: string;
  /** Also lots with `expired > 0`. Asked for only by usage from before an expiry that was booked. */
  readonly withExpired: boolean;
  /** Only lots whose `orderKey` is greater: the key of the last lot of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Lots that take effect after an instant, in order of `(effectiveAt, orderKey)`. */
export interface LaterLotsQuery {
  /** Only lots with `effectiveAt > effectiveAfter`. */
  readonly effectiveAfter: string;
  /** Also lots with `expired > 0`. */
  readonly withExpired: boolean;
  /** Only lots behind this one in `(effectiveAt, orderKey)`. */
  readonly after?: Pick<CreditLot, 'effectiveAt' | 'orderKey'> | undefined;
  readonly limit: number;
}

/** Lots that expire, in order of `(expiresAt, orderKey)`. */
export interface ExpiringLotsQuery {
  /** Only lots with `expiresAt <= by`. */
  readonly by: string;
  /** Only lots behind this one in `(expiresAt, orderKey)`. */
  readonly after?: Pick<CreditLot, 'expiresAt' | 'orderKey'> | undefined;
  readonly limit: number;
}

/** Open holds that time out, in order of `(expiresAt, id)`; those that never do come last. */
export interface OpenHoldsQuery {
  /** Only holds with `expiresAt <= by`; left out: all, also those without a time-out. */
  readonly by?: string | undefined;
  /** Only holds behind this one. */
  readonly after?: Pick<HoldRecord, 'expiresAt' | 'id'> | undefined;
  readonly limit: number;
}

/** Figures of days or of months, in order. */
export interface PeriodsQuery {
  /** Months have keys `YYYY-MM`, days `YYYY-MM-DD`. */
  readonly unit: 'day' | 'month';
  /** Only periods with `period >= from`. */
  readonly from?: string | undefined;
  /** Only periods with `period < before`. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** The place of a usage in time: `(occurredAt, seq)`. */
export type UsagePlace = Pick<UsageRecord, 'occurredAt' | 'seq'>;

/** Usage records in order of `(occurredAt, seq)`. */
export interface UsageQuery {
  /** Only usage with `occurredAt < before`. */
  readonly before?: string | undefined;
  /** Only usage behind this place. */
  readonly after?: UsagePlace | undefined;
  readonly limit: number;
}

/** Entries of a span of business days, in order of `(day, seq)`. */
export interface DayEntriesQuery {
  /** First day, included. */
  readonly from: string;
  /** Only entries behind this place. */
  readonly after?: Pick<LedgerEntry, 'day' | 'seq'> | undefined;
  readonly limit: number;
}

/** Entries about one lot, or about one usage or hold, in order of `seq`. */
export interface EntriesOfQuery {
  /** Which member of the entries names it: `lotId` or `usageId`. */
  readonly of: 'lot' | 'usage';
  readonly id: string;
  /** Only entries with a greater `seq`. */
  readonly after?: number | undefined;
  readonly limit: number;
}

/** A page in the order of one key: entries behind `seq`, lots behind an `orderKey`. */
export interface PageQuery<Cursor> {
  readonly after?: Cursor | undefined;
  readonly limit: number;
}

/**
 * The reads of the port. None of them needs to see a state newer or older than the others: whatever a command
 * decides on mixed states fails at `commit`, because the version moved.
 *
 * A read of an unknown account returns nothing. Rows may be frozen; the ledger never changes one. A list
 * shorter than `limit` means that there is no more.
 */
export interface CreditLedgerReads {
  /** The head of an account, or undefined before it was opened. */
  head(account: string): Promise<AccountHead | undefined>;

  /** Those of the commands that exist, in any order. At most 500 keys are asked for at once. */
  commands(account: string, keys: readonly string[]): Promise<readonly CommandRecord[]>;

  /** Those of the lots that exist, open or not, in any order. At most 500 ids. */
  lotsById(account: string, ids: readonly string[]): Promise<readonly CreditLot[]>;

  /** Those of the usage records that exist, in any order. At most 500 ids. */
  usagesById(account: string, ids: readonly string[]): Promise<readonly UsageRecord[]>;

  /** All lots, open or not, in order of `orderKey`. */
  lots(account: string, page: PageQuery<string>): Promise<readonly CreditLot[]>;

  /**
   * Lots with `remaining > held` (or `expired > 0`, if asked for) that match, in order of `orderKey` (compared by
   * code unit or byte, never by a language's collation). Wants an index on it: this read decides what an
   * allocation costs.
   */
  openLots(account: string, query: OpenLotsQuery): Promise<readonly CreditLot[]>;

  /** Lots with `remaining > held` (or `expired > 0`, if asked for) that match, in order of `(effectiveAt, orderKey)`. */
  laterLots(account: string, query: LaterLotsQuery): Promise<readonly CreditLot[]>;

  /** Lots with `remaining > held` and an expiry that matches, in order of `(expiresAt, orderKey)`. */
  expiringLots(account: string, query: ExpiringLotsQuery): Promise<readonly CreditLot[]>;

  /** Those of the holds that exist, in any order. At most 500 ids. */
  holdsById(account: string, ids: readonly string[]): Promise<readonly HoldRecord[]>;

  /** Holds of state `open` that match, in order of `(expiresAt, id)`, those without `expiresAt` last. */
  openHolds(account: string, query: OpenHoldsQuery): Promise<readonly HoldRecord[]>;

  /** Usage with `shortfall > 0`, in order of `(occurredAt, seq)`. */
  openDebts(account: string, page: PageQuery<UsagePlace>): Promise<readonly UsageRecord[]>;

  /** Usage of any state that matches, in order of `(occurredAt, seq)`. */
  usages(account: string, query: UsageQuery): Promise<readonly UsageRecord[]>;

  /** Entries in order of `seq`. */
  entries(account: string, page: PageQuery<number>): Promise<readonly LedgerEntry[]>;

  /** Entries with `day >= from`, in order of `(day, seq)`. */
  entriesByDay(account: string, query: DayEntriesQuery): Promise<readonly LedgerEntry[]>;

  /** Entries with this `lotId`, or this `usageId`, in order of `seq`. */
  entriesOf(account: string, query: EntriesOfQuery): Promise<readonly LedgerEntry[]>;

  /** Those of the days and months that exist, in any order. At most 500 keys. */
  periodsByKey(account: string, periods: readonly string[]): Promise<readonly LedgerPeriod[]>;

  /** Figures of the days or months that match, in order of `period`. */
  periods(account: string, query: PeriodsQuery): Promise<readonly LedgerPeriod[]>;
}

/** Everything that one commit writes. */
export interface LedgerBatch {
  /** Replaces the head; its version is the expected version plus one. */
  readonly head: AccountHead;
  /** To be added; their `seq` go on where the last commit ended. */
  readonly entries: readonly LedgerEntry[];
  /** Full rows; `rowVersion` 1 is a new lot, `n` replaces the row of version `n - 1`. */
  readonly lots: readonly CreditLot[];
  /** Full rows; `rowVersion` as with lots. */
  readonly usages: readonly UsageRecord[];
  /** Full rows; `rowVersion` as with lots. */
  readonly holds: readonly HoldRecord[];
  /** Full rows; `rowVersion` as with lots. */
  readonly periods: readonly LedgerPeriod[];
  /** To be added. */
  readonly commands: readonly CommandRecord[];
}

/**
 * Where a ledger lives. Implement it over your database; `InMemoryCreditLedgerRepository` is the embedded one.
 *
 * `commit` is the only write and it is atomic: after it, either all of the batch is there or nothing of it.
 */
export interface CreditLedgerRepository extends CreditLedgerReads {
  /**
   * Writes a batch if the account still has the expected version (0: the account does not exist yet).
   *
   * The store itself must enforce, so that no mistake of a caller can break the books: unique
   * `(account, seq)`, `(account, command key)`, `(account, lot id)`, `(account, usage id)`, `(account, hold id)` and
   * `(account, period)`; `0 <= held <= remaining <= original` of each lot; no negative shortfall. `assertBatch` checks what can be
   * checked on the batch alone.
   *
   * @throws ConcurrencyError `VERSION_CONFLICT` when the head has another version, `DUPLICATE_KEY` when an
   *   entry, a command or a new row exists already. Nothing was written then; the ledger plans anew.
   */
  commit(account: string, expectedVersion: number, batch: LedgerBatch): Promise<void>;
}
