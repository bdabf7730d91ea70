const ACRONYMS = new Set(['api', 'dns', 'gpu', 'io', 'ip', 'ssh']);

/** Words of a name in any case style, such as `diskIoProfile`, `DiskIOProfile` or `disk_io_profile`. */
export function nounOf(name: string): string {
  const words = name.match(/[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+/g) ?? [];
  return words
    .map((word) => word.toLowerCase())
    .map((word) => (ACRONYMS.has(word) ? word.toUpperCase() : word === 'ips' ? 'IPs' : word))
    .join(' ');
}

/** One of what a plural names. */
export function singular(plural: string): string {
  if (plural.endsWith('ies')) return `${plural.slice(0, -3)}y`;
  return plural.replace(/sses$/, 'ss').replace(/([^s])s$/, '$1');
}

/** A noun with its article. */
export function aNoun(noun: string): string {
  return `${/^(?:[aeio]|API|IO|IP|SSH|un)/.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** Names as a list of code. */
export function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

const SECRET = 'Secret: as sent; the SDK keeps it out of errors, events and logs.';

const SECRET_MEMBERS = new Set([
  'initial_root_password',
  's3_secret_access_key',
  'private_key',
  'backend_certificate_key',
]);

/** Members that are secret in the types whose names match. */
const SECRET_IN: Readonly<Record<string, RegExp>> = {
  secret: /^APIToken$/,
  url: /ConsoleSession$|PresignedUrl$/,
};

/** What is to be known of a member of an answer. */
export function answerFieldDocs(owner: string, name: string, type: string): readonly string[] {
  if (owner === 'DiskInstallationAttribute' && name === 'value') return ['Secret where `protect` is true.'];
  if (SECRET_MEMBERS.has(name) || SECRET_IN[name]?.test(owner)) return [SECRET];
  if (/_at$|^keep_until$/.test(name)) return ['Unix time in seconds, UTC.'];
  if (type.startsWith('number:float'))
    return ['A decimal as a JSON number; exact arithmetic needs its text.'];
  return [];
}
