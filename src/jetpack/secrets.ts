import { quote } from '../core/secret.ts';

/** What stands in place of a secret. */
export const HIDDEN = '[redacted]';

const MASK = '***';
/** As much of a text is looked at, of which 200 characters are shown at most. */
const WINDOW = 4096;
/** One character takes at most so many in an address. */
const MAX_ESCAPE = 9;
const MAX_DEPTH = 12;
/** Values of one answer that are shown. */
const MAX_VALUES = 500;

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
const ADDRESS = /https?(?::|%3a)(?:\\?\/|%2f){2}[^\s"'<>]*/gi;
const QUERY = /(?:[?#]|%3f|%23).*$/is;
/** What unlocks a license, after the slug of its product. */
const UNLOCKING = /(?<=[a-z0-9_-])_[A-Za-z0-9]{20,}\b/g;

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
    .replace(ADDRESS, (address) => address.replace(QUERY, `?${HIDDEN}`))
    .replace(NAMED, `$1${HIDDEN}`)
    .replace(BEARER, `$1${HIDDEN}`)
    .replace(UNLOCKING, `_${MASK}`);
  // The window may end amid a secret, which is then not recognized.
  if (text.length > WINDOW + margin) bare = bare.slice(0, Math.max(0, bare.length - margin));
  return quote(bare, secrets);
}

/**
 * A copy of a foreign JSON value as an error may show it: its texts cleaned, its secrets blotted out, and of many values
 * the first.
 */
export function shownValue(value: unknown, clean: (text: string) => string): unknown {
  return shown(value, { clean, left: MAX_VALUES }, 0);
}

/** What is shown of a value, and how many more may be. */
interface Showing {
  readonly clean: (text: string) => string;
  left: number;
}

/** The first items; each one counts. */
function* counted<T>(items: Iterable<T>, showing: Showing): Generator<T, void, undefined> {
  for (const item of items) {
    if (showing.left === 0) return;
    showing.left -= 1;
    yield item;
  }
}

function shown(value: unknown, showing: Showing, depth: number): unknown {
  if (typeof value === 'string') return showing.clean(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === MAX_DEPTH) return HIDDEN;
  if (Array.isArray(value)) {
    return Array.from(counted<unknown>(value, showing), (item) => shown(item, showing, depth + 1));
  }
  const members = Array.from(
    counted(Object.entries(value), showing),
    ([name, member]) => [showing.clean(name), shownMember(name, member, showing, depth)] as const,
  );
  return Object.fromEntries(members);
}

function shownMember(name: string, member: unknown, showing: Showing, depth: number): unknown {
  if (member === null || member === undefined) return member;
  if (KEY_MEMBER.test(name) && typeof member === 'string') return showing.clean(maskLicenseKey(member));
  if (SECRET_MEMBER.test(name)) return HIDDEN;
  if (ADDRESS_MEMBER.test(name) && typeof member === 'string')
    return showing.clean(member.replace(/[?#].*$/s, `?${HIDDEN}`));
  return shown(member, showing, depth + 1);
}
