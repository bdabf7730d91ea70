import { parseArgs } from 'node:util';
import { InvalidInputError, parseDay, plainAmount } from 'reseller-sdk';

const FORMATS = ['text', 'json', 'csv'] as const;

/** How a comparison is printed; `csv` is its categories. */
export type Format = (typeof FORMATS)[number];

/** Flags of all commands. Each command uses those that concern it. */
export interface Options {
  readonly servers: readonly string[];
  readonly verbose: boolean;
  readonly json: boolean;
  readonly format: Format;
  readonly save: boolean;
  readonly live: boolean;
  readonly compatExit: boolean;
  readonly allowShrink: boolean;
  readonly help: boolean;
  readonly tolerance: string;
  readonly date: string | undefined;
  readonly db: string | undefined;
  readonly fromFiles: string | undefined;
  /** Of `record-pack`. */
  readonly pack: { readonly id?: string; readonly cash?: string; readonly bonus?: string };
}

/** A command line, taken apart. */
export interface CommandLine {
  readonly command: string | undefined;
  readonly options: Options;
}

const FLAGS = {
  server: { type: 'string', multiple: true },
  verbose: { type: 'boolean', short: 'v' },
  json: { type: 'boolean', short: 'j' },
  format: { type: 'string' },
  save: { type: 'boolean', short: 's' },
  live: { type: 'boolean' },
  'compat-exit': { type: 'boolean' },
  'allow-shrink': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  tolerance: { type: 'string' },
  date: { type: 'string' },
  db: { type: 'string' },
  'from-files': { type: 'string' },
  id: { type: 'string' },
  cash: { type: 'string' },
  bonus: { type: 'string' },
} as const;

function refuse(message: string): never {
  throw new InvalidInputError('command line', [{ path: '', message }]);
}

/** `--json` is short for `--format json`. */
function formatOf(name: string | undefined, json: boolean): Format {
  const format = FORMATS.find((known) => known === (name ?? (json ? 'json' : 'text')));
  if (format === undefined) return refuse(`--format ${name} is unknown; take ${FORMATS.join(', ')}`);
  return json && format !== 'json' ? refuse(`--json and --format ${format} exclude each other`) : format;
}

function parseFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, allowPositionals: true });
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

/** Reads the command line. @throws InvalidInputError for what it does not understand */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parseFlags(args);
  if (positionals.length > 1) refuse(`one command at a time: ${positionals.join(' ')}`);
  for (const flag of ['db', 'from-files'] as const) {
    if (values[flag] === '') refuse(`--${flag} is empty; name a ${flag === 'db' ? 'file' : 'folder'}`);
  }
  const { id, cash, bonus } = values;
  const format = formatOf(values.format, values.json ?? false);
  return {
    command: positionals[0],
    options: {
      servers: values.server ?? [],
      verbose: values.verbose ?? false,
      json: format === 'json',
      format,
      save: values.save ?? false,
      live: values.live ?? false,
      compatExit: values['compat-exit'] ?? false,
      allowShrink: values['allow-shrink'] ?? false,
      help: values.help ?? false,
      tolerance: plainAmount(values.tolerance ?? '0', '--tolerance'),
      date: values.date === undefined ? undefined : parseDay(values.date, '--date'),
      db: values.db,
      fromFiles: values['from-files'],
      pack: { ...(id && { id }), ...(cash && { cash }), ...(bonus && { bonus }) },
    },
  };
}
