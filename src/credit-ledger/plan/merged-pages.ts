import type { Planning } from './read.ts';

const FIRST_PAGE = 4;
const LARGEST_PAGE = 256;

/**
 * An ordered list of what the store holds and what the plan itself added, loaded page by page and only as far
 * as somebody looks. Pages grow, so that the common case reads little and a long walk asks seldom.
 */
export class MergedPages<Item> {
  readonly #compare: (a: Item, b: Item) => number;
  readonly #load: (after: Item | undefined, limit: number) => Planning<readonly Item[]>;
  readonly #items: Item[] = [];
  #last: Item | undefined;
  #complete = false;
  #limit = FIRST_PAGE;

  constructor(
    compare: (a: Item, b: Item) => number,
    load: (after: Item | undefined, limit: number) => Planning<readonly Item[]>,
  ) {
    this.#compare = compare;
    this.#load = load;
  }

  /** Puts an item in its place; an item that is there already stays once. */
  add(item: Item): void {
    let low = 0;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#items[middle];
      if (other !== undefined && this.#compare(other, item) < 0) low = middle + 1;
      else high = middle;
    }
    if (this.#items[low] !== item) this.#items.splice(low, 0, item);
  }

  /** Takes the item at `index` out. */
  drop(index: number): void {
    this.#items.splice(index, 1);
  }

  /** The item at `index` in the order of the whole, or undefined behind the end. */
  *at(index: number): Planning<Item | undefined> {
    while (!this.#complete && this.#isUnsure(this.#items[index])) {
      const page = yield* this.#load(this.#last, this.#limit);
      this.#complete = page.length < this.#limit;
      this.#last = page.at(-1) ?? this.#last;
      this.#limit = Math.min(this.#limit * 2, LARGEST_PAGE);
      for (const item of page) this.add(item);
    }
    return this.#items[index];
  }

  /** Whether the store may hold something that stands before this item. */
  #isUnsure(item: Item | undefined): boolean {
    return item === undefined || this.#last === undefined || this.#compare(this.#last, item) < 0;
  }
}
