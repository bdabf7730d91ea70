import { isIpv6, partsOf, readSite } from './site-url.ts';

/**
 * A site: the address that was provisioned, its identifier (`example.com::blog`), or the numeric blog ID of
 * WordPress.com, as a number or as digits.
 */
export type SiteRef = string | number;

const DIGITS = /^\d+$/;
const SEPARATOR = '::';

/** An identifier that was understood, or everything that is wrong with what should have been one. */
type IdentifierReading = { readonly identifier: string } | { readonly faults: readonly string[] };

/**
 * A site as paths of the API name it (contract 3.3): a blog ID unchanged, or host and path with `::` for each slash,
 * without the scheme: `https://example.com/blog` is `example.com::blog`. An identifier stays as it is but for the case
 * of its host. It goes into a path raw: escaped, `::` would be something else.
 *
 * @throws InvalidInputError `invalid_site_url` with every issue: what `normalizeSiteUrl` refuses, a segment that could
 * not be told apart again (with `::`, or a colon at its end), and a blog ID that is no whole number from 1
 */
export function siteIdentifier(site: SiteRef): string {
  return partsOf(readSiteRef(site), 'siteIdentifier', 'site').identifier;
}

/** Reads a site, or says all that is wrong with it. */
export function readSiteRef(site: unknown): IdentifierReading {
  if (typeof site === 'number') {
    if (Number.isSafeInteger(site) && site > 0) return { identifier: String(site) };
    return { faults: ['a blog ID is a whole number from 1'] };
  }
  const text = typeof site === 'string' ? site.trim() : '';
  if (DIGITS.test(text)) {
    return /[1-9]/.test(text) ? { identifier: text } : { faults: ['a blog ID is a whole number from 1'] };
  }
  if (text.includes(SEPARATOR) && !text.includes('/')) return readIdentifier(text);
  const reading = readSite(site);
  if ('faults' in reading) return reading;
  const { host, port, path } = reading.parts;
  const segments = path.split('/').slice(1);
  const fault = faultIn(segments);
  if (fault !== undefined) return { faults: [fault] };
  return { identifier: [`${host}${port}`, ...segments].join(SEPARATOR) };
}

/** An identifier as somebody else wrote it; the rules of addresses hold for it, but a default port stays. */
function readIdentifier(text: string): IdentifierReading {
  const bare = text.replace(/(?:::)+$/, '');
  const [authority = '', ...segments] = isIpv6(text) ? [text] : bare.split(SEPARATOR);
  // The slash at the end keeps a blank before it from being trimmed.
  const reading = readSite(`${[authority, ...segments].join('/')}/`);
  const fault = faultIn(segments);
  if ('faults' in reading) return fault === undefined ? reading : { faults: [...reading.faults, fault] };
  if (fault !== undefined) return { faults: [fault] };
  const { host, path } = reading.parts;
  const port = /:\d+$/.exec(authority)?.[0] ?? '';
  return { identifier: `${host}${port}${path.replaceAll('/', SEPARATOR)}` };
}

/** Why segments could not be told apart again, once joined. */
function faultIn(segments: readonly string[]): string | undefined {
  const isUnclear = (segment: string): boolean =>
    segment === '' || segment.includes(SEPARATOR) || segment.startsWith(':') || segment.endsWith(':');
  // A server may decode before it splits.
  return segments.some((segment) => isUnclear(segment.replace(/%3a/gi, ':')))
    ? 'a part of the path with :: or a colon at its end, escaped or not, could not be told apart from a slash; use the blog ID'
    : undefined;
}
