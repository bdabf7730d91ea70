import { toUnits } from '../core/amount.ts';
import { LOT_KINDS, type LotKind } from './policy/order.ts';
import type { EntryType, LedgerEntry } from './rows.ts';

/** Columns of the day view that entries fill. */
export type Column =
  | 'purchased'
  | 'bonus'
  | 'adjustment'
  | 'usage'
  | 'returned'
  | 'refunded'
  | 'voided'
  | 'expired'
  | 'credited';

export const COLUMNS: readonly Column[] = [
  'purchased',
  'bonus',
  'adjustment',
  'usage',
  'returned',
  'refunded',
  'voided',
  'expired',
  'credited',
];

type EntryNature = Pick<LedgerEntry, 'type' | 'kind' | 'origin' | 'lotId' | 'reversesSeq'>;

/** By how much something changes an account, in units of its scale. */
export interface Movement extends Record<Column, bigint> {
  /** What is left, by kind of lot. */
  readonly remaining: Record<LotKind, bigint>;
  /** What usage took, by kind of lot. */
  readonly consumed: Record<LotKind, bigint>;
  held: bigint;
  debt: bigint;
}

/** No change. */
export function noMovement(): Movement {
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
    remaining: { purchased: 0n, bonus: 0n, adjustment: 0n },
    consumed: { purchased: 0n, bonus: 0n, adjustment: 0n },
    held: 0n,
    debt: 0n,
  };
}

/** Adds what an entry does. */
export function addEntry(movement: Movement, entry: LedgerEntry, scale: number): void {
  addUnits(movement, entry, toUnits(entry.amount, scale));
}

/** Adds what an entry of so many units does; a negative number takes as much back. */
export function addUnits(movement: Movement, entry: EntryNature, amount: bigint): void {
  const { type, kind, origin } = entry;
  const units = entry.reversesSeq === null ? amount : -amount;
  const column = columnOf(entry);
  if (column !== undefined) {
    // A correction downwards is paid like a usage, but stands among the adjustments.
    movement[column] += column === 'adjustment' && type !== 'lot.created' ? -units : units;
  }
  if (type === 'lot.created' && origin === 'usage') movement.credited += units;
  if (kind !== null) {
    const effect = (ON_CREDIT[type] ?? 0n) * units;
    movement.remaining[kind] += effect;
    if (OF_USAGE.includes(type)) movement.consumed[kind] -= effect;
  }
  movement.held += (ON_HOLD[type] ?? 0n) * units;
  movement.debt += debtSign(entry) * units;
}

/** Whether two entries move the same figures the same way, so that their amounts may be added up first. */
export function haveOneEffect(a: EntryNature, b: EntryNature): boolean {
  if (a.type !== b.type || a.kind !== b.kind || a.origin !== b.origin) return false;
  return (a.lotId === null) === (b.lotId === null) && (a.reversesSeq === null) === (b.reversesSeq === null);
}

/** Adds a movement to another. */
export function addMovement(sum: Movement, part: Movement): void {
  for (const column of COLUMNS) sum[column] += part[column];
  for (const kind of LOT_KINDS) {
    sum.remaining[kind] += part.remaining[kind];
    sum.consumed[kind] += part.consumed[kind];
  }
  sum.held += part.held;
  sum.debt += part.debt;
}

/** By how much a movement changes the net balance. */
export function netOf(movement: Movement): bigint {
  const added = movement.purchased + movement.bonus + movement.adjustment + movement.returned;
  return added - movement.usage - movement.refunded - movement.voided - movement.expired;
}

/** Net usage as the old addon counted it: negative rows lower it. */
export function usageAmountOf(movement: Movement): bigint {
  return movement.usage - movement.returned - movement.credited;
}

/** Effect on what is left of a lot. */
const ON_CREDIT: Readonly<Partial<Record<EntryType, bigint>>> = {
  'lot.created': 1n,
  'usage.allocated': -1n,
  'shortfall.settled': -1n,
  'usage.before_opening': 1n,
  'usage.reversed': 1n,
  'lot.refunded': -1n,
  'lot.voided': -1n,
  'lot.expired': -1n,
};

/** What these take from a lot was consumed, and what they give back was not. */
const OF_USAGE: readonly EntryType[] = [
  'usage.allocated',
  'shortfall.settled',
  'usage.before_opening',
  'usage.reversed',
];

const ON_HOLD: Readonly<Partial<Record<EntryType, bigint>>> = {
  'hold.placed': 1n,
  'hold.posted': -1n,
  'hold.released': -1n,
};

const DIRECT_COLUMNS: Readonly<Partial<Record<EntryType, Column>>> = {
  'usage.reversed': 'returned',
  'lot.refunded': 'refunded',
  'lot.voided': 'voided',
  'lot.expired': 'expired',
};

function columnOf({ type, kind, origin }: EntryNature): Column | undefined {
  if (type === 'lot.created') return kind ?? undefined;
  if (type !== 'usage.allocated' && type !== 'usage.shortfall') return DIRECT_COLUMNS[type];
  if (origin === 'adjustment') return 'adjustment';
  return origin === 'refund' ? 'refunded' : 'usage';
}

function debtSign({ type, lotId }: EntryNature): bigint {
  if (type === 'usage.shortfall' || (type === 'usage.before_opening' && lotId !== null)) return 1n;
  return type === 'shortfall.settled' || (type === 'usage.reversed' && lotId === null) ? -1n : 0n;
}
