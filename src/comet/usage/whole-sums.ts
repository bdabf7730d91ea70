/** Running totals of whole numbers by name. */
export class WholeSums {
  readonly #sums: Map<string, bigint>;

  /** @param names totals that are shown even when nothing is added */
  constructor(names: Iterable<string> = []) {
    this.#sums = new Map([...names].map((name) => [name, 0n]));
  }

  /** Adds a whole number in decimal text. */
  add(name: string, whole: string): void {
    this.#sums.set(name, (this.#sums.get(name) ?? 0n) + BigInt(whole));
  }

  addAll(wholes: Readonly<Record<string, string>>): void {
    for (const name of Object.keys(wholes)) this.add(name, wholes[name] ?? '0');
  }

  /** The totals as decimal text, in the order in which their names came. */
  toRecord(): Record<string, string> {
    return Object.fromEntries([...this.#sums].map(([name, sum]) => [name, sum.toString()]));
  }
}
