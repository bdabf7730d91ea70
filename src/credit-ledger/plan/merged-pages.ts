import type { Planning } from './read.ts';

const FIRST_PAGE = 4;
const LARGEST_PAGE = 256;

/** What a store answered to the question for what stands behind a place. */
export interface StorePage<Item, Place> {
  readonly items: readonly Item[];
  /** Where the page ends, as the store sees it. */
  readonly last: Place | undefined;
  /** Whether nothing stands behind it. */
  readonly isComplete: boolean;
}

/**
 * An ordered list of what the store holds and what the plan itself added, loaded page by page and only as far
 * as somebody looks. Pages grow, so that the common case reads little and a long walk asks seldom.
 */
export class MergedPages<Item, Place> {
  readonly #placeOf: (item: Item) => Place;
  readonly #compare: (a: Place, b: Place) => number;
  readonly #load: (after: Place | undefined, limit: number) => Planning<StorePage<Item, Place>>;
  readonly #items: Item[] = [];
  #last: Place | undefined;
  #complete = false;
  #limit = FIRST_PAGE;

  constructor(
    placeOf: (item: Item) => Place,
    compare: (a: Place, b: Place) => number,
    load: (after: Place | undefined, limit: number) => Planning<StorePage<Item, Place>>,
  ) {
    this.#placeOf = placeOf;
    this.#compare = compare;
    this.#load = load;
  }

  /** Puts an item in its place; an item that is there already stays once. */
  add(item: Item): void {
    const place = this.#placeOf(item);
    let low = 0;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#items[middle];
      if (other !== undefined && this.#compare(this.#placeOf(other), place) < 0) low = middle + 1;
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
      const { items, last, isComplete } = yield* this.#load(this.#last, this.#limit);
      this.#complete = isComplete;
      this.#last = last ?? this.#last;
      this.#limit = Math.min(this.#limit * 2, LARGEST_PAGE);
      for (const item of items) this.add(item);
    }
    return this.#items[index];
  }

  /** Whether the store may hold something that stands before this item. */
  #isUnsure(item: Item | undefined): boolean {
    if (item === undefined || this.#last === undefined) return true;
    return this.#compare(this.#last, this.#placeOf(item)) < 0;
  }
}
