import { Exact, ExactSum } from './exact.ts';

/** Both sides of an item as they are summed up. */
export interface Measures {
  readonly server: Exact;
  readonly portal: Exact;
  readonly variance: Exact;
  readonly billed: Exact;
  readonly expected: Exact | null;
  readonly impact: Exact | null;
}

/** Sums of a category while its items come in. */
export interface CategoryTotals {
  readonly server: ExactSum;
  readonly portal: ExactSum;
  readonly gross: ExactSum;
  readonly billed: ExactSum;
  readonly expected: ExactSum;
  readonly impact: ExactSum;
  readonly grossImpact: ExactSum;
  readonly pastGrace: ExactSum;
  unpricedItems: number;
  /** Items whose sides are equal: their quantity is on both sides, what they bill is what was expected. */
  readonly even: { readonly quantity: ExactSum; readonly money: ExactSum };
}

export function newTotals(): CategoryTotals {
  return {
    server: new ExactSum(),
    portal: new ExactSum(),
    gross: new ExactSum(),
    billed: new ExactSum(),
    expected: new ExactSum(),
    impact: new ExactSum(),
    grossImpact: new ExactSum(),
    pastGrace: new ExactSum(),
    unpricedItems: 0,
    even: { quantity: new ExactSum(), money: new ExactSum() },
  };
}

export function addItem(
  totals: CategoryTotals,
  { server, portal, variance, billed, expected, impact }: Measures,
): void {
  totals.server.add(server);
  totals.portal.add(portal);
  totals.gross.add(variance.abs);
  totals.billed.add(billed);
  if (impact === null) {
    totals.unpricedItems += 1;
    return;
  }
  totals.expected.add(expected ?? Exact.ZERO);
  totals.impact.add(impact);
  totals.grossImpact.add(impact.abs);
}
