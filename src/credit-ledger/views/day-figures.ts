import { toUnits } from '../../core/amount.ts';
import type { CreditLedgerReads } from '../repository.ts';
import type { AccountHead, EntryType, LedgerEntry } from '../rows.ts';

const PAGE = 1000;

/** What happened on one business day, in units of the account's scale. */
export interface DayFigures {
  purchased: bigint;
  bonus: bigint;
  /** Adjustments of both signs, netted. */
  adjustment: bigint;
  usage: bigint;
  returned: bigint;
  refunded: bigint;
  voided: bigint;
  expired: bigint;
  /** Adjustment lots that came from negative usage; contained in `adjustment`. */
  credited: bigint;
  /** Change of the open debt. */
  debt: bigint;
}

/** A day on which nothing happened. */
export function quietDay(): DayFigures {
  return {
    purchased: 0n,
    bonus: 0n,
    adjustment: 0n,
    usage: 0n,
    returned: 0n,
    refunded: 0n,
    voided: 0n,
    expired: 0n,
    credited: 0n,
    debt: 0n,
  };
}

/** By how much a day changes the net balance. */
export function netOf(day: DayFigures): bigint {
  const added = day.purchased + day.bonus + day.adjustment + day.returned;
  return added - day.usage - day.refunded - day.voided - day.expired;
}

/** Net usage as the old addon counted it: negative rows lower it. */
export function usageAmountOf(day: DayFigures): bigint {
  return day.usage - day.returned - day.credited;
}

/**
 * The figures of each day with entries from `from` on, up to `until` if it is given. Belongs to the state of
 * the head: what was written after it is left out, and so is what the opening balance contains.
 */
export async function foldDays(
  reads: CreditLedgerReads,
  head: AccountHead,
  from: string,
  until?: string,
): Promise<Map<string, DayFigures>> {
  const days = new Map<string, DayFigures>();
  let after: Pick<LedgerEntry, 'day' | 'seq'> | undefined;
  for (;;) {
    const page = await reads.entriesByDay(head.account.id, { from, after, limit: PAGE });
    for (const entry of page) {
      if (until !== undefined && entry.day > until) return days;
      if (counts(entry, head)) count(days, entry, head.account.scale);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return days;
    after = { day: last.day, seq: last.seq };
  }
}

function counts({ seq, effectiveAt }: LedgerEntry, { nextSeq, openingAt }: AccountHead): boolean {
  return seq < nextSeq && (openingAt === null || effectiveAt >= openingAt);
}

function count(days: Map<string, DayFigures>, entry: LedgerEntry, scale: number): void {
  const day = days.get(entry.day) ?? quietDay();
  days.set(entry.day, day);
  const units = toUnits(entry.amount, scale);
  day.debt += debtSign(entry) * units;
  const column = columnOf(entry);
  if (column === undefined) return;
  // Usage by another name: a correction or a refund that was paid like one.
  day[column] += column === 'adjustment' && entry.type !== 'lot.created' ? -units : units;
  if (entry.type === 'lot.created' && entry.origin === 'usage') day.credited += units;
}

const COLUMNS: Readonly<Partial<Record<EntryType, keyof DayFigures>>> = {
  'usage.reversed': 'returned',
  'lot.refunded': 'refunded',
  'lot.voided': 'voided',
  'lot.expired': 'expired',
};

function columnOf({ type, kind, origin }: LedgerEntry): keyof DayFigures | undefined {
  if (type === 'lot.created') return kind ?? undefined;
  if (type !== 'usage.allocated' && type !== 'usage.shortfall') return COLUMNS[type];
  if (origin === 'adjustment') return 'adjustment';
  return origin === 'refund' ? 'refunded' : 'usage';
}

function debtSign({ type, lotId }: LedgerEntry): bigint {
  if (type === 'usage.shortfall' || (type === 'usage.before_opening' && lotId !== null)) return 1n;
  return type === 'shortfall.settled' || (type === 'usage.reversed' && lotId === null) ? -1n : 0n;
}
