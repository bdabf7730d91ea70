/** The lots that could pay now, the first in order on top: a binary heap of places in the order of the account. */
export class LotHeap {
  readonly #places: number[] = [];

  /** The place of the lot in front; undefined when none is left. */
  get front(): number | undefined {
    return this.#places[0];
  }

  /** Adds a lot by its place. Lots that arrive in their order cost one comparison. */
  push(place: number): void {
    const places = this.#places;
    let index = places.push(place) - 1;
    while (index > 0) {
      const parent = (index - 1) >>> 1;
      const above = places[parent] ?? place;
      if (above <= place) break;
      places[index] = above;
      index = parent;
    }
    places[index] = place;
  }

  /** Takes the lot in front out. */
  pop(): void {
    const last = this.#places.pop();
    if (last !== undefined && this.#places.length > 0) this.#sink(last);
  }

  /** Lets a place sink from the top to where nothing below it is smaller. */
  #sink(place: number): void {
    const places = this.#places;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      let smaller = places[child];
      if (smaller === undefined) break;
      const right = places[child + 1];
      if (right !== undefined && right < smaller) {
        smaller = right;
        child += 1;
      }
      if (smaller >= place) break;
      places[index] = smaller;
      index = child;
    }
    places[index] = place;
  }
}
