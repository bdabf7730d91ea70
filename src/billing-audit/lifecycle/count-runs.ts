import type { DayNumber } from '../days.ts';

interface Run {
  readonly day: DayNumber;
  /** Day of the newest reading that found the same. */
  lastDay: DayNumber;
  /** Newest reading of the day. */
  count: number;
  /** Largest reading of the day. */
  peak: number;
}

/** Readings of one category on one device in order of time; a reading that changes nothing takes no room. */
export class CountRuns {
  readonly #runs: Run[] = [];
  readonly #reachDays: number;

  /** @param reachDays so many days after a reading nobody knows any more */
  constructor(reachDays: number) {
    this.#reachDays = reachDays;
  }

  add(day: DayNumber, count: number): void {
    const last = this.#runs.at(-1);
    if (
      last === undefined ||
      day > last.lastDay + this.#reachDays ||
      (last.day < day && last.count !== count)
    ) {
      this.#runs.push({ day, lastDay: day, count, peak: count });
      return;
    }
    last.lastDay = day;
    last.count = count;
    if (last.day === day) last.peak = Math.max(last.peak, count);
  }

  /** Most units that were there at any time of the day; null where no reading tells. */
  on(day: DayNumber): number | null {
    let low = 0;
    let high = this.#runs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#runs[middle]?.day ?? 0) <= day) low = middle + 1;
      else high = middle;
    }
    const run = this.#runs[low - 1];
    if (run === undefined || day > run.lastDay + this.#reachDays) return null;
    if (run.day < day) return run.count;
    const before = this.#runs[low - 2];
    const isKnown = before !== undefined && day <= before.lastDay + this.#reachDays;
    return isKnown ? Math.max(run.peak, before.count) : run.peak;
  }
}
