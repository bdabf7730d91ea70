/**
 * How WordPress.com names a site: host and path without the scheme, `::` for each slash. Upstream leaves the case as it
 * is; that hosts are compared without it is a guess. What is escaped is not decoded, so that `%3A%3A` names no site.
 */
export function siteKey(address: string): string {
  const bare = address
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/+$/, '')
    .replaceAll('/', '::');
  const [host = '', ...path] = bare.split('::');
  return [host.toLowerCase(), ...path].join('::');
}
