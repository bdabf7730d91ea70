import { formatUnits, parseAmount, pow10 } from '../../core/amount.ts';

/** An exact running total of plain decimals. */
export class DecimalSum {
  #units = 0n;
  #scale = 0;

  add(decimal: string): this {
    return this.#count(decimal, 1n);
  }

  subtract(decimal: string): this {
    return this.#count(decimal, -1n);
  }

  /** Plain decimal without trailing zeros. */
  toString(): string {
    return formatUnits(this.#units, this.#scale);
  }

  #count(decimal: string, sign: bigint): this {
    const { units, scale } = parseAmount(decimal);
    const common = Math.max(scale, this.#scale);
    this.#units = this.#units * pow10(common - this.#scale) + sign * units * pow10(common - scale);
    this.#scale = common;
    return this;
  }
}
