import { formatUnits } from '../../core/amount.ts';
import { type Day, dayFromNumber, dayNumber, parseDay } from '../../core/time.ts';
import { creditFor, daysCovered, evenPace, meanOf, type Pace, weekdayPace, weekOf } from './pace.ts';

/**
 * Why there is no figure. `NO_COMPLETE_DAY`: the ledger is too young; `NO_USAGE`: nothing was used;
 * `NET_CREDIT`: more came back than was used; `BEYOND_CALENDAR`: it lasts past the year 9999.
 */
export type RunwayReason = 'NO_COMPLETE_DAY' | 'NO_USAGE' | 'NET_CREDIT' | 'BEYOND_CALENDAR';

/** How long credit lasts at one pace. */
export interface Projection {
  /** Whole days that the credit still pays for, rounded down. */
  readonly days: number | null;
  /** `asOf` plus `days`: the first day that the credit does not pay for in full. */
  readonly depletion: string | null;
  /** Mean net usage per day at 2 decimals, half up, for display; `days` does not come from it. */
  readonly burn: string | null;
  readonly reason: RunwayReason | null;
}

/** The days looked back on. */
export interface Window {
  /** Net usage by day number, quiet days included. */
  readonly usage: ReadonlyMap<number, bigint>;
  readonly sum: bigint;
  /** Number of days in the mean. */
  readonly days: number;
}

const BURN_SCALE = 2;
const WEEK = 7;
const LAST_DAY = dayNumber(parseDay('9999-12-31'));

/** Projects the usage of a window from a day on. */
export class Forecast {
  readonly pace: Pace;
  readonly #scale: number;
  readonly #asOf: string | null;
  readonly #window: Window;

  constructor(scale: number, asOf: string | null, window: Window, isByWeekday: boolean) {
    this.#scale = scale;
    this.#asOf = asOf;
    this.#window = window;
    const first = asOf === null ? 0 : dayNumber(parseDay(asOf));
    const hasWeek = isByWeekday && window.days > 0;
    this.pace = hasWeek ? weekdayPace(window.usage, first) : evenPace(window.sum, window.days);
  }

  /** The pace of the seven days in a row, or of the whole window if it is shorter, that win a comparison. */
  extreme(wins: (a: bigint, b: bigint) => boolean): Pace {
    const usage = [...this.#window.usage.values()];
    const width = Math.min(WEEK, usage.length);
    let sum = usage.slice(0, width).reduce((total, units) => total + units, 0n);
    let best = sum;
    for (let end = width; end < usage.length; end += 1) {
      sum += (usage[end] ?? 0n) - (usage[end - width] ?? 0n);
      if (wins(sum, best)) best = sum;
    }
    return evenPace(best, width);
  }

  /** How long credit lasts at a pace. */
  project(pace: Pace, credit: bigint): Projection {
    const reason = this.#obstacle(pace);
    if (reason !== null || this.#asOf === null) return { days: null, depletion: null, burn: null, reason };
    const burn = formatUnits(meanOf(pace, this.#scale, BURN_SCALE), BURN_SCALE);
    const days = Number(daysCovered(pace, credit));
    const end = dayNumber(parseDay(this.#asOf)) + days;
    if (end > LAST_DAY) return { days: null, depletion: null, burn, reason: 'BEYOND_CALENDAR' };
    return { days, depletion: dayFromNumber(end), burn, reason: null };
  }

  /** What is missing for credit to last to a day. */
  topUp(target: Day, credit: bigint): string | null {
    if (this.#obstacle(this.pace) !== null || this.#asOf === null) return null;
    const need = creditFor(this.pace, dayNumber(target) - dayNumber(parseDay(this.#asOf))) - credit;
    return formatUnits(need > 0n ? need : 0n, this.#scale);
  }

  #obstacle(pace: Pace): RunwayReason | null {
    if (this.#asOf === null || this.#window.days === 0) return 'NO_COMPLETE_DAY';
    const week = weekOf(pace);
    if (week > 0n) return null;
    return week === 0n ? 'NO_USAGE' : 'NET_CREDIT';
  }
}
