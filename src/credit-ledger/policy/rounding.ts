import { divideHalfUp, pow10, rescale } from '../../core/amount.ts';

/** How a figure with too many decimals is cut. `half-up` means half away from zero (rule X11). */
export type RoundingMode = 'half-up' | 'half-even' | 'down' | 'up';

/** Decimals to keep, and how to drop the others. */
export interface Rounding {
  /** Decimals that stay, 0 or more. */
  readonly scale: number;
  /** Default `half-up`. */
  readonly mode?: RoundingMode;
}

export const ROUNDING_MODES: readonly RoundingMode[] = ['half-up', 'half-even', 'down', 'up'];

/** `units` of scale `from` as units of scale `to`, rounded once. */
export function roundUnits(units: bigint, from: number, to: number, mode: RoundingMode = 'half-up'): bigint {
  if (to >= from || mode === 'half-up') return rescale(units, from, to);
  const divisor = pow10(from - to);
  const cut = units / divisor;
  const rest = units % divisor;
  if (rest === 0n || mode === 'down') return cut;
  if (mode === 'up') return cut + (units < 0n ? -1n : 1n);
  const isHalf = 2n * (rest < 0n ? -rest : rest) === divisor;
  return isHalf && cut % 2n === 0n ? cut : divideHalfUp(units, divisor);
}
