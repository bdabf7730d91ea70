import { InvalidInputError } from '../core/errors/input.ts';
import { Attempts } from './attempts.ts';
import { type Books, openBooks, readBooks } from './books.ts';
import type { CreditLedgerReaderOptions } from './ledger-options.ts';
import type { CreditLedgerReads, PageQuery } from './repository.ts';
import type { HoldRecord, LedgerEntry, UsageRecord } from './rows.ts';
import type { VerifyReport } from './verify/report.ts';
import { verifyBooks } from './verify/verify.ts';
import { type Balance, balanceOf } from './views/balance.ts';
import { type DailyBalance, type DailyBalanceQuery, dailyBalances } from './views/daily.ts';
import { type LotView, lotPage, type Page } from './views/lots.ts';
import { type Runway, type RunwayQuery, runwayOf } from './views/runway.ts';
import { type Signals, type SignalsQuery, signalsOf } from './views/signals.ts';

const DEFAULT_LIMIT = 100;

function pageOf<Cursor>({ after, limit = DEFAULT_LIMIT }: Partial<PageQuery<Cursor>>): PageQuery<Cursor> {
  if (Number.isInteger(limit) && limit > 0) return { after, limit };
  throw new InvalidInputError('page', [{ path: 'limit', message: 'must be a whole number of at least 1' }]);
}

/**
 * The reading half of `CreditLedger`, for whoever must not write: a dashboard, a report, an alert.
 *
 * Every answer belongs to one state of the account: a read of several rows that a writer overtakes starts over.
 * All reads throw `InvalidInputError` with every issue for bad input (code `ACCOUNT_UNKNOWN`) and
 * `ConcurrencyError` when writers overtook every try.
 */
export class CreditLedgerReader {
  readonly #reads: CreditLedgerReads;
  readonly #attempts: Attempts;

  constructor(options: CreditLedgerReaderOptions) {
    this.#reads = options.repository;
    this.#attempts = new Attempts(options);
  }

  /** What is left and what is owed, at the latest effective instant on record. Reads one row. */
  async balance(account: string): Promise<Balance> {
    return balanceOf((await openBooks(this.#reads, account)).head);
  }

  /** The roll-forward by business day. Reads the entries from `from` on. */
  async dailyBalance(account: string, query: DailyBalanceQuery = {}): Promise<readonly DailyBalance[]> {
    return this.#read(account, (books) => dailyBalances(books.rows, books.head, query));
  }

  /** How long the credit lasts if usage goes on as it was. Reads the entries of the days it looks back on. */
  async runway(account: string, query: RunwayQuery = {}): Promise<Runway> {
    return this.#read(account, (books) => runwayOf(books.rows, books.head, query));
  }

  /** Conditions that somebody may want to hear about, and which of them are new. */
  async signals(account: string, query: SignalsQuery = {}): Promise<Signals> {
    return this.#read(account, (books) => signalsOf(books.rows, books.head, query));
  }

  /** Lots in the order in which they are used, those that are used up included. `limit`: from 1, default 100. */
  async lots(account: string, query: Partial<PageQuery<string>> = {}): Promise<Page<LotView, string>> {
    const { after, limit } = pageOf(query);
    return this.#read(account, (books) => lotPage(books.rows, books.head, after, limit));
  }

  /** The journal in order of writing. `limit`: from 1, default 100. */
  async entries(account: string, query: Partial<PageQuery<number>> = {}): Promise<Page<LedgerEntry, number>> {
    const { after, limit } = pageOf(query);
    await openBooks(this.#reads, account);
    const items = await this.#reads.entries(account, { after, limit });
    return { items, next: items.length < limit ? null : (items.at(-1)?.seq ?? null) };
  }

  /** A usage and the lots that paid for it, as it stands now; undefined if it is not on record. */
  async usage(account: string, id: string): Promise<UsageRecord | undefined> {
    await openBooks(this.#reads, account);
    const [usage] = await this.#reads.usagesById(account, [id]);
    return usage;
  }

  /** A hold, as it stands now; undefined if it is not on record. A time-out shows once a command has booked it. */
  async holdRecord(account: string, id: string): Promise<HoldRecord | undefined> {
    await openBooks(this.#reads, account);
    const [hold] = await this.#reads.holdsById(account, [id]);
    return hold;
  }

  /**
   * Checks the books against each other: whether the entries alone tell the same as all other rows, and whether
   * the invariants of the contract hold (section 16). Reads everything once, page by page, and keeps a few
   * figures of each lot and usage meanwhile. What is wrong is in the report; a broken store is no error.
   */
  async verify(account: string): Promise<VerifyReport> {
    return this.#read(account, (books) => verifyBooks(books.rows, books.head));
  }

  #read<Result>(account: string, view: (books: Books) => Promise<Result>): Promise<Result> {
    return readBooks(this.#reads, account, this.#attempts, view);
  }
}
