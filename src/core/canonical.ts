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
 * members left out of objects. Numbers must be safe integers.
 *
 * Source: rule X8 of the Comet billing contracts.
 * @throws InvalidInputError for anything that has no canonical text, such as a fraction, an invalid date, a
 * bigint, an absent item of a list or the instance of a class; the issue names the path
 */
export function canonicalJson(value: CanonicalValue): string {
  return textOf(value, '');
}

function textOf(value: CanonicalValue, path: string): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return integerText(value, path);
  if (value instanceof Date) return instantText(value, path);
  if (isList(value)) return `[${Array.from(value, (item, index) => textOf(item, `${path}[${index}]`))}]`;
  if (!isPlainObject(value)) return refuse(path, `a ${typeof value} that has no canonical text`);
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined) continue;
    members.push(`${JSON.stringify(key)}:${textOf(member, path === '' ? key : `${path}.${key}`)}`);
  }
  return `{${members}}`;
}

function isList(value: CanonicalValue): value is readonly CanonicalValue[] {
  return Array.isArray(value);
}

/** Members of other objects (a Map, a Decimal) say nothing about their value. */
function isPlainObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function integerText(value: number, path: string): string {
  if (!Number.isSafeInteger(value)) {
    return refuse(path, `${value} is not a safe integer; pass a decimal as text`);
  }
  return Object.is(value, -0) ? '0' : String(value);
}

function instantText(value: Date, path: string): string {
  return Number.isNaN(value.getTime()) ? refuse(path, 'the date is invalid') : `"${value.toISOString()}"`;
}

function refuse(path: string, message: string): never {
  throw new InvalidInputError('canonical value', [{ path, message }]);
}

/** The one text of a decimal: no exponent, no trailing zeros, `-0` is `0`. @throws InvalidInputError */
export function canonicalDecimal(text: string): string {
  const { units, scale } = parseAmount(text);
  return formatUnits(units, scale);
}

/** SHA-256 of bytes, or of the UTF-8 text, as 64 lower-case hex digits. */
export function sha256Hex(content: string | Uint8Array): string {
  return bytesToHex(sha256(typeof content === 'string' ? utf8ToBytes(content) : content));
}

/** SHA-256 of the canonical JSON of a value. */
export function fingerprint(value: CanonicalValue): string {
  return sha256Hex(canonicalJson(value));
}
