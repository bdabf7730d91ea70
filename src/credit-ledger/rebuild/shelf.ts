import type { Late } from '../plan/cell.ts';
import type { CreditLot } from '../rows.ts';

/** A lot while history is replayed. Amounts in units of the account's scale. */
export interface Pot {
  readonly lot: CreditLot;
  /** Key of the command that created it. */
  readonly key: string;
  /** What may be taken, also if its expiry is booked. */
  free: bigint;
  held: bigint;
  consumed: bigint;
  refunded: bigint;
  voided: bigint;
  /** What expired when it came back after the expiry; what expires in time is still in `free`. */
  expired: bigint;
  /** Of what expired, the parts that came back after the expiry. */
  readonly late: Late[];
  refundDebited: bigint;
  voidedAt: string | null;
  isShelved: boolean;
}

/** Whether usage with a tag may take from a lot. */
export function isFor({ scope }: CreditLot, tag: string | null): boolean {
  return scope === null || (tag !== null && scope.includes(tag));
}

/** Lots that share a scope, as a heap: the one to be used first is on top. */
class Group {
  readonly lot: CreditLot;
  readonly #heap: Pot[] = [];

  constructor({ lot }: Pot) {
    this.lot = lot;
  }

  /** The lot to be used first that is not used up, and not expired at an instant. */
  first(at: string): Pot | undefined {
    for (;;) {
      const [top] = this.#heap;
      if (top === undefined || isUsable(top, at)) return top;
      this.#drop(top);
    }
  }

  add(pot: Pot): void {
    pot.isShelved = true;
    const heap = this.#heap;
    let index = heap.length;
    heap.push(pot);
    while (index > 0) {
      const parent = (index - 1) >>> 1;
      const above = heap[parent];
      if (above === undefined || !isBefore(pot, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = pot;
  }

  #drop(top: Pot): void {
    top.isShelved = false;
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let index = 0;
    for (;;) {
      const left = heap[2 * index + 1];
      const right = heap[2 * index + 2];
      const isRight = left !== undefined && right !== undefined && isBefore(right, left);
      const child = isRight ? right : left;
      if (child === undefined || !isBefore(child, last)) break;
      heap[index] = child;
      index = 2 * index + (isRight ? 2 : 1);
    }
    heap[index] = last;
  }
}

/**
 * The lots that are in effect and have credit, to be asked in the order of time. A lot leaves when it is used up
 * or expired, so that each is looked at a constant number of times.
 */
export class Shelf {
  readonly #groups = new Map<string, Group>();
  readonly #byTag = new Map<string | null, Group[]>();

  /** Offers a lot that has credit, or has some again. */
  add(pot: Pot): void {
    if (pot.isShelved) return;
    const name = JSON.stringify(pot.lot.scope);
    const known = this.#groups.get(name);
    if (known !== undefined) {
      known.add(pot);
      return;
    }
    const group = new Group(pot);
    this.#groups.set(name, group);
    this.#byTag.clear();
    group.add(pot);
  }

  /** The lot that usage of an instant with a tag takes from first. */
  first(at: string, tag: string | null): Pot | undefined {
    let best: Pot | undefined;
    for (const group of this.#groupsFor(tag)) {
      const pot = group.first(at);
      if (pot !== undefined && (best === undefined || isBefore(pot, best))) best = pot;
    }
    return best;
  }

  #groupsFor(tag: string | null): Group[] {
    const known = this.#byTag.get(tag);
    if (known !== undefined) return known;
    const groups = [...this.#groups.values()].filter(({ lot }) => isFor(lot, tag));
    this.#byTag.set(tag, groups);
    return groups;
  }
}

function isBefore(a: Pot, b: Pot): boolean {
  return a.lot.orderKey < b.lot.orderKey;
}

function isUsable({ free, voidedAt, lot: { expiresAt } }: Pot, at: string): boolean {
  return free > 0n && voidedAt === null && (expiresAt === null || at < expiresAt);
}
