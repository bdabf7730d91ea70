import { formatUnits, parseDecimalText, rescale } from '../../../core/amount.ts';

const SCALE = 6;
/** The number that a text begins with, as a PHP cast sees it. */
const NUMERIC_PREFIX = /^[\s]*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?)/;

/** Six decimals, rounded half away from zero. */
function sixDecimals(text: string): string {
  const exact = parseDecimalText(text.replace(/\.(?=$|[eE])/, ''));
  const units = exact === undefined ? 0n : rescale(exact.units, exact.scale, SCALE);
  const [whole = '0', fraction = ''] = formatUnits(units, SCALE).split('.');
  return `${whole}.${fraction.padEnd(SCALE, '0')}`;
}

/** The number that a text begins with, 0 if it begins with none, at six decimals. Nothing is cleaned first. */
export function castNumber(text: string): string {
  return sixDecimals(NUMERIC_PREFIX.exec(text)?.[1] ?? '0');
}

/**
 * Everything but digits, dot and minus is dropped, then the rest is cast. The flaws are those of the module:
 * `($2.00)` becomes 2, `1.234,56` becomes 1.23456 and `$-` becomes 0 (rule BH7).
 */
export function castMoney(text: string): string {
  return castNumber(text.replace(/[^0-9.-]/g, ''));
}
