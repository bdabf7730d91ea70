import { divideHalfUp, formatUnits, parseAmount, plainAmount, pow10, rescale } from '../../core/amount.ts';

const CENTS = 2;

/** The exact sum of decimals. */
export function sum(...amounts: readonly string[]): string {
  const read = amounts.map((amount) => parseAmount(amount));
  const scale = Math.max(0, ...read.map((amount) => amount.scale));
  const units = read.reduce((total, amount) => total + rescale(amount.units, amount.scale, scale), 0n);
  return formatUnits(units, scale);
}

/** The decimal with the other sign. */
export function negated(amount: string): string {
  const { units, scale } = parseAmount(amount);
  return formatUnits(-units, scale);
}

/** Negative, zero or positive, as `a` is less than, equal to or more than `b`. */
export function compare(a: string, b: string): number {
  const { units } = parseAmount(sum(a, negated(b)));
  return units === 0n ? 0 : units < 0n ? -1 : 1;
}

/** `amount` times `to` divided by `from`, rounded half up to cents once, at the end. */
export function convert(amount: string, from: string, to: string): string {
  const [value, over, under] = [parseAmount(amount), parseAmount(to), parseAmount(from)];
  const dividend = value.units * over.units * pow10(under.scale + CENTS);
  const divisor = under.units * pow10(value.scale + over.scale);
  return formatUnits(divideHalfUp(dividend, divisor), CENTS);
}

/** The decimal as the wire writes it: with cents at least, and every digit it has. */
export function wireText(amount: string): string {
  const [whole = '', fraction = ''] = plainAmount(amount).split('.');
  return `${whole}.${fraction.padEnd(CENTS, '0')}`;
}
