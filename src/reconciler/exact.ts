import { divideHalfUp, formatUnits, parseDecimalText, pow10 } from '../core/amount.ts';

/**
 * An exact decimal that never changes: `units` by ten to the power of `scale`. Sums, products and comparisons lose
 * nothing, whatever the decimals of the two sides.
 */
export class Exact {
  static readonly ZERO: Exact = new Exact(0n, 0);
  static readonly ONE: Exact = new Exact(1n, 0);

  readonly units: bigint;
  readonly scale: number;
  #text: string | undefined;
  #safe: number | undefined;

  constructor(units: bigint, scale: number) {
    this.units = units;
    this.scale = scale;
  }

  /** Plain decimal text, as short as can be. */
  get text(): string {
    this.#text ??= formatUnits(this.units, this.scale);
    return this.#text;
  }

  /** Its units as a number, which holds just the same; NaN where no number does. */
  get safeUnits(): number {
    if (this.#safe === undefined) {
      const units = Number(this.units);
      this.#safe = Number.isSafeInteger(units) ? units : Number.NaN;
    }
    return this.#safe;
  }

  get isZero(): boolean {
    return this.units === 0n;
  }

  get isPositive(): boolean {
    return this.units > 0n;
  }

  get abs(): Exact {
    return this.units < 0n ? new Exact(-this.units, this.scale) : this;
  }

  plus(other: Exact): Exact {
    if (other.units === 0n) return this;
    if (this.units === 0n) return other;
    const { scale } = this.scale >= other.scale ? this : other;
    return new Exact(this.unitsAt(scale) + other.unitsAt(scale), scale);
  }

  minus(other: Exact): Exact {
    if (other.units === 0n) return this;
    const { scale } = this.scale >= other.scale ? this : other;
    return new Exact(this.unitsAt(scale) - other.unitsAt(scale), scale);
  }

  times(other: Exact): Exact {
    return new Exact(this.units * other.units, this.scale + other.scale);
  }

  /** The quotient with so many decimals, halves away from zero. `divisor` must not be 0. */
  dividedBy(divisor: Exact, decimals: number): Exact {
    const shift = decimals + divisor.scale - this.scale;
    const dividend = shift > 0 ? this.units * pow10(shift) : this.units;
    const units = divideHalfUp(dividend, shift < 0 ? divisor.units * pow10(-shift) : divisor.units);
    return new Exact(units, decimals);
  }

  /** Below 0 when this is the smaller one, above when it is the larger one. */
  compare(other: Exact): number {
    if (this === other) return 0;
    const { scale } = this.scale >= other.scale ? this : other;
    const [own, foreign] = [this.unitsAt(scale), other.unitsAt(scale)];
    return own === foreign ? 0 : own < foreign ? -1 : 1;
  }

  equals(other: Exact): boolean {
    return this.compare(other) === 0;
  }

  /** Its units at its own scale or a finer one. */
  unitsAt(scale: number): bigint {
    return scale === this.scale ? this.units : this.units * pow10(scale - this.scale);
  }
}

/**
 * A sum that grows without making a number for every step. Units of one scale are added as numbers, as long as every
 * sum of them is a safe integer, and so loses nothing.
 */
export class ExactSum {
  #units = 0n;
  #scale = 0;
  /** Whole units at the scale that are not in `#units` yet. */
  #pending = 0;

  add(value: Exact): void {
    const pending = this.#pending + value.safeUnits;
    if (value.scale === this.#scale && Number.isSafeInteger(pending)) this.#pending = pending;
    else this.#addAnyOther(value);
  }

  #addAnyOther(value: Exact): void {
    if (value.units === 0n) return;
    const before = this.#units + BigInt(this.#pending);
    this.#pending = 0;
    const scale = Math.max(this.#scale, value.scale);
    this.#units = before * pow10(scale - this.#scale) + value.unitsAt(scale);
    this.#scale = scale;
  }

  get value(): Exact {
    return new Exact(this.#units + BigInt(this.#pending), this.#scale);
  }
}

/** Texts that are remembered: enough for what repeats, and no more memory however many there are. */
const REMEMBERED = 1 << 14;

/** Reads decimal texts. Most of the texts of a report repeat, and those are read once. */
export class ExactReader {
  readonly #known = new Map<string, Exact>();

  /** The number; undefined for text that is no plain decimal. */
  read(text: string): Exact | undefined {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const parsed = parseDecimalText(text);
    if (parsed === undefined) return undefined;
    const exact = new Exact(parsed.units, parsed.scale);
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(text, exact);
    return exact;
  }

  /** The number of a text that was checked before. */
  get(text: string): Exact {
    const exact = this.read(text);
    if (exact === undefined) throw new RangeError(`${JSON.stringify(text.slice(0, 40))} was never checked`);
    return exact;
  }
}

/** Reads texts of one kind, such as the amounts of a category. One that equals the last is not looked up again. */
export class ExactColumn {
  readonly #reader: ExactReader;
  #text: string | undefined;
  #exact: Exact | undefined;

  constructor(reader: ExactReader) {
    this.#reader = reader;
  }

  /** The number; undefined for text that is no plain decimal. */
  read(text: string): Exact | undefined {
    if (text === this.#text) return this.#exact;
    this.#text = text;
    this.#exact = this.#reader.read(text);
    return this.#exact;
  }
}
