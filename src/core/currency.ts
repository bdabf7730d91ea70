import { type AmountInput, formatUnits, readAmount } from './amount.ts';
import { type Fraction, fraction, scale } from './fraction.ts';

/** ISO 4217 currencies whose minor unit is not a hundredth. */
const DECIMALS: Readonly<Record<string, number>> = Object.freeze({
  BHD: 3,
  BIF: 0,
  CLF: 4,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  UYI: 0,
  UYW: 4,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
});

/** How many decimals amounts of a currency have: by ISO 4217, unless overridden. */
export function minorUnitOf(currency: string, overrides: Readonly<Record<string, number>> = {}): number {
  const own = Object.hasOwn(overrides, currency) ? overrides[currency] : undefined;
  return own ?? (Object.hasOwn(DECIMALS, currency) ? DECIMALS[currency] : undefined) ?? 2;
}

/** Converts between the currencies of one decision; all of them equal need no rates. */
export class Exchange {
  readonly #rates = new Map<string, Fraction>();
  /** Currencies that are needed and have no usable rate, in order of their names. */
  readonly missing: readonly string[];

  /**
   * @param needed every currency that takes part
   * @param rates units per one unit of a base currency
   */
  constructor(needed: readonly string[], rates: Readonly<Record<string, AmountInput>>) {
    const codes = [...new Set(needed)].sort();
    if (codes.length > 1) for (const code of codes) this.#take(code, rates);
    this.missing = codes.length > 1 ? codes.filter((code) => !this.#rates.has(code)) : [];
  }

  /** `amount` in another currency, exactly. Both must be among those that have a rate. */
  convert(amount: Fraction, from: string, to: string): Fraction {
    if (from === to) return amount;
    const source = this.#rates.get(from);
    const target = this.#rates.get(to);
    if (source === undefined || target === undefined) throw new Error(`no rate for ${from} to ${to}`);
    return scale(amount, target, source);
  }

  #take(code: string, rates: Readonly<Record<string, AmountInput>>): void {
    const rate = Object.hasOwn(rates, code) ? rates[code] : undefined;
    if (rate === undefined) return;
    const read = readAmount(rate, code);
    if ('units' in read && read.units > 0n) this.#rates.set(code, fraction(rate, code));
  }
}

/** Minor units as text with all decimals of the currency, such as `60.00`. */
export function moneyText(units: bigint, digits: number): string {
  const plain = formatUnits(units, digits);
  if (digits === 0) return plain;
  const [whole = '', decimals = ''] = plain.split('.');
  return `${whole}.${decimals.padEnd(digits, '0')}`;
}
