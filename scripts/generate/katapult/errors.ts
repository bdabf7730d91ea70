import { SourceFile } from '../emit/file.ts';
import { docBlock, quoted } from '../emit/text.ts';
import type { KatapultCatalogue } from './catalogue.ts';

/** Codes about the token, whatever their status (contract 2.3, 5.3). */
const AUTHENTICATION = new Set([
  'missing_api_token',
  'invalid_api_token',
  'unauthorized_network_for_api_token',
  'invalid_capabilities_token',
  'scope_not_granted',
]);

/** Codes with which a policy refuses, under the status of bad input (contract 5.3). */
const POLICY = new Set([
  'policy_not_available_for_managed_organizations',
  'prices_not_available_for_managed_organizations',
]);

const BY_STATUS: Readonly<Record<number, string>> = {
  400: 'ValidationError',
  403: 'PermissionError',
  404: 'NotFoundError',
  406: 'ConflictError',
  409: 'ConflictError',
  422: 'ValidationError',
  429: 'RateLimitError',
};

/** The error class of a code (contract 5.6). @throws Error for a status that has none */
function classOf(code: string, status: number): string {
  if (AUTHENTICATION.has(code)) return 'AuthenticationError';
  if (POLICY.has(code)) return 'PermissionError';
  const name = status >= 500 ? 'ServerError' : BY_STATUS[status];
  if (name === undefined) throw new Error(`no error class for ${code} with status ${status}`);
  return name;
}

/** Words in lines that are not too long. */
function inLines(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length > 100) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** The module of known error codes: their type, and the codes of each error class in one text. */
export function errorsModule({ errors, frameworkErrors }: KatapultCatalogue): string {
  const classes = new Map<string, string[]>();
  for (const [code, { status }] of Object.entries({ ...errors, ...frameworkErrors })) {
    const name = classOf(code, status);
    classes.set(name, [...(classes.get(name) ?? []), code]);
  }
  const codes = [...classes.values()].flat().sort();
  const rows = [...classes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, members]) => {
      const lines = inLines(members.sort());
      const texts = lines.map((line, at) => quoted(at < lines.length - 1 ? `${line} ` : line));
      return `  ${name}:\n    ${texts.join(' +\n    ')},\n`;
    });
  const known = `export type KnownKatapultErrorCode =${codes.map((code) => `\n  | ${quoted(code)}`).join('')};\n`;
  const file = new SourceFile();
  file.add(
    docBlock(['An error code of the Katapult core API or of its framework; further ones occur.']) + known,
  );
  file.add(
    docBlock(['The known codes of each error class, separated by spaces (contract 5.3, 5.6).']) +
      `export const CODES_BY_CLASS = {\n${rows.join('')}} as const;\n`,
  );
  return file.text();
}
