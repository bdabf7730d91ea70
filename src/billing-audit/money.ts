import { divideHalfUp, formatUnits, parseDecimalText, pow10, type ScaledAmount } from '../core/amount.ts';

/** Decimals of an expected amount and of the parts of a difference. Source: X11. */
export const EXPECTED_SCALE = 8;

export const ZERO: ScaledAmount = { units: 0n, scale: 0 };
export const ONE: ScaledAmount = { units: 1n, scale: 0 };

/** The exact value of a decimal text; undefined if it is none. */
export function readMoney(text: string): ScaledAmount | undefined {
  return typeof text === 'string' ? parseDecimalText(text) : undefined;
}

/** As {@link readMoney}; null for null and for a text that is no decimal. */
export function moneyOrNull(text: string | null): ScaledAmount | null {
  return text === null ? null : (readMoney(text) ?? null);
}

/** Reads decimal texts one after the other. Most are the one before again, so that is remembered. */
export class MoneyReader {
  #text: string | null = null;
  #value: ScaledAmount | undefined;

  /** As {@link readMoney}. */
  read(text: string): ScaledAmount | undefined {
    if (text !== this.#text) {
      this.#value = readMoney(text);
      this.#text = text;
    }
    return this.#value;
  }
}

export function formatMoney({ units, scale }: ScaledAmount): string {
  return formatUnits(units, scale);
}

export function plus(a: ScaledAmount, b: ScaledAmount): ScaledAmount {
  if (a.scale === b.scale) return { units: a.units + b.units, scale: a.scale };
  const scale = Math.max(a.scale, b.scale);
  return { units: a.units * pow10(scale - a.scale) + b.units * pow10(scale - b.scale), scale };
}

export function minus(a: ScaledAmount, b: ScaledAmount): ScaledAmount {
  return plus(a, negative(b));
}

export function negative({ units, scale }: ScaledAmount): ScaledAmount {
  return { units: -units, scale };
}

export function times(a: ScaledAmount, b: ScaledAmount): ScaledAmount {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

/** Negative, zero or positive as `a` is less than, equal to or more than `b`. */
export function compareMoney(a: ScaledAmount, b: ScaledAmount): number {
  const { units } = minus(a, b);
  return units < 0n ? -1 : units > 0n ? 1 : 0;
}

export function isSame(a: ScaledAmount | null, b: ScaledAmount | null): boolean {
  return a === null || b === null ? a === b : compareMoney(a, b) === 0;
}

export function larger(a: ScaledAmount, b: ScaledAmount): ScaledAmount {
  return compareMoney(a, b) < 0 ? b : a;
}

/** `a / b` with so many decimals, halves away from zero. `b` must not be 0. */
export function divide(a: ScaledAmount, b: ScaledAmount, decimals: number): ScaledAmount {
  const units = divideHalfUp(a.units * pow10(decimals + b.scale), b.units * pow10(a.scale));
  return { units, scale: decimals };
}

/** With so many decimals, halves away from zero. */
export function round(amount: ScaledAmount, decimals: number): ScaledAmount {
  return amount.scale <= decimals ? amount : divide(amount, ONE, decimals);
}

/** A running total. It keeps as many decimals as the finest of its parts. */
export class Total {
  #units = 0n;
  #scale = 0;

  add({ units, scale }: ScaledAmount): void {
    if (scale > this.#scale) {
      this.#units *= pow10(scale - this.#scale);
      this.#scale = scale;
    }
    this.#units += units * pow10(this.#scale - scale);
  }

  get value(): ScaledAmount {
    return { units: this.#units, scale: this.#scale };
  }

  toString(): string {
    return formatUnits(this.#units, this.#scale);
  }
}
