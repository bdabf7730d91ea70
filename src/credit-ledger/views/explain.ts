import { formatUnits, toUnits } from '../../core/amount.ts';
import type { Books } from '../books.ts';
import { lotId } from '../plan/lots.ts';
import { portionsOf } from '../plan/read.ts';
import type { EntriesOfQuery, PageQuery } from '../repository.ts';
import type { CreditLot, LedgerEntry, Slice, UsageRecord } from '../rows.ts';
import { type LotView, lotViews } from './lots.ts';
import { type Page, pageOf, readPage } from './page.ts';

/** What to explain. The entries come in pages: pass `entries.next` as `after`; `limit` from 1, default 100. */
export interface ExplainUsageQuery extends Partial<PageQuery<number>> {
  /** Id of a usage, an adjustment (`adjust:<id>`), the rest of a refund (`refund:<id>`) or a posted hold (`hold:<id>`). */
  readonly usage: string;
}

/** As `ExplainUsageQuery`, of a lot. */
export interface ExplainLotQuery extends Partial<PageQuery<number>> {
  readonly lot: string;
}

/** Where credit comes from. */
export interface CreditSource {
  readonly origin: CreditLot['origin'];
  /** What a person calls the pack. */
  readonly label: string | null;
  /** Receipt of the purchase. */
  readonly receipt: string | null;
  /**
   * What the pack cost and how much credit that bought, bonus included: a unit of its credit cost `cash / credit`. `null`
   * where nothing was bought.
   */
  readonly costBasis: { readonly cash: string; readonly credit: string } | null;
}

/** What one lot paid for a usage, and where that credit comes from. */
export interface Payment extends Slice, CreditSource {}

/** Who paid for a usage. */
export interface UsageExplanation {
  /** As it stands: `amount` = payments + `shortfall`, the open debt, + `reversed`. */
  readonly usage: UsageRecord;
  /** In the order of taking; `lateFunding` marks credit that came after the usage. */
  readonly payments: readonly Payment[];
  /** The lot that a negative usage became. */
  readonly lot: LotView | null;
  /** All entries about it, reversals and settlements included, in order of writing. */
  readonly entries: Page<LedgerEntry, number>;
}

/** An entry about a lot, and the usage that it is about, if it is about one. */
export interface LotEvent extends LedgerEntry {
  readonly usage: UsageRecord | null;
}

/** What a lot paid for, and where its credit went. */
export interface LotExplanation extends CreditSource {
  readonly lot: LotView;
  /** All entries about it in order of writing. */
  readonly entries: Page<LotEvent, number>;
}

/** Who paid for a usage; undefined if it is not on record. @throws InvalidInputError */
export async function explainUsage(
  books: Books,
  query: ExplainUsageQuery,
): Promise<UsageExplanation | undefined> {
  const page = readPage(query);
  const { account } = books.head;
  const [usage] = await books.rows.usagesById(account.id, [query.usage]);
  if (usage === undefined) return undefined;
  const own = usage.state === 'credit' ? [lotId(usage.id, 'adjustment')] : [];
  const lots = await lotsOf(books, [...usage.slices.map((slice) => slice.lotId), ...own]);
  const sources = await sourcesOf(books, [...lots.values()]);
  const payments = usage.slices.flatMap((slice) => {
    const source = sources.get(slice.lotId);
    return source === undefined ? [] : [{ ...slice, ...source }];
  });
  const [lot = null] = await lotViews(
    books,
    [...lots.values()].filter(({ id }) => own.includes(id)),
  );
  const entries = await entryPage(books, { of: 'usage', id: usage.id, ...page });
  return { usage, payments, lot, entries };
}

/** What a lot paid for; undefined if it is not on record. @throws InvalidInputError */
export async function explainLot(books: Books, query: ExplainLotQuery): Promise<LotExplanation | undefined> {
  const page = readPage(query);
  const rows = await books.rows.lotsById(books.head.account.id, [query.lot]);
  const [lot] = await lotViews(books, rows);
  const source = (await sourcesOf(books, rows)).get(query.lot);
  if (lot === undefined || source === undefined) return undefined;
  const { items, next } = await entryPage(books, { of: 'lot', id: lot.id, ...page });
  const usages = await usagesOf(books, items);
  const events = items.map((entry) => ({ ...entry, usage: usages.get(entry.usageId ?? '') ?? null }));
  return { lot, ...source, entries: { items: events, next } };
}

async function entryPage(books: Books, query: EntriesOfQuery): Promise<Page<LedgerEntry, number>> {
  return pageOf(await books.rows.entriesOf(books.head.account.id, query), query.limit, ({ seq }) => seq);
}

/** Where the credit of lots comes from, by lot id. */
async function sourcesOf(
  books: Books,
  lots: readonly CreditLot[],
): Promise<ReadonlyMap<string, CreditSource>> {
  const { head, rows } = books;
  const { id: account, scale } = head.account;
  const origins = lots.filter(({ origin }) => origin.type === 'purchase').map(({ origin }) => origin.id);
  const bought = [...new Set(origins)];
  const receipts = new Map<string, string | null>();
  const credit = new Map<string, bigint>();
  for (const keys of portionsOf(bought.map((id) => `purchase:${id}`))) {
    for (const { result } of await rows.commands(account, keys)) {
      if (result.command === 'recordPurchase') receipts.set(result.purchaseId, result.receipt);
    }
  }
  const packs = bought.flatMap((id) => [lotId(id, 'purchased'), lotId(id, 'bonus')]);
  for (const { id, original } of (await lotsOf(books, packs)).values())
    credit.set(id, toUnits(original, scale));
  const sourceOf = ({ origin, label }: CreditLot): CreditSource => {
    const cash = credit.get(lotId(origin.id, 'purchased')) ?? 0n;
    const all = cash + (credit.get(lotId(origin.id, 'bonus')) ?? 0n);
    const isBought = origin.type === 'purchase';
    return {
      origin,
      label,
      receipt: isBought ? (receipts.get(origin.id) ?? null) : null,
      costBasis: isBought ? { cash: formatUnits(cash, scale), credit: formatUnits(all, scale) } : null,
    };
  };
  return new Map(lots.map((lot) => [lot.id, sourceOf(lot)]));
}

async function lotsOf({ head, rows }: Books, ids: readonly string[]): Promise<Map<string, CreditLot>> {
  const lots = new Map<string, CreditLot>();
  for (const asked of portionsOf([...new Set(ids)])) {
    for (const lot of await rows.lotsById(head.account.id, asked)) lots.set(lot.id, lot);
  }
  return lots;
}

async function usagesOf(
  { head, rows }: Books,
  entries: readonly LedgerEntry[],
): Promise<Map<string, UsageRecord>> {
  const usages = new Map<string, UsageRecord>();
  const ids = new Set(entries.map(({ usageId }) => usageId).filter((id) => id !== null));
  for (const asked of portionsOf([...ids])) {
    for (const usage of await rows.usagesById(head.account.id, asked)) usages.set(usage.id, usage);
  }
  return usages;
}
