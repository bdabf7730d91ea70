import { quote } from '../core/secret.ts';

/** What stands in place of a secret. */
export const HIDDEN = '[redacted]';

const MASK = '***';
/** As much of a text is looked at, of which 200 characters are shown at most. */
const WINDOW = 4096;
/** One character takes at most so many in an address. */
const MAX_ESCAPE = 9;
const MAX_DEPTH = 12;
const MAX_ITEMS = 100;

/** Members that hold secrets, of the API and what is likely to (contract 8). */
const SECRET_MEMBER = /secret|pass|token$|private_key|authorization/i;
const KEY_MEMBER = /license_key$/i;
const ADDRESS_MEMBER = /url$/i;

/** The same in a text of any kind: after `name=`, `name: ` or `"name":"`, also inside JSON text or escaped. */
const NAMED =
  /((?:client_secret|access_token|bearer_token|oauth2_token|refresh_token|ssh_pass|ssh_private_key|ftp_pass|authorization|(?<![a-z])token)\\*["']?\s*(?:[=:]|%3[ad])\s*(?:bearer\s+)?\\*)(?:"(?:[^"\\]|\\.)*"?|'[^']*'?|[^&\s"'\\,}]+)/gi;
const BEARER = /(bearer\s+)[^\s"',]+/gi;
const PEM = /-----BEGIN[\s\S]*?(?:-----END[^-]*-----|$)/g;
/** The query of an address logs its customer in, once (contract 8). */
const ADDRESS_QUERY = /(https?(?::|%3a)(?:\\?\/|%2f){2}[^\s"'<>?#]*?)(?:[?#]|%3f|%23)[^\s"'<>]*/gi;
/** A license: the slug of its product, and what unlocks it. */
const LICENSE = /\b([a-z][a-z0-9_-]*)_[A-Za-z0-9]{20,}\b/g;

/** A license key as a person may see it: the slug of its product, `jetpack-scan_***`. */
export function maskLicenseKey(key: string): string {
  const end = key.indexOf('_');
  return end === -1 ? MASK : `${key.slice(0, end)}_${MASK}`;
}

/**
 * A piece of a foreign text as an error may show it: without the given secrets and license keys, and without what
 * looks like one; addresses without their query.
 */
export function cleanText(text: string, secrets: readonly string[], keys: readonly string[] = []): string {
  const margin = MAX_ESCAPE * Math.max(0, ...[...secrets, ...keys].map(({ length }) => length));
  let bare = text.slice(0, WINDOW + margin);
  for (const key of keys) {
    const masked = maskLicenseKey(key);
    for (const form of new Set([key, encodeURIComponent(key)])) bare = bare.replaceAll(form, masked);
  }
  bare = bare
    .replace(PEM, HIDDEN)
    .replace(ADDRESS_QUERY, `$1?${HIDDEN}`)
    .replace(NAMED, `$1${HIDDEN}`)
    .replace(BEARER, `$1${HIDDEN}`)
    .replace(LICENSE, `$1_${MASK}`);
  // The window may end amid a secret, which is then not recognized.
  if (text.length > WINDOW + margin) bare = bare.slice(0, Math.max(0, bare.length - margin));
  return quote(bare, secrets);
}

/** A copy of a foreign JSON value as an error may show it: its texts cleaned, its secrets blotted out, not too long. */
export function shownValue(value: unknown, clean: (text: string) => string, depth = 0): unknown {
  if (typeof value === 'string') return clean(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === MAX_DEPTH) return HIDDEN;
  if (Array.isArray(value))
    return value.slice(0, MAX_ITEMS).map((item) => shownValue(item, clean, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MAX_ITEMS)
      .map(([name, member]) => [clean(name), shownMember(name, member, clean, depth)]),
  );
}

function shownMember(name: string, member: unknown, clean: (text: string) => string, depth: number): unknown {
  if (member === null || member === undefined) return member;
  if (KEY_MEMBER.test(name) && typeof member === 'string') return maskLicenseKey(member);
  if (SECRET_MEMBER.test(name)) return HIDDEN;
  if (ADDRESS_MEMBER.test(name) && typeof member === 'string')
    return clean(member.replace(/[?#].*$/s, `?${HIDDEN}`));
  return shownValue(member, clean, depth + 1);
}
