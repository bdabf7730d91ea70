import { ConfigError, InvalidInputError } from '../errors/input.ts';

/** A checked base URL. `href` ends in exactly one slash and has no userinfo, query or fragment. */
export interface BaseUrl {
  readonly href: string;
  /** Plain http to a host that is not this machine. */
  readonly insecure: boolean;
}

const LONE_SURROGATE = /\p{Surrogate}/u;
const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/**
 * Checks the address of a vendor's API and keeps a sub-path, so that an API published under
 * `https://proxy.example/comet` is reached there.
 *
 * @param option name of the option, for the error
 * @throws ConfigError for anything but an http(s) URL without userinfo, query and fragment
 */
export function parseBaseUrl(text: string, option = 'baseUrl'): BaseUrl {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new ConfigError(
      `${option} must be an absolute http or https URL such as https://backup.example.com/`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new ConfigError(`${option} must not contain a user name or password; pass credentials as options`);
  }
  if (url.search !== '' || url.hash !== '')
    throw new ConfigError(`${option} must not have a query or fragment`);
  return {
    href: `${url.origin}${url.pathname.replace(/\/+$/, '')}/`,
    insecure: isInsecure(url),
  };
}

/** Whether an address is plain http to another host than this machine. */
export function isInsecure({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && !LOOPBACK.test(hostname);
}

/** Names and values of a query in their order; a name may come more than once. */
export type QueryPairs = readonly (readonly [name: string, value: string])[];

/** Values of a query: absent ones are left out, lists repeat the name. Pairs go out as they are. */
export type Query =
  | QueryPairs
  | Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

function isPairs(query: Query): query is QueryPairs {
  return Array.isArray(query);
}

function pairsOf(query: Query): QueryPairs {
  if (isPairs(query)) return query;
  return Object.entries(query).flatMap(([name, value]) =>
    [value ?? []].flat().map((item) => [name, String(item)] as const),
  );
}

/** The address of a path (already percent-encoded, leading slash or not) under a base. */
export function joinUrl(base: BaseUrl, path: string, query?: Query): string {
  const url = base.href + path.replace(/^\/+/, '');
  if (query === undefined) return url;
  const search = new URLSearchParams();
  for (const [name, value] of pairsOf(query)) search.append(name, value);
  const text = search.toString();
  return text === '' ? url : `${url}?${text}`;
}

/**
 * One value as one segment of a path. `.` and `..` would climb, so they are refused.
 *
 * @throws InvalidInputError for an empty or climbing segment, or text that is not well-formed Unicode
 */
export function pathSegment(value: string, name = 'path segment'): string {
  if (value === '' || value === '.' || value === '..' || LONE_SURROGATE.test(value)) {
    const message = `${JSON.stringify(value)} cannot be part of an address`;
    throw new InvalidInputError(name, [{ path: name, message }]);
  }
  return encodeURIComponent(value);
}

/** An address as an error may show it: without userinfo, query and fragment. */
export function showUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return '(unreadable address)';
  return `${url.origin}${url.pathname}`;
}
