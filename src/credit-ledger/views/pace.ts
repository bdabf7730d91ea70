import { divideHalfUp, pow10 } from '../../core/amount.ts';

/** How fast credit is used: net usage of each of seven days in a row, times `parts`, again and again. */
export interface Pace {
  readonly week: readonly bigint[];
  readonly parts: bigint;
}

const WEEK = 7;

/** The same every day: `usage` in `days` days. */
export function evenPace(usage: bigint, days: number): Pace {
  return { week: Array.from({ length: WEEK }, () => usage), parts: BigInt(days) };
}

/**
 * Each weekday as it was on average, beginning with the weekday of the day `first`. A weekday that does not
 * occur takes the average of all days.
 *
 * @param usage by day number, of days that follow each other
 */
export function weekdayPace(usage: ReadonlyMap<number, bigint>, first: number): Pace {
  const sums = Array.from({ length: WEEK }, () => ({ units: 0n, days: 0n }));
  const all = { units: 0n, days: 0n };
  for (const [number, units] of usage) {
    for (const sum of [sums[weekday(number - first)], all]) {
      if (sum === undefined) continue;
      sum.units += units;
      sum.days += 1n;
    }
  }
  const means = sums.map((sum) => (sum.days === 0n ? all : sum));
  const parts = means.reduce((product, { days }) => product * days, 1n);
  return { week: means.map(({ units, days }) => (units * parts) / days), parts };
}

/** Usage of a week, times `parts`. */
export function weekOf({ week }: Pace): bigint {
  return week.reduce((sum, units) => sum + units, 0n);
}

/** Mean usage per day with so many decimals, half up. */
export function meanOf(pace: Pace, scale: number, decimals: number): bigint {
  return divideHalfUp(weekOf(pace) * pow10(decimals), pace.parts * BigInt(WEEK) * pow10(scale));
}

/** Whole days that credit pays for at a pace that uses some. Exact. */
export function daysCovered(pace: Pace, credit: bigint): bigint {
  const have = credit * pace.parts;
  const sums = runningSums(pace);
  const most = sums.reduce(larger);
  const weeks = have < most ? 0n : (have - most) / weekOf(pace) + 1n;
  const inLastWeek = sums.findIndex((sum) => weeks * weekOf(pace) + sum > have);
  return have < 0n ? 0n : weeks * BigInt(WEEK) + BigInt(inLastWeek);
}

/** The least credit that pays for so many days, in units, rounded up. */
export function creditFor(pace: Pace, days: number): bigint {
  const weeks = BigInt(Math.floor(days / WEEK));
  const sums = runningSums(pace);
  const rest = sums.slice(0, days % WEEK).map((sum) => weeks * weekOf(pace) + sum);
  const lastWeek = weeks === 0n ? [] : sums.map((sum) => (weeks - 1n) * weekOf(pace) + sum);
  const need = [...lastWeek, ...rest].reduce(larger, 0n);
  return (need + pace.parts - 1n) / pace.parts;
}

function runningSums({ week }: Pace): bigint[] {
  let sum = 0n;
  return week.map((units) => {
    sum += units;
    return sum;
  });
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function weekday(number: number): number {
  return ((number % WEEK) + WEEK) % WEEK;
}
