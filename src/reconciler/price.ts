import type { CompiledRule } from './compile-rules.ts';
import { Exact } from './exact.ts';

/** Decimals of an expected amount. Source: X11. */
export const EXPECTED_SCALE = 8;

/** The price of one unit for one billing cycle, as an exact fraction: so much money for so many. */
export interface Price {
  readonly money: Exact;
  readonly per: Exact;
}

/** A portal row with its numbers. */
export interface Line {
  readonly rowId: string;
  /** Counted quantity; in a category that compares presence, 1 for any positive one. */
  readonly quantity: Exact | null;
  /** Quantity as printed. */
  readonly printed: Exact | null;
  readonly amount: Exact | null;
  readonly unitCost: Price | null;
}

/** Units of a monthly price that a daily line costs the thirtieth part of. */
export const MONTH = new Exact(30n, 0);

/**
 * Price times quantity, rounded once to 8 decimals, half up. For just the quantity that the price was taken from
 * it is the very amount, so that equal sides never differ by a rounding.
 */
export function priceTimes({ money, per }: Price, quantity: Exact): Exact {
  return quantity.equals(per) ? money : money.times(quantity).dividedBy(per, EXPECTED_SCALE);
}

/** What a single line says of its price: amount by quantity, else its unit cost. */
export function linePrice({ amount, quantity, unitCost }: Omit<Line, 'rowId' | 'printed'>): Price | null {
  return amount !== null && quantity?.isPositive === true ? { money: amount, per: quantity } : unitCost;
}

/** The price that a rule names. */
export function rulePrice({ unitPrice }: CompiledRule): Price | null {
  return unitPrice === null ? null : { money: unitPrice, per: Exact.ONE };
}
