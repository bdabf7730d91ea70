import { formatUnits, toUnits } from '../../core/amount.ts';
import { LOT_KINDS, type LotKind } from '../policy/order.ts';
import type { AccountHead, LotFigures } from '../rows.ts';

/** The sums of one kind that a plan changes, in units. */
export interface KindTotals {
  original: bigint;
  remaining: bigint;
  consumed: bigint;
}

export type Totals = Record<LotKind, KindTotals>;

/** Figures of a new account, and of a new lot before its credit is filled in. */
export const NO_FIGURES: LotFigures = Object.freeze({
  original: '0',
  remaining: '0',
  held: '0',
  consumed: '0',
  refunded: '0',
  voided: '0',
  expired: '0',
});

/** Makes something for each kind. */
export function perKind<Made>(make: (kind: LotKind) => Made): Record<LotKind, Made> {
  return { purchased: make('purchased'), bonus: make('bonus'), adjustment: make('adjustment') };
}

/** The sums of a head, ready to be changed. */
export function openTotals({ totals, account }: AccountHead): Totals {
  return perKind((kind) => ({
    original: toUnits(totals[kind].original, account.scale),
    remaining: toUnits(totals[kind].remaining, account.scale),
    consumed: toUnits(totals[kind].consumed, account.scale),
  }));
}

/** The sums as the new head holds them. */
export function closeTotals(totals: Totals, { totals: base, account }: AccountHead): AccountHead['totals'] {
  return perKind((kind) => ({
    ...base[kind],
    original: formatUnits(totals[kind].original, account.scale),
    remaining: formatUnits(totals[kind].remaining, account.scale),
    consumed: formatUnits(totals[kind].consumed, account.scale),
  }));
}

/** Credit that no hold reserves, over all lots. */
export function availableOf(totals: Totals, { totals: base, account }: AccountHead): bigint {
  let sum = 0n;
  for (const kind of LOT_KINDS) sum += totals[kind].remaining - toUnits(base[kind].held, account.scale);
  return sum;
}
