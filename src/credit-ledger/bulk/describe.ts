import { formatUnits, toUnits } from '../../core/amount.ts';
import type { LotKind } from '../policy/order.ts';
import type { OrderedAllocation } from './allocate-in-order.ts';

/** What one lot paid for one usage. */
export interface AllocatedSlice {
  readonly usageId: string;
  readonly lotId: string;
  readonly kind: LotKind;
  readonly amount: string;
  /** Set when the lot took effect after the usage. */
  readonly lateFunding?: true;
}

/** What nobody paid of a usage. */
export interface OpenShortfall {
  readonly usageId: string;
  readonly amount: string;
}

/** Where the credit of a lot went: `original = consumed + expired + remaining`. */
export interface LotOutcome {
  readonly lotId: string;
  readonly kind: LotKind;
  readonly consumed: string;
  /** What nobody used before its expiry. */
  readonly expired: string;
  readonly remaining: string;
}

/** An allocation in plain rows: amounts are plain decimals. */
export interface DescribedAllocation {
  readonly slices: readonly AllocatedSlice[];
  /** Only usages with a debt. */
  readonly shortfalls: readonly OpenShortfall[];
  readonly lots: readonly LotOutcome[];
}

/**
 * An allocation in plain rows, as JSON. Columns are smaller and faster; rows are for people and for storage.
 *
 * @param asOf ISO instant at which expiry is judged; default: the latest instant of a usage or a lot's start
 */
export function describeAllocation(allocation: OrderedAllocation, asOf?: string): DescribedAllocation {
  const { scale, lots, usages, slices, shortfall, remaining } = allocation;
  const text = (units: bigint): string => formatUnits(units, scale);
  const described = Array.from(slices.units, (units, index): AllocatedSlice => {
    const usage = at(usages, slices.usage[index]);
    const { id: lotId, kind, effectiveAt } = at(lots, slices.lot[index]);
    const slice = { usageId: usage.id, lotId, kind, amount: text(units) };
    return effectiveAt > usage.occurredAt ? { ...slice, lateFunding: true } : slice;
  });
  const owed = [...usages.keys()].filter((index) => shortfall[index] !== 0n);
  const shortfalls = owed.map((index) => ({
    usageId: at(usages, index).id,
    amount: text(at(shortfall, index)),
  }));
  const by = asOf ?? latest(allocation);
  const outcomes = lots.map(({ id: lotId, kind, original, expiresAt }, index): LotOutcome => {
    const left = at(remaining, index);
    const expired = expiresAt !== null && expiresAt <= by ? left : 0n;
    const consumed = text(toUnits(original, scale) - left);
    return { lotId, kind, consumed, expired: text(expired), remaining: text(left - expired) };
  });
  return { slices: described, shortfalls, lots: outcomes };
}

function latest({ lots, usages }: OrderedAllocation): string {
  let at = '';
  for (const { effectiveAt } of lots) if (effectiveAt > at) at = effectiveAt;
  for (const { occurredAt } of usages) if (occurredAt > at) at = occurredAt;
  return at;
}

function at<Item>(items: readonly Item[], index: number | undefined): Item {
  const item = index === undefined ? undefined : items[index];
  if (item === undefined) throw new RangeError('the allocation belongs to other lists');
  return item;
}
