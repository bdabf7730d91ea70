import { Exact } from './exact.ts';
import { OnlyPrice } from './only-price.ts';
import { type Line, linePrice, type Price } from './price.ts';

interface Amount {
  readonly quantity: Exact;
  readonly amount: Exact;
}

const NOTHING: Amount = { quantity: Exact.ZERO, amount: Exact.ZERO };

/**
 * What the lines of one key come to, however many they are: their sums, the prices they show, and their ids, which
 * findings name. No line is kept.
 */
export class LineSums {
  /** In order of arrival. */
  readonly rowIds: string[] = [];
  /** The price that all lines with a price share, each by itself. */
  readonly each = new OnlyPrice();
  /** Every amount could be read. */
  readable = true;
  /** Sum of the counted quantities. */
  counted: Exact = Exact.ZERO;
  /** Lines that bill more than nothing, and what they bill. */
  billing = 0;
  billed: Amount = NOTHING;
  /** The largest of them, of equal ones the dearest. */
  largest: Amount = NOTHING;
  /** Lines that have an amount for their quantity. */
  #priced: Amount = NOTHING;
  readonly #unitCosts = new OnlyPrice();

  add(line: Omit<Line, 'printed'>): void {
    const { quantity, amount } = line;
    this.rowIds.push(line.rowId);
    this.each.add(linePrice(line));
    this.#unitCosts.add(line.unitCost);
    this.readable &&= amount !== null;
    if (quantity === null) return;
    this.counted = this.counted.plus(quantity);
    if (!quantity.isPositive) return;
    const one: Amount = { quantity, amount: amount ?? Exact.ZERO };
    this.billing += 1;
    this.billed = sum(this.billed, one);
    if (isLarger(one, this.largest)) this.largest = one;
    if (amount !== null) this.#priced = sum(this.#priced, one);
  }

  /** What the lines themselves say: amount by quantity, else a unit cost that all of them share. */
  get price(): Price | null {
    const { quantity, amount } = this.#priced;
    return quantity.isZero ? this.#unitCosts.value : { money: amount, per: quantity };
  }
}

function sum(a: Amount, b: Amount): Amount {
  return { quantity: a.quantity.plus(b.quantity), amount: a.amount.plus(b.amount) };
}

function isLarger(a: Amount, b: Amount): boolean {
  return (a.quantity.compare(b.quantity) || a.amount.compare(b.amount)) > 0;
}
