import { formatUnits, toUnits } from '../../core/amount.ts';
import { LOT_KINDS, type LotKind } from '../policy/order.ts';
import type { AccountHead, LotFigures } from '../rows.ts';

/** The sums of one kind, in units. */
export type KindTotals = Record<keyof LotFigures, bigint>;

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

function perFigure<From, To>(
  figures: Readonly<Record<keyof LotFigures, From>>,
  make: (from: From) => To,
): Record<keyof LotFigures, To> {
  return {
    original: make(figures.original),
    remaining: make(figures.remaining),
    held: make(figures.held),
    consumed: make(figures.consumed),
    refunded: make(figures.refunded),
    voided: make(figures.voided),
    expired: make(figures.expired),
  };
}

/** The sums of a head, ready to be changed. */
export function openTotals({ totals, account }: AccountHead): Totals {
  return perKind((kind) => perFigure(totals[kind], (text) => toUnits(text, account.scale)));
}

/** The sums as the new head holds them. */
export function closeTotals(totals: Totals, scale: number): AccountHead['totals'] {
  return perKind((kind) => perFigure(totals[kind], (units) => formatUnits(units, scale)));
}

/** Credit that usage of the right time may take, over all lots: neither used nor held. */
export function fundableOf(totals: Totals): bigint {
  let sum = 0n;
  for (const kind of LOT_KINDS) {
    const { remaining, held, expired } = totals[kind];
    sum += remaining - held + expired;
  }
  return sum;
}
