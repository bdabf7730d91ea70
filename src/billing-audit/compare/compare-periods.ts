import type { ScaledAmount } from '../../core/amount.ts';
import { compareMoney, formatMoney, minus, negative, Total } from '../money.ts';
import type { Charge } from '../records.ts';
import { type DeltaSplit, percentOf, splitDelta } from './delta.ts';
import { groupCharges, type ItemGroup, type ItemSums } from './group-charges.ts';
import type { ItemKey } from './item-key.ts';

/** One side of a comparison. Amounts and quantities are decimal text. */
export interface PeriodFigures {
  /** Sum of the amounts, less credits. */
  readonly amount: string;
  /** Number of charges; credits are none. */
  readonly charges: number;
  /** Largest quantity on a charge above 0; null if none shows one. */
  readonly largestQuantity: string | null;
}

/** An item on both sides. Delta is B less A. */
export interface ItemComparison extends ItemKey {
  /** Charged on both sides, in B alone, in A alone. An item with two charges in a period may well be in order. */
  readonly change: 'continuing' | 'new' | 'gone';
  readonly a: PeriodFigures;
  readonly b: PeriodFigures;
  readonly delta: string;
  readonly split: DeltaSplit;
}

/** Sums of a category, or of everything. Delta is B less A, as decimal text. */
export interface PeriodTotals {
  readonly a: string;
  readonly b: string;
  readonly delta: string;
  /** Delta in percent of A, one decimal, half up; null where A is 0 and B is not. */
  readonly percent: string | null;
}

/** Two periods compared. */
export interface PeriodComparison {
  readonly totals: PeriodTotals;
  /** Categories that occur, in code-unit order. */
  readonly byCategory: Readonly<Record<string, PeriodTotals>>;
  /** Largest change first, then by identity. Nothing is capped. */
  readonly items: readonly ItemComparison[];
}

/**
 * Why one period is dearer than another: item by item, with each difference split into renewals, quantity and price.
 * A month is no billing period: a service of 30 days may renew twice in one. Amounts are exact.
 *
 * Source: billing-audit 4.13.
 * @throws InvalidInputError with every charge that has no calendar day or decimal amount
 */
export function comparePeriods(a: Iterable<Charge>, b: Iterable<Charge>): PeriodComparison {
  const groups = groupCharges(a, b);
  const sorted = groups
    .map((group) => ({ group, size: sizeOf(minus(group.b.amount, group.a.amount)) }))
    .sort((x, y) => compareMoney(y.size, x.size) || (x.group.id < y.group.id ? -1 : 1));
  const categories = new Map<string, ItemGroup[]>();
  for (const group of groups) {
    const own = categories.get(group.key.category);
    if (own === undefined) categories.set(group.key.category, [group]);
    else own.push(group);
  }
  const byCategory = [...categories].sort(([x], [y]) => (x < y ? -1 : 1));
  return {
    totals: totalsOf(groups),
    byCategory: Object.fromEntries(byCategory.map(([category, own]) => [category, totalsOf(own)])),
    items: sorted.map(({ group }) => compareItem(group)),
  };
}

function sizeOf(amount: ScaledAmount): ScaledAmount {
  return amount.units < 0n ? negative(amount) : amount;
}

function compareItem({ key, a, b }: ItemGroup): ItemComparison {
  const change =
    a.charges === 0 && b.charges > 0 ? 'new' : b.charges === 0 && a.charges > 0 ? 'gone' : 'continuing';
  const delta = formatMoney(minus(b.amount, a.amount));
  return { ...key, change, a: figuresOf(a), b: figuresOf(b), delta, split: splitDelta(a, b) };
}

function figuresOf({ amount, charges, largest }: ItemSums): PeriodFigures {
  return {
    amount: formatMoney(amount),
    charges,
    largestQuantity: largest === null ? null : formatMoney(largest),
  };
}

function totalsOf(groups: readonly ItemGroup[]): PeriodTotals {
  const a = new Total();
  const b = new Total();
  for (const group of groups) {
    a.add(group.a.amount);
    b.add(group.b.amount);
  }
  return {
    a: a.toString(),
    b: b.toString(),
    delta: formatMoney(minus(b.value, a.value)),
    percent: percentOf(a.value, b.value),
  };
}
