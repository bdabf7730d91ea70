import { inOrderOfArrival, type LotFacts, type UsageFacts, type UsageReader } from './facts.ts';
import { OpenDebts } from './open-debts.ts';
import { OpenLots } from './open-lots.ts';

/**
 * Who paid what, as columns: the `n`-th slice took `units[n]` from lot `lots[lot[n]]` for `usages[usage[n]]`. Slices
 * of one usage stand in the order of taking.
 */
export interface SliceColumns {
  readonly usage: Uint32Array;
  readonly lot: Uint32Array;
  /** Of 64 bits where they hold every sum of the lots; exact in both forms. */
  readonly units: BigInt64Array | readonly bigint[];
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
  readonly #units: BigInt64Array | bigint[];
  #count = 0;

  /**
   * @param inOrder indices of the lots in the order of use
   * @param remaining what each lot holds; becomes what is left of it
   */
  constructor(
    lots: readonly LotFacts[],
    inOrder: readonly number[],
    remaining: bigint[],
    usages: readonly UsageFacts[],
  ) {
    this.#lots = lots;
    this.#usages = usages;
    this.#remaining = remaining;
    this.#shortfall = new Array<bigint>(usages.length).fill(0n);
    this.#open = new OpenLots(lots, inOrder, remaining);
    this.#debts = new OpenDebts(this.#shortfall);
    this.#arrivals = inOrderOfArrival(lots, inOrder);
    // Each slice empties a lot or covers a usage, and that happens once to each.
    const most = lots.length + usages.length;
    this.#usage = new Uint32Array(most);
    this.#lot = new Uint32Array(most);
    this.#units = fitsIn64Bits(remaining) ? new BigInt64Array(most) : new Array<bigint>(most);
  }

  /** What nobody paid so far, by index of the usage. */
  get shortfall(): readonly bigint[] {
    return this.#shortfall;
  }

  /** Who paid what so far. */
  slices(): SliceColumns {
    const count = this.#count;
    return {
      usage: this.#usage.slice(0, count),
      lot: this.#lot.slice(0, count),
      units: this.#units.slice(0, count),
    };
  }

  /**
   * Works through the usages in the order of `inTime`, or else as they stand. Each is read and paid in one go: to
   * pass a million rows twice would take longer than to pay them.
   *
   * @returns false when they do not stand in the order of time; the run is of no use then
   */
  work(reader: UsageReader, inTime?: readonly number[]): boolean {
    for (let turn = 0; turn < this.#usages.length; turn += 1) {
      const index = inTime?.[turn] ?? turn;
      const usage = this.#usages[index];
      if (usage === undefined) continue;
      if (!reader.isNext(usage, index) && inTime === undefined) return false;
      this.#arrive(usage.occurredAt);
      this.#charge(index, usage, reader.units(usage, index));
    }
    this.#arrive(undefined);
    return true;
  }

  #charge(index: number, { occurredAt, scope }: UsageFacts, units: bigint): void {
    let need = units;
    while (need > 0n) {
      const lot = this.#open.front(occurredAt, scope);
      if (lot === undefined) {
        this.#shortfall[index] = need;
        this.#debts.add(index, scope);
        return;
      }
      need -= this.#take(index, lot, need);
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
      const need = this.#shortfall[usage] ?? 0n;
      this.#shortfall[usage] = need - this.#take(usage, index, need);
    }
  }

  #take(usage: number, lot: number, need: bigint): bigint {
    const left = this.#remaining[lot] ?? 0n;
    const units = need < left ? need : left;
    this.#remaining[lot] = left - units;
    const slice = this.#count;
    this.#count += 1;
    this.#usage[slice] = usage;
    this.#lot[slice] = lot;
    this.#units[slice] = units;
    return units;
  }
}

/** Whether no slice can be too large for a column of 64-bit integers, which spares a million objects. */
function fitsIn64Bits(remaining: readonly bigint[]): boolean {
  let sum = 0n;
  for (const units of remaining) sum += units;
  return BigInt.asIntN(64, sum) === sum;
}
