import type { ScaledAmount } from '../core/amount.ts';
import type { DayNumber } from './days.ts';
import { compareMoney, isSame, minus } from './money.ts';

/** A negative line, as a positive amount. */
export interface Credit {
  readonly id: string;
  readonly day: DayNumber;
  readonly amount: ScaledAmount;
  left: ScaledAmount;
}

function byDayThenId(a: Credit, b: Credit): number {
  return a.day - b.day || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Credits of one service, or of one account and category. Those that are used up are let go. */
export class Purse {
  readonly #credits: Credit[];
  #isSorted = true;

  constructor(credit: Credit) {
    this.#credits = [credit];
  }

  add(credit: Credit): void {
    this.#credits.push(credit);
    this.#isSorted = false;
  }

  /** Draws until `owed` is paid or no credit dated on or after `day` is left; hands back what is still owed. */
  draw(day: DayNumber, owed: ScaledAmount, ids: string[]): ScaledAmount {
    if (!this.#isSorted) this.#credits.sort(byDayThenId);
    this.#isSorted = true;
    let open = owed;
    while (open.units > 0n) {
      const index = this.#best(day, open);
      const credit = this.#credits[index];
      if (credit === undefined) break;
      const part = compareMoney(credit.left, open) <= 0 ? credit.left : open;
      credit.left = minus(credit.left, part);
      open = minus(open, part);
      ids.push(credit.id);
      if (credit.left.units === 0n) this.#credits.splice(index, 1);
    }
    return open;
  }

  /** Credits with something left. */
  unused(): readonly Credit[] {
    return this.#credits;
  }

  /** The earliest one; on its day one of just the amount, else the first by id. */
  #best(day: DayNumber, open: ScaledAmount): number {
    const first = this.#firstOn(day);
    const earliest = this.#credits[first]?.day;
    for (let index = first; index < this.#credits.length; index += 1) {
      const credit = this.#credits[index];
      if (credit?.day !== earliest) break;
      if (credit !== undefined && isSame(credit.left, open)) return index;
    }
    return first;
  }

  #firstOn(day: DayNumber): number {
    let low = 0;
    let high = this.#credits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#credits[middle]?.day ?? 0) < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
