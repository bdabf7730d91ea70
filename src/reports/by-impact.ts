import { parseAmount, rescale } from '../core/amount.ts';

/** The same rows, those with the largest money first whatever its sign, those without any known last. */
export function byImpact<Row>(rows: readonly Row[], impactOf: (row: Row) => string | null): readonly Row[] {
  const read = rows.map((row) => {
    const impact = impactOf(row);
    return { row, impact: impact === null ? null : parseAmount(impact) };
  });
  const scale = read.reduce((most, { impact }) => Math.max(most, impact?.scale ?? 0), 0);
  const sized = read.map(({ row, impact }) => {
    const units = impact === null ? -1n : rescale(impact.units, impact.scale, scale);
    return { row, size: impact !== null && units < 0n ? -units : units };
  });
  return sized.sort((a, b) => (a.size === b.size ? 0 : a.size < b.size ? 1 : -1)).map(({ row }) => row);
}
