import { inOrderOfArrival, type LotFacts, type UsageFacts } from './facts.ts';
import { OpenDebts } from './open-debts.ts';
import { OpenLots } from './open-lots.ts';

/**
 * Who paid what, as columns: the `n`-th slice took `units[n]` from lot `lots[lot[n]]` for `usages[usage[n]]`. Slices
 * of one usage stand in the order of taking.
 */
export interface SliceColumns {
  readonly usage: Uint32Array;
  readonly lot: Uint32Array;
  readonly units: readonly bigint[];
}

/** What is left of each lot and open of each usage, in units and by index. A run lowers them as it goes. */
export interface Books {
  readonly remaining: bigint[];
  readonly shortfall: bigint[];
}

/** A history at work: lots arrive and usages take, in the order of time. */
export class Run {
  readonly #lots: readonly LotFacts[];
  readonly #usages: readonly UsageFacts[];
  readonly #remaining: bigint[];
  readonly #shortfall: bigint[];
  readonly #open: OpenLots;
  readonly #debts: OpenDebts;
  /** Lots in the order of arriving; those before `#arrived` have. */
  readonly #arrivals: readonly number[];
  #arrived = 0;
  readonly #usage: Uint32Array;
  readonly #lot: Uint32Array;
  readonly #units: bigint[] = [];

  /** @param inOrder indices of the lots in the order of use */
  constructor(
    lots: readonly LotFacts[],
    inOrder: readonly number[],
    usages: readonly UsageFacts[],
    { remaining, shortfall }: Books,
  ) {
    this.#lots = lots;
    this.#usages = usages;
    this.#remaining = remaining;
    this.#shortfall = shortfall;
    this.#open = new OpenLots(lots, inOrder, remaining);
    this.#debts = new OpenDebts(shortfall);
    this.#arrivals = inOrderOfArrival(lots, inOrder);
    // Each slice empties a lot or covers a usage, and that happens once to each.
    this.#usage = new Uint32Array(lots.length + usages.length);
    this.#lot = new Uint32Array(lots.length + usages.length);
  }

  /** Works through the usages as they stand, or in the order of `inTime`. */
  work(inTime: readonly number[] | undefined): void {
    const count = this.#usages.length;
    for (let turn = 0; turn < count; turn += 1) this.#charge(inTime?.[turn] ?? turn);
    this.#arrive(undefined);
  }

  /** Who paid what so far. */
  slices(): SliceColumns {
    const { length } = this.#units;
    return { usage: this.#usage.slice(0, length), lot: this.#lot.slice(0, length), units: this.#units };
  }

  #charge(index: number): void {
    const usage = this.#usages[index];
    if (usage === undefined) return;
    const { occurredAt, scope } = usage;
    this.#arrive(occurredAt);
    while (this.#shortfall[index] !== 0n) {
      const lot = this.#open.front(occurredAt, scope);
      if (lot === undefined) {
        this.#debts.add(index, scope);
        break;
      }
      this.#take(index, lot);
    }
  }

  /** Lets lots arrive that take effect by an instant, or all that are left. */
  #arrive(by: string | undefined): void {
    for (;;) {
      const index = this.#arrivals[this.#arrived];
      const lot = index === undefined ? undefined : this.#lots[index];
      if (index === undefined || lot === undefined) return;
      if (by !== undefined && lot.effectiveAt > by) return;
      this.#arrived += 1;
      this.#settle(index, lot);
      this.#open.add(index);
    }
  }

  #settle(index: number, { scope }: LotFacts): void {
    while (this.#remaining[index] !== 0n) {
      const usage = this.#debts.oldest(scope);
      if (usage === undefined) return;
      this.#take(usage, index);
    }
  }

  #take(usage: number, lot: number): void {
    const need = this.#shortfall[usage] ?? 0n;
    const left = this.#remaining[lot] ?? 0n;
    const isCovered = need <= left;
    const units = isCovered ? need : left;
    this.#shortfall[usage] = isCovered ? 0n : need - left;
    this.#remaining[lot] = isCovered ? left - need : 0n;
    const slice = this.#units.push(units) - 1;
    this.#usage[slice] = usage;
    this.#lot[slice] = lot;
  }
}
