import { quote } from '../../../core/secret.ts';

/** Fields of the portal that hold secrets, lower-case (rule E7). */
const SECRET_FIELDS = [
  'admin_password',
  'apitoken',
  'authtoken',
  'authorization',
  'password',
  'serial',
  'serial_number',
  'token',
];

/** A secret member in JSON text, also when the text breaks off inside it. */
const MEMBER = new RegExp(
  `("(?:${SECRET_FIELDS.join('|')})"\\s*:\\s*)("(?:[^"\\\\]|\\\\.)*(?:"|$)|[^",}\\]]+)`,
  'gi',
);

/** Characters in which secret members are looked for; an error shows fewer. */
const LOOK_AT = 4000;

/** The beginning of a foreign body, fit for an error. */
export function snippetOf(text: string, secrets: readonly string[]): string {
  return quote(text.slice(0, LOOK_AT).replace(MEMBER, '$1"[redacted]"'), secrets);
}

/** A member of an error body, fit for an error: what is no plain value is not shown. */
export function shownMember(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return quote(value, secrets);
  return typeof value === 'object' && value !== null ? '[object]' : value;
}
