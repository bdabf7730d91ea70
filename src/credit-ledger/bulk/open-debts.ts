/** Debts in order of time, and how many of them were passed. */
interface Queue {
  readonly debts: number[];
  passed: number;
}

/**
 * The debts of a bulk run, in order of time, among all and by the tag of their usage. A debt that was paid stays
 * where it is until a look passes it, so each costs one step per list, however many there are.
 */
export class OpenDebts {
  readonly #left: bigint[];
  readonly #usageOf: number[] = [];
  readonly #all: Queue = { debts: [], passed: 0 };
  readonly #tagged = new Map<string, Queue>();

  /** @param left what is open of each usage */
  constructor(left: bigint[]) {
    this.#left = left;
  }

  /** Adds the debt of a usage, which is later than all before it. */
  add(usage: number, scope: string | null): void {
    const debt = this.#usageOf.push(usage) - 1;
    this.#all.debts.push(debt);
    if (scope === null) return;
    const queue = this.#tagged.get(scope);
    if (queue === undefined) this.#tagged.set(scope, { debts: [debt], passed: 0 });
    else queue.debts.push(debt);
  }

  /** The usage of the oldest open debt that a lot of this scope may pay. */
  oldest(scope: readonly string[] | null): number | undefined {
    if (scope === null) return this.#usage(this.#front(this.#all));
    let oldest: number | undefined;
    for (const tag of scope) {
      const debt = this.#front(this.#tagged.get(tag));
      if (debt !== undefined && (oldest === undefined || debt < oldest)) oldest = debt;
    }
    return this.#usage(oldest);
  }

  #front(queue: Queue | undefined): number | undefined {
    if (queue === undefined) return undefined;
    for (; ; queue.passed += 1) {
      const debt = queue.debts[queue.passed];
      const usage = this.#usage(debt);
      if (usage === undefined || this.#left[usage] !== 0n) return debt;
    }
  }

  #usage(debt: number | undefined): number | undefined {
    return debt === undefined ? undefined : this.#usageOf[debt];
  }
}
