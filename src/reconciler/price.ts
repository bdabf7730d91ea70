import { divideHalfUp, pow10 } from '../core/amount.ts';
import type { ReportNumbers } from './check-input.ts';
import type { CompiledRule } from './compile-rules.ts';
import type { PortalRow } from './input.ts';

/** Decimals of an expected amount. Source: X11. */
export const EXPECTED_SCALE = 8;

/** A portal row with its numbers in units. */
export interface Line {
  readonly row: PortalRow;
  /** Counted quantity; in a category that compares presence, 1 for any positive one. */
  readonly quantity: bigint | null;
  readonly amount: bigint | null;
}

/** The price of one unit for one billing cycle, as an exact fraction: money units per quantity units. */
export interface Price {
  readonly money: bigint;
  readonly per: bigint;
}

const DAYS_OF_A_MONTHLY_PRICE = 30n;

function samePrice(a: Price, b: Price): boolean {
  return a.money * b.per === b.money * a.per;
}

/** Reads lines and finds prices in one category. Source: reconciler 10.5, money. */
export class Pricing {
  readonly #numbers: ReportNumbers;
  readonly #rule: CompiledRule;
  readonly #projectDaily: boolean;

  constructor(rule: CompiledRule, numbers: ReportNumbers, projectDaily: boolean) {
    this.#rule = rule;
    this.#numbers = numbers;
    this.#projectDaily = projectDaily;
  }

  line(row: PortalRow): Line {
    const { quantities, money } = this.#numbers;
    const counted = quantities.unitsOrNull(row.quantity);
    const present = this.#rule.compare === 'presence' && counted !== null;
    const quantity = present ? (counted > 0n ? quantities.one : 0n) : counted;
    const amount = money.unitsOrNull(row.amount);
    const projected = this.#projectDaily && row.cycleDays === 1;
    return {
      row,
      quantity,
      amount: projected && amount !== null ? amount * DAYS_OF_A_MONTHLY_PRICE : amount,
    };
  }

  /** The first price of the ladder: the lines' own, their unit cost, the rule's, the category's only one. */
  priceOf(lines: readonly Line[], shared: () => Price | null): Price | null {
    return this.ownPrice(lines) ?? this.#rulePrice() ?? shared();
  }

  /** What the lines themselves say: amount by quantity, else a unit cost that all of them share. */
  ownPrice(lines: readonly Line[]): Price | null {
    let money = 0n;
    let per = 0n;
    for (const { amount, quantity } of lines) {
      if (amount === null || quantity === null || quantity <= 0n) continue;
      money += amount;
      per += quantity;
    }
    if (per > 0n) return { money, per };
    return onlyPrice(lines.map((line) => this.#unitCost(line)));
  }

  /** The one price that all lines with a price share; null if they show several, or none. */
  sharedPrice(lines: Iterable<Line>): Price | null {
    const prices: (Price | null)[] = [];
    for (const line of lines) prices.push(this.ownPrice([line]));
    return onlyPrice(prices);
  }

  /**
   * Price times quantity in money units, rounded once to 8 decimals, half up. For just the quantity that the
   * price was taken from it is the very amount, so that equal sides never differ by a rounding.
   */
  times({ money, per }: Price, quantity: bigint): bigint {
    if (quantity === per) return money;
    const wide = pow10(this.#numbers.money.scale - EXPECTED_SCALE);
    return divideHalfUp(money * quantity, per * wide) * wide;
  }

  /** Unit cost is a monthly price, also on a daily line, which then costs a thirtieth. */
  #unitCost({ row }: Line): Price | null {
    if (row.unitCost === null) return null;
    const money = this.#numbers.money.units(row.unitCost);
    const daily = row.cycleDays === 1 && !this.#projectDaily;
    return { money, per: this.#numbers.quantities.one * (daily ? DAYS_OF_A_MONTHLY_PRICE : 1n) };
  }

  #rulePrice(): Price | null {
    const { unitPrice } = this.#rule;
    if (unitPrice === null) return null;
    return { money: this.#numbers.money.units(unitPrice), per: this.#numbers.quantities.one };
  }
}

function onlyPrice(prices: Iterable<Price | null>): Price | null {
  let only: Price | null = null;
  for (const price of prices) {
    if (price === null) continue;
    if (only !== null && !samePrice(only, price)) return null;
    only ??= price;
  }
  return only;
}
