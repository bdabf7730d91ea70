import { quote, redactFields } from '../../../core/secret.ts';

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

const NAMES: ReadonlySet<string> = new Set(SECRET_FIELDS);
/** A secret member in JSON text, also when the text breaks off inside it. */
const MEMBER = new RegExp(
  `("(?:${SECRET_FIELDS.join('|')})"\\s*:\\s*)("(?:[^"\\\\]|\\\\.)*(?:"|$)|[^",}\\]]+)`,
  'gi',
);
const LOOK_AT = 4000;

/** The beginning of a foreign body, fit for an error. */
export function snippetOf(text: string, secrets: readonly string[]): string {
  return quote(text.slice(0, LOOK_AT).replace(MEMBER, '$1"[redacted]"'), secrets);
}

/** A copy of a JSON value, fit for an error. */
export function redacted(value: unknown, secrets: readonly string[]): unknown {
  return quoteTexts(redactFields(value, NAMES), secrets);
}

function quoteTexts(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return quote(value, secrets);
  return typeof value === 'object' ? '[object]' : value;
}
