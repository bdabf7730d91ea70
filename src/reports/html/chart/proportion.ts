import { formatUnits, parseAmount, rescale } from '../../../core/amount.ts';

/** Ten thousandths are finer than any screen. */
const PARTS = 10_000n;
/** In tenths. */
const NICE = [10n, 12n, 15n, 20n, 25n, 30n, 40n, 50n, 60n, 80n, 100n] as const;

/** Exact amounts of one list as whole numbers of its finest unit. */
function unitsOf(amounts: readonly string[]): { readonly units: readonly bigint[]; readonly scale: number } {
  const read = amounts.map((amount) => parseAmount(amount));
  const scale = read.reduce((most, one) => Math.max(most, one.scale), 0);
  return { units: read.map((one) => rescale(one.units, one.scale, scale)), scale };
}

function ratio(part: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number((part * PARTS) / whole) / Number(PARTS);
}

/** The shares of a whole, from 0 to 1; all 0 where the whole is 0. Less than nothing counts as nothing. */
export function sharesOf(amounts: readonly string[]): readonly number[] {
  const { units } = unitsOf(amounts);
  const parts = units.map((part) => (part > 0n ? part : 0n));
  const whole = parts.reduce((sum, part) => sum + part, 0n);
  return parts.map((part) => ratio(part, whole));
}

/** An axis with round ticks, and where each amount stands on it. */
export interface Axis {
  /** Decimal text, from top to bottom, at equal distances; 0 is one of them. */
  readonly ticks: readonly string[];
  /** From 0 at the bottom to 1 at the top, in the order of the amounts. */
  readonly places: readonly number[];
  readonly zero: number;
}

/** An axis that holds 0 and all amounts. */
export function axisOf(amounts: readonly string[]): Axis {
  const { units, scale } = unitsOf(amounts);
  let most = 0n;
  let least = 0n;
  for (const value of units) {
    if (value > most) most = value;
    if (value < least) least = value;
  }
  // In tenths of a unit, so that half a round number is exact.
  const largest = most > -least ? most : -least;
  const step = (largest === 0n ? 10n ** BigInt(scale + 1) : niceAbove(largest)) / 2n;
  const above = largest === 0n ? 2n : stepsOver(most * 10n, step);
  const below = stepsOver(-least * 10n, step);
  const place = (value: bigint): number => ratio(value + below * step, (above + below) * step);
  const ticks = Array.from({ length: Number(above + below) + 1 }, (_tick, index) =>
    formatUnits((above - BigInt(index)) * step, scale + 1),
  );
  return { ticks, places: units.map((value) => place(value * 10n)), zero: place(0n) };
}

/** How many steps reach so far. */
function stepsOver(length: bigint, step: bigint): bigint {
  return (length + step - 1n) / step;
}

/** The first round number that is not below a number of units, in tenths of a unit. */
function niceAbove(units: bigint): bigint {
  if (units === 0n) return 0n;
  const power = 10n ** BigInt(units.toString().length - 1);
  return (NICE.find((step) => step * power >= units * 10n) ?? 100n) * power;
}
