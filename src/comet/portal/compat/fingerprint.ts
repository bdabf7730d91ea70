import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

const NON_ASCII = /[\u0080-\uffff]/g;

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** JSON as PHP writes it by default: `/` escaped, everything beyond ASCII as lower-case `\uXXXX`. */
function phpJson(values: readonly (string | number | null)[]): string {
  return JSON.stringify(values).replaceAll('/', '\\/').replace(NON_ASCII, escapeUnit);
}

/** MD5 of a row's fields in PHP's JSON, as 32 lower-case hex digits (rules F1 and F2). */
export function md5Fingerprint(values: readonly (string | number | null)[]): string {
  return bytesToHex(md5(utf8ToBytes(phpJson(values))));
}
