import type { Price } from './price.ts';

/** The one price that all who show one agree on. */
export class OnlyPrice {
  #price: Price | null = null;
  #several = false;

  add(price: Price | null): void {
    if (price === null || this.#several) return;
    if (this.#price === null) this.#price = price;
    else this.#several = !isSame(this.#price, price);
  }

  /** Takes in what others show. */
  merge(other: OnlyPrice): void {
    if (other.#several) this.#several = true;
    else this.add(other.#price);
  }

  /** Null if they show several, or none. */
  get value(): Price | null {
    return this.#several ? null : this.#price;
  }

  /** Several were shown: it stays null, whatever else is added. */
  get isSettled(): boolean {
    return this.#several;
  }
}

function isSame(a: Price, b: Price): boolean {
  if (a.money === b.money && a.per === b.per) return true;
  return a.money.times(b.per).equals(b.money.times(a.per));
}
