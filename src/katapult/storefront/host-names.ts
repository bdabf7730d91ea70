const MODULE_BYTES = 18;
const LABEL_LENGTH = 63;

/**
 * The host name that the WHMCS module makes of an order's domain: `.` becomes `-`, at most 18 bytes, no `-` at
 * the end; null where nothing (or `0`) is left, and the order of a machine then gets a random one. Capitals,
 * blanks, underscores and a leading `-` pass, as they do there; a character of several bytes is never cut in
 * half, as it is there.
 *
 * Source: contract katapult 10.3, D38.
 * @example moduleHostname('server1.example.com') // 'server1-example-co'
 */
export function moduleHostname(domain: string): string | null {
  const name = cutToBytes(domain.replaceAll('.', '-'), MODULE_BYTES).replace(/-+$/, '');
  return name === '' || name === '0' ? null : name;
}

function cutToBytes(text: string, limit: number): string {
  const encoder = new TextEncoder();
  let kept = '';
  let bytes = 0;
  for (const character of text) {
    bytes += encoder.encode(character).length;
    if (bytes > limit) break;
    kept += character;
  }
  return kept;
}

/**
 * A host name that every name server takes: lower-case letters, digits and single inner `-`, at most 63
 * characters; null where nothing is left. The suffix follows after a `-` and is kept whole while the domain is
 * cut, so that `safeHostname(domain, serviceId)` differs from service to service.
 *
 * Source: contract katapult D38.
 * @example safeHostname('Server 1.example.com', '42') // 'server-1-example-com-42'
 */
export function safeHostname(domain: string, suffix = ''): string | null {
  const end = label(suffix, LABEL_LENGTH);
  const start = label(domain, end === '' ? LABEL_LENGTH : LABEL_LENGTH - end.length - 1);
  return [start, end].filter((part) => part !== '').join('-') || null;
}

function label(text: string, limit: number): string {
  const dashed = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '');
  return dashed.slice(0, Math.max(limit, 0)).replace(/-$/, '');
}
