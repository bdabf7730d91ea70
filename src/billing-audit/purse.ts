import type { ScaledAmount } from '../core/amount.ts';
import type { DayNumber } from './days.ts';
import { compareMoney, formatMoney, isSame, minus } from './money.ts';

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

function isLeft({ left }: Credit): boolean {
  return left.units > 0n;
}

/** Credits of one day in order of their ids. Only the first that is left is ever used in part. */
class DayCredits {
  readonly day: DayNumber;
  readonly #credits: Credit[] = [];
  #first = 0;
  /** Those of each amount that may still be whole, last id first. */
  #whole: Map<string, Credit[]> | undefined;

  constructor(day: DayNumber) {
    this.day = day;
  }

  add(credit: Credit): void {
    this.#credits.push(credit);
  }

  /** One of just the amount, else the first; undefined when all are used up. */
  best(open: ScaledAmount): Credit | undefined {
    let first = this.#credits[this.#first];
    while (first !== undefined && !isLeft(first)) {
      this.#first += 1;
      first = this.#credits[this.#first];
    }
    return first === undefined || isSame(first.left, open) ? first : (this.#wholeOf(open) ?? first);
  }

  #wholeOf(open: ScaledAmount): Credit | undefined {
    this.#whole ??= this.#byAmount();
    const fitting = this.#whole.get(formatMoney(open)) ?? [];
    let credit = fitting.at(-1);
    while (credit !== undefined && !isSame(credit.left, open)) {
      fitting.pop();
      credit = fitting.at(-1);
    }
    return credit;
  }

  #byAmount(): Map<string, Credit[]> {
    const whole = new Map<string, Credit[]>();
    for (const credit of this.#credits.toReversed()) {
      const amount = formatMoney(credit.left);
      const own = whole.get(amount);
      if (own === undefined) whole.set(amount, [credit]);
      else own.push(credit);
    }
    return whole;
  }
}

/** Credits of one service, or of one account and category. A draw costs the same for ten of them and for a million. */
export class Purse {
  #credits: Credit[];
  /** Days with something left, ascending; undefined when credits have come since. */
  #days: DayCredits[] | undefined;

  constructor(credit: Credit) {
    this.#credits = [credit];
  }

  add(credit: Credit): void {
    this.#credits.push(credit);
    this.#days = undefined;
  }

  /** Draws until `owed` is paid or no credit dated on or after `day` is left; hands back what is still owed. */
  draw(day: DayNumber, owed: ScaledAmount, ids: string[]): ScaledAmount {
    this.#days ??= this.#byDay();
    let open = owed;
    while (open.units > 0n) {
      const credit = this.#best(this.#days, day, open);
      if (credit === undefined) break;
      const part = compareMoney(credit.left, open) <= 0 ? credit.left : open;
      credit.left = minus(credit.left, part);
      open = minus(open, part);
      ids.push(credit.id);
    }
    return open;
  }

  /** Credits with something left. */
  unused(): readonly Credit[] {
    return this.#credits.filter(isLeft);
  }

  #byDay(): DayCredits[] {
    this.#credits = this.#credits.filter(isLeft).sort(byDayThenId);
    const days: DayCredits[] = [];
    for (const credit of this.#credits) {
      let last = days.at(-1);
      if (last?.day !== credit.day) {
        last = new DayCredits(credit.day);
        days.push(last);
      }
      last.add(credit);
    }
    return days;
  }

  /** Of the earliest day that counts; days that are used up are let go. */
  #best(days: DayCredits[], day: DayNumber, open: ScaledAmount): Credit | undefined {
    const index = firstOn(days, day);
    for (let found = days[index]; found !== undefined; found = days[index]) {
      const credit = found.best(open);
      if (credit !== undefined) return credit;
      days.splice(index, 1);
    }
    return undefined;
  }
}

function firstOn(days: readonly DayCredits[], day: DayNumber): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle]?.day ?? 0) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
