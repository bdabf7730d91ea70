import { formatUnits, parseDecimalText, pow10, type ScaledAmount } from '../core/amount.ts';

/**
 * One kind of number of a report (its quantities, or its money), all at one scale: as many decimals as the
 * finest input has. So nothing is rounded, and sums and comparisons are those of whole numbers. Equal texts,
 * of which there are many, are read once.
 */
export class Decimals {
  #scale: number;
  readonly #exact = new Map<string, ScaledAmount>();
  readonly #units = new Map<string, bigint>();
  readonly #texts = new Map<bigint, string>();

  constructor(leastScale = 0) {
    this.#scale = leastScale;
  }

  /** Takes a text in; false if it is no plain decimal. All texts are learned before units are asked for. */
  learn(text: string): boolean {
    if (this.#exact.has(text)) return true;
    const exact = parseDecimalText(text);
    if (exact === undefined) return false;
    this.#exact.set(text, exact);
    if (exact.scale > this.#scale) this.#scale = exact.scale;
    return true;
  }

  get scale(): number {
    return this.#scale;
  }

  /** One, in units. */
  get one(): bigint {
    return pow10(this.#scale);
  }

  /** Units of a text that was learned. */
  units(text: string): bigint {
    const known = this.#units.get(text);
    if (known !== undefined) return known;
    const exact = this.#exact.get(text);
    if (exact === undefined) throw new RangeError(`${JSON.stringify(text.slice(0, 40))} was never learned`);
    const units = exact.units * pow10(this.#scale - exact.scale);
    this.#units.set(text, units);
    return units;
  }

  /** Units of a text that was learned; null stays null. */
  unitsOrNull(text: string | null): bigint | null {
    return text === null ? null : this.units(text);
  }

  /** Plain decimal text of units. */
  format(units: bigint): string {
    const known = this.#texts.get(units);
    if (known !== undefined) return known;
    const text = formatUnits(units, this.#scale);
    this.#texts.set(units, text);
    return text;
  }
}
