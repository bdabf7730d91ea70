import { MAX_DIGITS } from '../../../core/amount.ts';
import { absent, isAbsent, type Reading, understood, unreadable } from './reading.ts';

/** The two forms of rule X7. In one call, so that a bundle without it drops all of it. */
const FORMS = /* @__PURE__ */ (() => {
  const currency = String.raw`(?:(?:US\$|USD|\$)\s*)?`;
  const digits = String.raw`((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)`;
  return {
    signed: new RegExp(`^(?:([-+\u2212])\\s*)?${currency}(?:([-+\u2212])\\s*)?${digits}$`),
    inParentheses: new RegExp(`^\\(\\s*${currency}${digits}\\s*\\)$`),
  };
})();
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
    const body = FORMS.inParentheses.exec(trimmed)?.[1];
    return body === undefined ? unreadable(text) : understood(plainDigits(body, true));
  }
  const match = FORMS.signed.exec(trimmed);
  if (match === null) return unreadable(text);
  const [, before, after, digits = ''] = match;
  if (before !== undefined && after !== undefined) return unreadable(text);
  const sign = before ?? after;
  return understood(plainDigits(digits, sign === '-' || sign === '\u2212'));
}
