import { pow10 } from '../core/amount.ts';
import type { CompiledTolerance } from './compile-rules.ts';
import type { CategoryStatus } from './report.ts';

/** Sums of a category, in units of its quantity. */
export interface CategorySums {
  readonly server: bigint;
  readonly variance: bigint;
  /** Sum of the item variances without their signs. */
  readonly gross: bigint;
}

/** Status of a category that can be compared, first hit. `scale` is that of the units. Source: reconciler 10.5. */
export function categoryStatus(
  { server, variance, gross }: CategorySums,
  tolerance: CompiledTolerance,
  scale: number,
): Exclude<CategoryStatus, 'not_comparable'> {
  const beyond = (difference: bigint): boolean => !isWithin(difference, server, tolerance, scale);
  if (beyond(variance < 0n ? -variance : variance)) return variance > 0n ? 'over_billed' : 'under_billed';
  if (beyond(gross)) return 'offsetting';
  return variance === 0n && gross === 0n ? 'ok' : 'within_tolerance';
}

/** Whether a difference, without its sign, is inside the tolerance. Both limits are inclusive. */
function isWithin(difference: bigint, server: bigint, tolerance: CompiledTolerance, scale: number): boolean {
  if (difference === 0n) return true;
  const { absolute, percent, mode } = tolerance;
  const insideAbsolute = difference * pow10(absolute.scale) <= absolute.units * pow10(scale);
  if (percent === null) return insideAbsolute;
  const insidePercent = server > 0n && difference * 100n * pow10(percent.scale) <= percent.units * server;
  return mode === 'all' ? insideAbsolute && insidePercent : insideAbsolute || insidePercent;
}
