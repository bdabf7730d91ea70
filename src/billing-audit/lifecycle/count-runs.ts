import type { DayNumber } from '../days.ts';

interface Run {
  readonly day: DayNumber;
  /** Newest reading of the day. */
  count: number;
  /** Largest reading of the day. */
  peak: number;
}

/** Readings of one category on one device in order of time; a reading that changes nothing takes no room. */
export class CountRuns {
  readonly #runs: Run[] = [];

  add(day: DayNumber, count: number): void {
    const last = this.#runs.at(-1);
    if (last?.day === day) {
      last.count = count;
      last.peak = Math.max(last.peak, count);
    } else if (last?.count !== count) this.#runs.push({ day, count, peak: count });
  }

  /** Most units that were there at any time of the day; null before the first reading. */
  on(day: DayNumber): number | null {
    let low = 0;
    let high = this.#runs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#runs[middle]?.day ?? 0) <= day) low = middle + 1;
      else high = middle;
    }
    const run = this.#runs[low - 1];
    if (run === undefined) return null;
    const before = this.#runs[low - 2]?.count ?? 0;
    return run.day === day ? Math.max(run.peak, before) : run.count;
  }
}
