const MAX_BLOCK = 512;

interface Block<Item> {
  readonly items: Item[];
  /** No item of the block has a smaller mark. */
  floor: string;
}

/**
 * An ordered list that stays fast with a million items: blocks of at most 512, found by binary search. `mark`
 * lets a scan skip whole blocks whose smallest mark is too large.
 */
export class SortedList<Place, Item extends Place> {
  readonly #compare: (a: Place, b: Place) => number;
  readonly #mark: (item: Item) => string;
  readonly #blocks: Block<Item>[] = [];

  constructor(compare: (a: Place, b: Place) => number, mark: (item: Item) => string = () => '') {
    this.#compare = compare;
    this.#mark = mark;
  }

  /** Puts an item in its place. */
  add(item: Item): void {
    const isLast = this.#isLast(item);
    const index = isLast ? Math.max(this.#blocks.length - 1, 0) : this.#blockOf(item);
    const block = this.#blocks[index];
    const mark = this.#mark(item);
    if (block === undefined) {
      this.#blocks.push({ items: [item], floor: mark });
      return;
    }
    const place = isLast ? block.items.length : this.#placeIn(block.items, item);
    block.items.splice(place, 0, item);
    if (mark < block.floor) block.floor = mark;
    if (block.items.length > MAX_BLOCK) this.#split(index, block);
  }

  /** Takes out the item at this place, if there is one. */
  delete(item: Place): void {
    const index = this.#blockOf(item);
    const items = this.#blocks[index]?.items;
    if (items === undefined) return;
    const place = this.#placeIn(items, item);
    const found = items[place];
    if (found === undefined || this.#compare(found, item) !== 0) return;
    items.splice(place, 1);
    if (items.length === 0) this.#blocks.splice(index, 1);
  }

  /**
   * The first `limit` items behind `after` that match. Blocks whose smallest mark is above `markLimit` are
   * skipped.
   */
  page(
    after: Place | undefined,
    limit: number,
    matches: (item: Item) => boolean = () => true,
    markLimit?: string,
  ): Item[] {
    const found: Item[] = [];
    const start = after === undefined ? 0 : this.#blockOf(after);
    for (let index = start; index < this.#blocks.length; index += 1) {
      const block = this.#blocks[index];
      if (block === undefined || (markLimit !== undefined && block.floor > markLimit)) continue;
      let place = index === start && after !== undefined ? this.#placeBehind(block.items, after) : 0;
      for (; place < block.items.length; place += 1) {
        const item = block.items[place];
        if (item === undefined || !matches(item)) continue;
        found.push(item);
        if (found.length === limit) return found;
      }
    }
    return found;
  }

  /** Most items arrive at the end; those need no search. */
  #isLast(item: Place): boolean {
    const last = this.#blocks.at(-1)?.items.at(-1);
    return last === undefined || this.#compare(last, item) < 0;
  }

  /** Index of the first block whose last item is not before `item`. */
  #blockOf(item: Place): number {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const last = this.#blocks[middle]?.items.at(-1);
      if (last !== undefined && this.#compare(last, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #placeIn(items: readonly Item[], item: Place): number {
    let low = 0;
    let high = items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = items[middle];
      if (other !== undefined && this.#compare(other, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #placeBehind(items: readonly Item[], after: Place): number {
    const place = this.#placeIn(items, after);
    const other = items[place];
    return other !== undefined && this.#compare(other, after) === 0 ? place + 1 : place;
  }

  #split(index: number, block: Block<Item>): void {
    const items = block.items.splice(MAX_BLOCK >>> 1);
    const [floor = ''] = items.map((item) => this.#mark(item)).sort();
    this.#blocks.splice(index + 1, 0, { items, floor });
  }
}
