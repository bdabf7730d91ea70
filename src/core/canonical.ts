import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { formatUnits, parseAmount } from './amount.ts';
import { InvalidInputError } from './errors/input.ts';

/**
 * A value that has one canonical text. Decimals are strings here; `canonicalDecimal` brings them to the one
 * form that counts (`2.50` is `2.5`).
 */
export type CanonicalValue =
  | null
  | boolean
  | string
  | number
  | Date
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue | undefined };

/**
 * Canonical JSON: keys in code-unit order, no blanks, instants as ISO text with `Z` and milliseconds, absent
 * members left out of objects and `null` in lists. Numbers must be safe integers.
 *
 * Source: rule X8 of the Comet billing contracts.
 * @throws InvalidInputError for a fraction, a non-finite number or an invalid date
 */
export function canonicalJson(value: CanonicalValue): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return canonicalInteger(value);
  if (value instanceof Date) return canonicalInstant(value);
  if (isList(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`;
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(member)}`);
  }
  return `{${members.join(',')}}`;
}

function isList(value: CanonicalValue): value is readonly CanonicalValue[] {
  return Array.isArray(value);
}

function canonicalInteger(value: number): string {
  if (!Number.isSafeInteger(value)) {
    throw new InvalidInputError('canonical value', [
      { path: '', message: `${value} is not a safe integer; pass a decimal as text` },
    ]);
  }
  return Object.is(value, -0) ? '0' : String(value);
}

function canonicalInstant(value: Date): string {
  if (Number.isNaN(value.getTime())) {
    throw new InvalidInputError('canonical value', [{ path: '', message: 'the date is invalid' }]);
  }
  return JSON.stringify(value.toISOString());
}

/** The one text of a decimal: no exponent, no trailing zeros, `-0` is `0`. @throws InvalidInputError */
export function canonicalDecimal(text: string): string {
  const { units, scale } = parseAmount(text);
  return formatUnits(units, scale);
}

/** SHA-256 of the UTF-8 text, as 64 lower-case hex digits. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** SHA-256 of the canonical JSON of a value. */
export function fingerprint(value: CanonicalValue): string {
  return sha256Hex(canonicalJson(value));
}
