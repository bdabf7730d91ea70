/** All flags. The text tells what its value is, or that it has none. */
export const FLAGS = {
  server: { type: 'string', multiple: true, value: 'KEY' },
  verbose: { type: 'boolean', short: 'v' },
  json: { type: 'boolean', short: 'j' },
  format: { type: 'string' },
  rows: { type: 'string', value: 'categories|items|findings' },
  save: { type: 'boolean', short: 's' },
  live: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  apply: { type: 'boolean' },
  'debit-refunds': { type: 'boolean' },
  'compat-exit': { type: 'boolean' },
  'allow-shrink': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  tolerance: { type: 'string', value: 'N' },
  date: { type: 'string', value: 'DAY' },
  from: { type: 'string', value: 'DAY' },
  to: { type: 'string', value: 'DAY' },
  preset: { type: 'string', value: '30|90|365|all' },
  limit: { type: 'string', value: 'N' },
  'keep-days': { type: 'string', value: 'N' },
  out: { type: 'string', value: 'FILE' },
  db: { type: 'string', value: 'FILE' },
  'from-files': { type: 'string', value: 'DIR' },
  id: { type: 'string', value: 'ID' },
  pack: { type: 'string', value: 'ID' },
  cash: { type: 'string', value: 'AMOUNT' },
  bonus: { type: 'string', value: 'AMOUNT' },
  purchased: { type: 'string', value: 'AMOUNT' },
} as const;

export type Flag = keyof typeof FLAGS;

/** Flags that every command takes. */
export const COMMON: readonly Flag[] = ['json', 'db', 'help'];

/** Flags of commands that ask servers and portal, or may do so before they show something. */
export const ASKING: readonly Flag[] = ['from-files', 'allow-shrink'];

/** A flag with its value, as the help of a command with these formats shows it. */
export function flagText(flag: Flag, formats: readonly string[]): string {
  if (flag === 'format') return `[--format ${formats.join('|')}]`;
  const known: { readonly type: string; readonly value?: string; readonly multiple?: boolean } = FLAGS[flag];
  const text = known.value === undefined ? `[--${flag}]` : `[--${flag} ${known.value}]`;
  return known.multiple === true ? `${text}...` : text;
}
