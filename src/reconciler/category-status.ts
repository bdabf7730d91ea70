import type { CompiledTolerance } from './compile-rules.ts';
import { Exact } from './exact.ts';
import type { CategoryStatus } from './report.ts';

/** What the status of a category depends on. */
export interface ComparedSums {
  readonly server: Exact;
  readonly variance: Exact;
  /** Sum of the item variances without their signs. */
  readonly gross: Exact;
}

const HUNDRED = new Exact(100n, 0);

/** Status of a category that can be compared, first hit. Source: reconciler 10.5. */
export function categoryStatus(
  { server, variance, gross }: ComparedSums,
  tolerance: CompiledTolerance,
): Exclude<CategoryStatus, 'not_comparable'> {
  const beyond = (difference: Exact): boolean => !isWithin(difference, server, tolerance);
  if (beyond(variance.abs)) return variance.isPositive ? 'over_billed' : 'under_billed';
  if (beyond(gross)) return 'offsetting';
  return variance.isZero && gross.isZero ? 'ok' : 'within_tolerance';
}

/** Whether a difference, without its sign, is inside the tolerance. Both limits are inclusive. */
function isWithin(difference: Exact, server: Exact, { absolute, percent, mode }: CompiledTolerance): boolean {
  if (difference.isZero) return true;
  const insideAbsolute = difference.compare(absolute) <= 0;
  if (percent === null) return insideAbsolute;
  const insidePercent = server.isPositive && difference.times(HUNDRED).compare(percent.times(server)) <= 0;
  return mode === 'all' ? insideAbsolute && insidePercent : insideAbsolute || insidePercent;
}
