import type { LotFacts } from './facts.ts';
import { LotHeap } from './lot-heap.ts';

/**
 * The lots of a bulk run that are in effect. A lot that was used up or expired stays until it comes to the front;
 * time only goes forward, so it never comes back.
 */
export class OpenLots {
  readonly #lots: readonly LotFacts[];
  readonly #inOrder: readonly number[];
  readonly #remaining: readonly bigint[];
  /** Place of each lot in the order of use, by index; heaps hold places. */
  readonly #places: Uint32Array;
  readonly #forAll = new LotHeap();
  readonly #tagged = new Map<string, LotHeap>();

  /**
   * @param inOrder indices of the lots in the order of use
   * @param remaining what is left of each lot, by index
   */
  constructor(lots: readonly LotFacts[], inOrder: readonly number[], remaining: readonly bigint[]) {
    this.#lots = lots;
    this.#inOrder = inOrder;
    this.#remaining = remaining;
    this.#places = new Uint32Array(lots.length);
    for (const [place, index] of inOrder.entries()) this.#places[index] = place;
  }

  /** Makes a lot available. */
  add(index: number): void {
    const place = this.#places[index] ?? 0;
    const { scope = null } = this.#lots[index] ?? {};
    if (scope === null) this.#forAll.push(place);
    else for (const tag of scope) this.#heapOf(tag).push(place);
  }

  /** The lot that pays next at an instant for usage of a tag; undefined if none can. */
  front(at: string, scope: string | null): number | undefined {
    const place = this.#first(this.#frontOf(this.#forAll, at), scope, at);
    return place === undefined ? undefined : this.#inOrder[place];
  }

  #first(forAll: number | undefined, scope: string | null, at: string): number | undefined {
    const heap = scope === null ? undefined : this.#tagged.get(scope);
    const tagged = heap && this.#frontOf(heap, at);
    if (tagged === undefined) return forAll;
    return forAll === undefined || tagged < forAll ? tagged : forAll;
  }

  #frontOf(heap: LotHeap, at: string): number | undefined {
    for (;;) {
      const place = heap.front;
      if (place === undefined || this.#canPay(place, at)) return place;
      heap.pop();
    }
  }

  #canPay(place: number, at: string): boolean {
    const index = this.#inOrder[place] ?? 0;
    if (this.#remaining[index] === 0n) return false;
    const expiresAt = this.#lots[index]?.expiresAt ?? null;
    return expiresAt === null || at < expiresAt;
  }

  #heapOf(tag: string): LotHeap {
    const known = this.#tagged.get(tag);
    if (known !== undefined) return known;
    const heap = new LotHeap();
    this.#tagged.set(tag, heap);
    return heap;
  }
}
