/** Which entries name an id. Entries arrive in order of `seq`. */
export class SeqIndex {
  readonly #seqs = new Map<string, number[]>();

  add(id: string | null, seq: number): void {
    if (id === null) return;
    const known = this.#seqs.get(id);
    if (known === undefined) this.#seqs.set(id, [seq]);
    else known.push(seq);
  }

  /** The first `limit` seqs of an id that are greater than `after`. */
  page(id: string, after: number, limit: number): number[] {
    const seqs = this.#seqs.get(id) ?? [];
    const first = firstAbove(seqs, after);
    return seqs.slice(first, first + limit);
  }
}

/** Index of the first of the ascending numbers that is greater. */
function firstAbove(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
