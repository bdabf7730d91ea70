import { formatUnits, toUnits } from '../../core/amount.ts';
import type { CreditLedgerReads } from '../repository.ts';
import type { AccountHead, CreditLot } from '../rows.ts';

/**
 * Where a lot stands: `scheduled` takes effect after the instant asked about, `open` has credit, `depleted`
 * has none, `expired` and `voided` lost what was left.
 */
export type LotStatus = 'scheduled' | 'open' | 'depleted' | 'expired' | 'voided';

/** A lot as a person wants to see it. */
export interface LotView extends CreditLot {
  readonly status: LotStatus;
  /** What may still be taken: `remaining - held`. */
  readonly available: string;
}

/** A part of a list. Pass `next` as `after` for the following part; `null` means that this was the last. */
export interface Page<Item, Cursor> {
  readonly items: readonly Item[];
  readonly next: Cursor | null;
}

/** Lots in the order in which they are used, with those that are used up. */
export async function lotPage(
  reads: CreditLedgerReads,
  head: AccountHead,
  after: string | undefined,
  limit: number,
): Promise<Page<LotView, string>> {
  const { account, lastEffectiveAt } = head;
  const lots = await reads.lots(account.id, { after, limit });
  const items = lots.map((lot) => viewOf(lot, account.scale, lastEffectiveAt ?? ''));
  return { items, next: lots.length < limit ? null : (lots.at(-1)?.orderKey ?? null) };
}

function viewOf(lot: CreditLot, scale: number, at: string): LotView {
  const available = formatUnits(toUnits(lot.remaining, scale) - toUnits(lot.held, scale), scale);
  return { ...lot, status: statusOf(lot, at), available };
}

function statusOf(lot: CreditLot, at: string): LotStatus {
  if (lot.voided !== '0' && lot.remaining === '0') return 'voided';
  if (lot.expired !== '0' || (lot.expiresAt !== null && lot.expiresAt <= at)) return 'expired';
  if (lot.remaining === '0') return 'depleted';
  return lot.effectiveAt > at ? 'scheduled' : 'open';
}
