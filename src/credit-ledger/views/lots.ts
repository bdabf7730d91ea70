import { formatUnits, toUnits } from '../../core/amount.ts';
import type { Day, InstantInput } from '../../core/time.ts';
import type { Books } from '../books.ts';
import type { PageQuery } from '../repository.ts';
import type { CreditLot } from '../rows.ts';
import { dueBooks } from './due.ts';
import { type Page, pageOf, readPage } from './page.ts';
import { presentOf } from './present.ts';

/** Which lots to show. */
export interface LotsQuery extends Partial<PageQuery<string>> {
  /**
   * Up to when expiries and time-outs count. Lots are shown as they stand, so nothing before the default counts:
   * the latest effective instant on record.
   */
  readonly asOf?: InstantInput | Day;
}

/**
 * Where a lot stands: `scheduled` takes effect after the instant asked about, `open` has credit, `depleted`
 * has none, `expired` and `voided` lost what was left, if anything was.
 */
export type LotStatus = 'scheduled' | 'open' | 'depleted' | 'expired' | 'voided';

/** A lot as a person wants to see it. */
export interface LotView extends CreditLot {
  readonly status: LotStatus;
  /** What may still be taken: `remaining - held`. What expired is not in it, whether that was booked or not. */
  readonly available: string;
}

/** Lots in the order in which they are used, with those that are used up. */
export async function lotPage(books: Books, query: LotsQuery): Promise<Page<LotView, string>> {
  const { after, limit } = readPage(query);
  const lots = await books.rows.lots(books.head.account.id, { after, limit });
  return pageOf(await lotViews(books, lots, query.asOf), limit, ({ orderKey }) => orderKey);
}

/** Rows of lots as a person wants to see them. @throws InvalidInputError */
export async function lotViews(
  books: Books,
  lots: readonly CreditLot[],
  asOf?: InstantInput | Day,
): Promise<LotView[]> {
  const at = presentOf(books.head, asOf);
  const due = new Map((await dueBooks(books, at)).lots.map((lot) => [lot.id, lot]));
  return lots.map((lot) => {
    const { rowVersion } = lot;
    return viewOf({ ...(due.get(lot.id) ?? lot), rowVersion }, books.head.account.scale, at);
  });
}

function viewOf(lot: CreditLot, scale: number, at: string): LotView {
  const available = formatUnits(toUnits(lot.remaining, scale) - toUnits(lot.held, scale), scale);
  return { ...lot, status: statusOf(lot, at), available };
}

function statusOf(lot: CreditLot, at: string): LotStatus {
  if (lot.voidedAt !== null) return 'voided';
  if (lot.expiresAt !== null && lot.expiresAt <= at) return 'expired';
  if (lot.remaining === '0') return 'depleted';
  return lot.effectiveAt > at ? 'scheduled' : 'open';
}
