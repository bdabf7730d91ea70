import { InvalidInputError } from '../core/errors/input.ts';

/** Code of everything that is wrong with the address of a site (contract 3.3). */
export const INVALID_SITE_URL = 'invalid_site_url';

/** What `normalizeSiteUrl` does with a scheme. */
export interface SiteUrlOptions {
  /** `keep` (default), in lower case; `strip` leaves it out, as the WHMCS module did. */
  readonly scheme?: 'keep' | 'strip' | undefined;
}

/** The parts of a site's address, each in its one spelling. */
export interface SiteParts {
  /** `http`, `https`, or empty where none was given. */
  readonly scheme: string;
  /** In lower case, international names as A-labels. */
  readonly host: string;
  /** With its colon; empty for a default port. */
  readonly port: string;
  /** With a slash before each segment; empty for none. */
  readonly path: string;
}

/** An address that was understood, or everything that is wrong with it. */
export type SiteReading = { readonly parts: SiteParts } | { readonly faults: readonly string[] };

/** What nobody sees, which no address has. */
const UNSEEN = /[\s\p{Cc}\p{Cf}\p{Surrogate}]/u;
/** Escapes that end or climb a segment for a server that decodes first, and escaped control characters. */
const BAD_ESCAPE = /%(?:2f|5c|2e|[01][\da-f]|7f)/i;
const BROKEN_ESCAPE = /%(?![\da-f]{2})/i;
const AUTHORITY = /^([^:[\]]+)(?::(\d{1,5}))?$/;
const IPV4 = /^\d+(?:\.\d+){3}$/;
/** What a name server can know. `URL` takes more: `..` for one, which would climb out of a path. */
const HOST = /^[a-z\d_-]+(?:\.[a-z\d_-]+)*\.?$/;
const NON_ASCII = /[^\0-\x7f]+/g;
const MAX_PORT = 65_535;

const DEFAULT_PORTS: ReadonlyMap<string, readonly number[]> = new Map([
  ['http', [80]],
  ['https', [443]],
  ['', [80, 443]],
]);

/**
 * The address of a site in its one spelling, for `siteurl` (contract 3.3): `http://…`, `https://…` or
 * `host[:port][/path]`. The host is in lower case, international names become A-labels, default ports and slashes
 * that say nothing are dropped, what is not ASCII in the path is percent-encoded; the case of the path and the scheme
 * stay. Give the scheme: without it a site that redirects to https fails with `method_not_found`.
 *
 * @throws InvalidInputError `invalid_site_url` with every issue: another scheme, user info, query, fragment,
 * backslash, blank or control character, a `.` or `..` segment, an IPv6 address, or an escape of one of these
 */
export function normalizeSiteUrl(input: string, { scheme = 'keep' }: SiteUrlOptions = {}): string {
  const { parts } = partsOf(readSite(input), 'normalizeSiteUrl', 'siteurl');
  const start = scheme === 'strip' || parts.scheme === '' ? '' : `${parts.scheme}://`;
  return `${start}${parts.host}${parts.port}${parts.path}`;
}

/** The parts of an address. @throws InvalidInputError with what is wrong with it */
export function partsOf<T extends object>(
  reading: T | { readonly faults: readonly string[] },
  what: string,
  path: string,
): T {
  if (!('faults' in reading)) return reading;
  const issues = reading.faults.map((message) => ({ path, message, code: INVALID_SITE_URL }));
  throw new InvalidInputError(what, issues, INVALID_SITE_URL);
}

/** Reads the address of a site, or says all that is wrong with it. */
export function readSite(input: unknown): SiteReading {
  if (typeof input !== 'string') return { faults: ['expected the address of a site as a text'] };
  const text = input.trim();
  if (text === '') return { faults: ['expected the address of a site, got an empty text'] };
  const at = text.indexOf('://');
  const hasScheme = at !== -1 && !text.slice(0, at).includes('/');
  const scheme = hasScheme ? text.slice(0, at).toLowerCase() : '';
  const rest = hasScheme ? text.slice(at + 3) : text;
  const slash = rest.indexOf('/');
  const authority = slash === -1 ? rest : rest.slice(0, slash);
  const segments =
    slash === -1
      ? []
      : rest
          .slice(slash)
          .split('/')
          .filter((segment) => segment !== '');
  const faults = faultsOf(text, segments);
  if (hasScheme && scheme !== 'http' && scheme !== 'https')
    faults.unshift('the scheme must be http or https, or left out');
  const host = readAuthority(authority, DEFAULT_PORTS.get(scheme) ?? []);
  if ('fault' in host) faults.push(host.fault);
  if ('fault' in host || faults.length > 0) return { faults };
  const path = segments.map((segment) => `/${segment.replace(NON_ASCII, encodeURIComponent)}`).join('');
  return { parts: { scheme, ...host, path } };
}

function faultsOf(text: string, segments: readonly string[]): string[] {
  const rules: readonly (readonly [boolean, string])[] = [
    [UNSEEN.test(text), 'blanks, control characters and characters that nobody sees do not belong here'],
    [text.includes('\\'), 'a backslash does not belong here'],
    [text.includes('?'), 'a query does not belong here'],
    [text.includes('#'), 'a fragment does not belong here'],
    [BAD_ESCAPE.test(text), 'escaped slashes, backslashes, points and control characters do not belong here'],
    [BROKEN_ESCAPE.test(text), 'a percent sign must begin an escape such as %20'],
    [segments.some((segment) => segment === '.' || segment === '..'), 'the path must not climb by . or ..'],
  ];
  return rules.flatMap(([broken, message]) => (broken ? [message] : []));
}

/** A host in its one spelling and its port, or what is wrong with them. */
function readAuthority(
  authority: string,
  defaultPorts: readonly number[],
): Pick<SiteParts, 'host' | 'port'> | { readonly fault: string } {
  if (authority === '') return { fault: 'the host is missing' };
  if (authority.includes('@')) return { fault: 'a user name or password does not belong here' };
  if (isIpv6(authority)) return { fault: 'an IPv6 address cannot name a site here; use its host name' };
  const [, name = '', digits = ''] = AUTHORITY.exec(authority) ?? [];
  const port = Number(digits);
  const isPort = digits === '' || (port > 0 && port <= MAX_PORT);
  const host = isPort ? hostOf(name) : undefined;
  if (host === undefined) return { fault: 'expected host, host:port or either with a path' };
  const isDefault = digits === '' || defaultPorts.includes(port);
  return { host, port: isDefault ? '' : `:${port}` };
}

/** A host name in its one spelling. A number alone is none, though URLs take it for an IPv4 address. */
function hostOf(name: string): string | undefined {
  const url = `http://${name}/`;
  if (name === '' || name.includes('%') || !URL.canParse(url)) return undefined;
  const { hostname } = new URL(url);
  const isNumber = IPV4.test(hostname) && hostname !== name;
  return HOST.test(hostname) && !isNumber ? hostname : undefined;
}

/** Whether a text is an IPv6 address, with brackets or without. */
export function isIpv6(authority: string): boolean {
  return authority.startsWith('[') || (authority.includes('::') && URL.canParse(`http://[${authority}]/`));
}
