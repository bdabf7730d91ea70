import { compareText } from './order.ts';
import type { Line, Pricing } from './price.ts';

/** What several lines for one service bill beyond what is there. */
export interface Surplus {
  readonly quantity: bigint;
  readonly amount: bigint;
}

/** Largest quantity first; among equal ones the dearest, then the first row id. */
function bySize(a: Line, b: Line): number {
  return (
    compareUnits(b.quantity ?? 0n, a.quantity ?? 0n) ||
    compareUnits(b.amount ?? 0n, a.amount ?? 0n) ||
    compareText(a.row.rowId, b.row.rowId)
  );
}

function compareUnits(a: bigint, b: bigint): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/**
 * The surplus of lines that bill the same service twice: of their sum over the server figure, at most what all
 * but the largest line make up, and the amount of those lines, pro rata if only a part of them is surplus.
 * Undefined if a single line bills it, or nothing is too much. Source: reconciler 10.4.
 */
export function duplicateSurplus(
  lines: readonly Line[],
  server: bigint,
  pricing: Pricing,
): Surplus | undefined {
  if (lines.length < 2) return undefined;
  const billing = lines.filter(({ quantity }) => quantity !== null && quantity > 0n).sort(bySize);
  if (billing.length < 2) return undefined;
  const sum = lines.reduce((total, { quantity }) => total + (quantity ?? 0n), 0n);
  let others = 0n;
  let amount = 0n;
  for (const line of billing.slice(1)) {
    others += line.quantity ?? 0n;
    amount += line.amount ?? 0n;
  }
  const excess = sum - server;
  if (excess <= 0n) return undefined;
  if (excess >= others) return { quantity: others, amount };
  return { quantity: excess, amount: pricing.times({ money: amount, per: others }, excess) };
}
