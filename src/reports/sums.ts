import type { ClaimCase, Sum } from '../billing-audit/index.ts';
import { formatUnits, parseAmount, rescale } from '../core/amount.ts';

/** The exact sum of amounts. */
export function sumOf(amounts: readonly string[]): string {
  let units = 0n;
  let scale = 0;
  for (const amount of amounts) {
    const read = parseAmount(amount);
    const finer = Math.max(scale, read.scale);
    units = rescale(units, scale, finer) + rescale(read.units, read.scale, finer);
    scale = finer;
  }
  return formatUnits(units, scale);
}

/** What all cases claim, and what stands beside them as pending; in whole cents, as the cases are. */
export function claimSums(cases: readonly ClaimCase[]): {
  readonly claimed: string;
  readonly pending: string;
} {
  return {
    claimed: sumOf(cases.map(({ claimed }) => claimed)),
    pending: sumOf(cases.map(({ pending }) => pending)),
  };
}

/** Sums of several sums. */
export function addSums(sums: readonly Sum[]): Sum {
  return {
    count: sums.reduce((count, one) => count + one.count, 0),
    gross: sumOf(sums.map(({ gross }) => gross)),
    credited: sumOf(sums.map(({ credited }) => credited)),
    net: sumOf(sums.map(({ net }) => net)),
  };
}

/** One amount less another, exactly. */
export function difference(minuend: string, subtrahend: string): string {
  const [a, b] = [parseAmount(minuend), parseAmount(subtrahend)];
  const scale = Math.max(a.scale, b.scale);
  return formatUnits(rescale(a.units, a.scale, scale) - rescale(b.units, b.scale, scale), scale);
}
