import { MAX_DIGITS } from '../../../core/amount.ts';
import { absent, isAbsent, type Reading, understood, unreadable } from './reading.ts';

const CURRENCY = String.raw`(?:(?:US\$|USD|\$)\s*)?`;
const DIGITS = String.raw`((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)`;
const SIGNED = new RegExp(`^(?:([-+\u2212])\\s*)?${CURRENCY}(?:([-+\u2212])\\s*)?${DIGITS}$`);
const IN_PARENTHESES = new RegExp(`^\\(\\s*${CURRENCY}${DIGITS}\\s*\\)$`);
const ZERO = /^[0.]+$/;

/** Digits as they were sent, without grouping; `.5` gets its zero and a zero loses its sign. */
function plainDigits(digits: string, negative: boolean): string {
  const bare = digits.includes(',') ? digits.replaceAll(',', '') : digits;
  const whole = bare.startsWith('.') ? `0${bare}` : bare;
  return negative && !ZERO.test(whole) ? `-${whole}` : whole;
}

/**
 * Reads a money or number text of the portal: `$1,250.00`, `-$2.00`, `$-2`, `($0.50)`, `US$ 3`, `9`.
 *
 * The value is an exact plain decimal with its digits as sent (`1250.00`). Other currencies, decimal commas,
 * wrong groups, exponents, two signs and `$-` are unreadable, never a guess. Never throws.
 *
 * Source: rules X7 and BH8.
 * @example parseMoney('($2.00)') // { ok: true, value: '-2.00' }
 */
export function parseMoney(text: string): Reading<string> {
  const trimmed = text.trim();
  if (isAbsent(trimmed)) return absent();
  if (trimmed.length > MAX_DIGITS) return unreadable(text);
  if (trimmed.startsWith('(')) {
    const body = IN_PARENTHESES.exec(trimmed)?.[1];
    return body === undefined ? unreadable(text) : understood(plainDigits(body, true));
  }
  const match = SIGNED.exec(trimmed);
  if (match === null) return unreadable(text);
  const [, before, after, digits = ''] = match;
  if (before !== undefined && after !== undefined) return unreadable(text);
  const sign = before ?? after;
  return understood(plainDigits(digits, sign === '-' || sign === '\u2212'));
}
