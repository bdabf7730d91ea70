import { Attempts } from './attempts.ts';
import { type Books, openBooks, readBooks } from './books.ts';
import type { CreditLedgerReaderOptions } from './ledger-options.ts';
import type { HoldPlace } from './places.ts';
import type { CreditLedgerReads, PageQuery, UsagePlace } from './repository.ts';
import type { HoldRecord, LedgerEntry, UsageRecord } from './rows.ts';
import type { VerifyReport } from './verify/report.ts';
import { verifyBooks } from './verify/verify.ts';
import { type Balance, type BalanceQuery, balanceAt } from './views/balance.ts';
import {
  type DailyBalance,
  type DailyBalanceQuery,
  dailyBalances,
  streamDailyBalances,
} from './views/daily.ts';
import {
  type ExplainLotQuery,
  type ExplainUsageQuery,
  explainLot,
  explainUsage,
  type LotExplanation,
  type UsageExplanation,
} from './views/explain.ts';
import { type OpenHoldsPageQuery, openHoldPage } from './views/holds.ts';
import { type LotsQuery, type LotView, lotPage } from './views/lots.ts';
import { type Page, pageOf, readPage } from './views/page.ts';
import { compareUsages, type ProviderDebits, type UsageComparison } from './views/provider.ts';
import { type Runway, type RunwayQuery, runwayOf } from './views/runway.ts';
import { type Signals, type SignalsQuery, signalsOf } from './views/signals.ts';
import { type UsagesQuery, usagePage } from './views/usages.ts';

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

  /**
   * What is left and what is owed. By default at the latest effective instant on record; `asOf` asks for another
   * one, `knownAt` for the balance as it was known at that time. Credit that expired by then is not in it,
   * whether the expiry was booked or not.
   *
   * Reads one row; as of a past instant the sums of months and days and the entries of one day; as known at a past
   * instant the journal.
   */
  async balance(account: string, query: BalanceQuery = {}): Promise<Balance> {
    return this.#read(account, (books) => balanceAt(books, query));
  }

  /** The roll-forward by business day. Reads the days asked for, and the months before them for the opening. */
  async dailyBalance(account: string, query: DailyBalanceQuery = {}): Promise<readonly DailyBalance[]> {
    return this.#read(account, (books) => dailyBalances(books, query));
  }

  /**
   * As `dailyBalance`, day by day in memory that does not grow. To go on after the last day that you keep, pass the
   * day behind it as `from`.
   *
   * @throws ConcurrencyError when a writer changed a day that was given out already; read again from an earlier one
   */
  iterateDailyBalance(
    account: string,
    query: DailyBalanceQuery = {},
  ): AsyncGenerator<DailyBalance, void, undefined> {
    return streamDailyBalances((view) => this.#read(account, view), query);
  }

  /** How long the credit lasts if usage goes on as it was. Reads the entries of the days it looks back on. */
  async runway(account: string, query: RunwayQuery = {}): Promise<Runway> {
    return this.#read(account, (books) => runwayOf(books, query));
  }

  /** Conditions that somebody may want to hear about, and which of them are new. */
  async signals(account: string, query: SignalsQuery = {}): Promise<Signals> {
    return this.#read(account, (books) => signalsOf(books, query));
  }

  /** Lots in the order in which they are used, those that are used up included. `limit`: from 1, default 100. */
  async lots(account: string, query: LotsQuery = {}): Promise<Page<LotView, string>> {
    return this.#read(account, (books) => lotPage(books, query));
  }

  /**
   * Who paid for a usage, or what a lot paid for: lots with their pack, receipt and cost, late funding, and the
   * entries behind it page by page. Undefined if it is not on record.
   *
   * @example (await ledger.explain('comet', { usage: 'charge-1' }))?.payments // which packs paid how much
   */
  explain(account: string, query: ExplainUsageQuery): Promise<UsageExplanation | undefined>;
  explain(account: string, query: ExplainLotQuery): Promise<LotExplanation | undefined>;
  async explain(
    account: string,
    query: ExplainUsageQuery | ExplainLotQuery,
  ): Promise<UsageExplanation | LotExplanation | undefined> {
    return this.#read<UsageExplanation | LotExplanation | undefined>(account, (books) =>
      'usage' in query ? explainUsage(books, query) : explainLot(books, query),
    );
  }

  /**
   * Compares what lots paid for usages with what the provider says that its packs paid, in the given order.
   *
   * @throws InvalidInputError when a debit is no plain decimal
   */
  async compareWithProvider(
    account: string,
    items: readonly ProviderDebits[],
  ): Promise<readonly UsageComparison[]> {
    return this.#read(account, (books) => compareUsages(books, items));
  }

  /** The journal in order of writing. `limit`: from 1, default 100. */
  async entries(account: string, query: Partial<PageQuery<number>> = {}): Promise<Page<LedgerEntry, number>> {
    const { after, limit } = readPage(query);
    await openBooks(this.#reads, account);
    return pageOf(await this.#reads.entries(account, { after, limit }), limit, ({ seq }) => seq);
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

  /** Usage and other debits in order of time. `limit`: from 1, default 100. */
  async usages(account: string, query: UsagesQuery = {}): Promise<Page<UsageRecord, UsagePlace>> {
    return this.#read(account, (books) => usagePage(books, query));
  }

  /** Holds that set credit aside now, the first to time out first. `limit`: from 1, default 100. */
  async openHolds(account: string, query: OpenHoldsPageQuery = {}): Promise<Page<HoldRecord, HoldPlace>> {
    return this.#read(account, (books) => openHoldPage(books, query));
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
