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
  const at = presentOf(books.head, query.asOf);
  const { account } = books.head;
  const due = new Map((await dueBooks(books, at)).lots.map((lot) => [lot.id, lot]));
  const lots = await books.rows.lots(account.id, { after, limit });
  const views = lots.map((lot) => {
    const { rowVersion } = lot;
    return viewOf({ ...(due.get(lot.id) ?? lot), rowVersion }, account.scale, at);
  });
  return pageOf(views, limit, ({ orderKey }) => orderKey);
}

function viewOf(lot: CreditLot, scale: number, at: string): LotView {
  const available = formatUnits(toUnits(lot.remaining, scale) - toUnits(lot.held, scale), scale);
  return { ...lot, status: statusOf(lot, at), available };
}

/** Where a lot stands at an instant that is not before the latest effect on record. */
export function statusOf(lot: CreditLot, at: string): LotStatus {
  if (lot.voidedAt !== null) return 'voided';
  if (lot.expiresAt !== null && lot.expiresAt <= at) return 'expired';
  if (lot.remaining === '0') return 'depleted';
  return lot.effectiveAt > at ? 'scheduled' : 'open';
}
