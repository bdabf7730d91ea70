import type { Exact } from './exact.ts';
import type { LineSums } from './line-sums.ts';
import { priceTimes } from './price.ts';

/** What several lines for one service bill beyond what is there. */
export interface Surplus {
  readonly quantity: Exact;
  readonly amount: Exact;
}

/**
 * The surplus of lines that bill the same service twice: of their sum over the server figure, at most what all
 * but the largest line make up, and the amount of those lines, pro rata if only a part of them is surplus.
 * Undefined if a single line bills it, or nothing is too much. Source: reconciler 10.4.
 */
export function duplicateSurplus(lines: LineSums, server: Exact): Surplus | undefined {
  if (lines.billing < 2) return undefined;
  const excess = lines.counted.minus(server);
  if (!excess.isPositive) return undefined;
  const others = lines.billed.quantity.minus(lines.largest.quantity);
  const amount = lines.billed.amount.minus(lines.largest.amount);
  if (excess.compare(others) >= 0) return { quantity: others, amount };
  return { quantity: excess, amount: priceTimes({ money: amount, per: others }, excess) };
}
