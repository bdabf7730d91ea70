import { parseArgs } from 'node:util';
import { type Day, parseDay, plainAmount } from 'reseller-sdk';
import { ASKING, COMMON, FLAGS, type Flag } from './flags.ts';
import { UsageError } from './usage-error.ts';

/** All formats. */
export const FORMATS = ['text', 'json', 'csv', 'html'] as const;
const ROWS = ['categories', 'items', 'findings'] as const;
const PRESETS = ['30', '90', '365', 'all'] as const;

/** How data is printed; `csv` is a table, `html` a page of its own. */
export type Format = (typeof FORMATS)[number];

/** What the rows of a comparison as CSV are. */
export type Rows = (typeof ROWS)[number];

/** The last so many days, or all there are. */
export type Preset = (typeof PRESETS)[number];

/** Values of all flags. Each command has those that concern it; others are refused. */
export interface Options {
  /** What stands behind the command. */
  readonly words: readonly string[];
  readonly servers: readonly string[];
  readonly verbose: boolean;
  readonly json: boolean;
  readonly format: Format;
  readonly rows: Rows;
  readonly save: boolean;
  readonly live: boolean;
  readonly dryRun: boolean;
  /** Of a command that only tells what it would do without it. */
  readonly apply: boolean;
  readonly debitRefunds: boolean;
  readonly compatExit: boolean;
  readonly allowShrink: boolean;
  readonly help: boolean;
  readonly tolerance: string;
  readonly date: Day | undefined;
  readonly from: Day | undefined;
  readonly to: Day | undefined;
  readonly preset: Preset | undefined;
  /** Rows of a text table. */
  readonly limit: number;
  readonly keepDays: number | undefined;
  readonly out: string | undefined;
  readonly db: string | undefined;
  readonly fromFiles: string | undefined;
  /** Of the commands that write to the ledger. */
  readonly pack: {
    readonly id?: string;
    readonly pack?: string;
    readonly cash?: string;
    readonly bonus?: string;
    readonly purchased?: string;
  };
}

/** A command line, taken apart. */
export interface CommandLine {
  readonly command: string | undefined;
  /** Flags that were given. */
  readonly given: readonly Flag[];
  readonly options: Options;
}

const DEFAULT_LIMIT = 500;
const MOST_ROWS = 999_999_999;
const MOST_DAYS = 36_500;

function refuse(message: string): never {
  throw new UsageError(message);
}

function oneOf<Name extends string>(flag: Flag, name: string, known: readonly Name[]): Name {
  return (
    known.find((one) => one === name) ?? refuse(`--${flag} ${name} is unknown; take ${known.join(', ')}`)
  );
}

/** `--json` is short for `--format json`. */
function formatOf(name: string | undefined, json: boolean): Format {
  const format = oneOf('format', name ?? (json ? 'json' : 'text'), FORMATS);
  return json && format !== 'json' ? refuse(`--json and --format ${format} exclude each other`) : format;
}

function wholeOf(flag: 'limit' | 'keep-days', text: string, most: number): number {
  const number = /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0;
  return number > 0 && number <= most ? number : refuse(`--${flag} must be a whole number from 1 to ${most}`);
}

function keepDaysOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : wholeOf('keep-days', text, MOST_DAYS);
}

/** Of a flag that stands there twice only the last would count. */
function refuseRepeats(tokens: readonly { readonly kind: string; readonly name?: string }[]): void {
  const seen = new Set<string>();
  for (const { kind, name } of tokens) {
    if (kind !== 'option' || name === undefined || name === 'server') continue;
    if (seen.has(name)) refuse(`--${name} stands there twice`);
    seen.add(name);
  }
}

function parseFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, allowPositionals: true, tokens: true });
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function toleranceOf(text: string): string {
  const tolerance = plainAmount(text, '--tolerance');
  return tolerance.startsWith('-') ? refuse('--tolerance must not be negative') : tolerance;
}

type Values = ReturnType<typeof parseFlags>['values'];

function dayOf(values: Values, flag: 'date' | 'from' | 'to'): Day | undefined {
  const text = values[flag];
  return text === undefined ? undefined : parseDay(text, `--${flag}`);
}

function packOf({ id, pack, cash, bonus, purchased }: Values): Options['pack'] {
  const given = { id, pack, cash, bonus, purchased };
  return Object.fromEntries(Object.entries(given).filter(([, text]) => text !== undefined && text !== ''));
}

function checkTogether(values: Values): void {
  for (const flag of ['db', 'from-files', 'out'] as const) {
    if (values[flag] === '')
      refuse(`--${flag} is empty; name a ${flag === 'from-files' ? 'folder' : 'file'}`);
  }
  if (values.live && values.date !== undefined) refuse('--live fetches what runs now; leave --date out');
  if (values.rows !== undefined && values.format !== 'csv') refuse('--rows goes with --format csv');
  const { from, to, preset } = values;
  if (preset !== undefined && (from ?? to) !== undefined) refuse('take --preset, or --from and --to');
}

function optionsOf(values: Values, words: readonly string[]): Options {
  const format = formatOf(values.format, values.json ?? false);
  const [from, to] = [dayOf(values, 'from'), dayOf(values, 'to')];
  if (from !== undefined && to !== undefined && from > to) refuse(`--from ${from} is after --to ${to}`);
  return {
    words,
    servers: values.server ?? [],
    verbose: values.verbose ?? false,
    json: format === 'json',
    format,
    rows: oneOf('rows', values.rows ?? 'categories', ROWS),
    save: values.save ?? false,
    live: values.live ?? false,
    dryRun: values['dry-run'] ?? false,
    apply: values.apply ?? false,
    debitRefunds: values['debit-refunds'] ?? false,
    compatExit: values['compat-exit'] ?? false,
    allowShrink: values['allow-shrink'] ?? false,
    help: values.help ?? false,
    tolerance: toleranceOf(values.tolerance ?? '0'),
    date: dayOf(values, 'date'),
    from,
    to,
    preset: values.preset === undefined ? undefined : oneOf('preset', values.preset, PRESETS),
    limit: values.limit === undefined ? DEFAULT_LIMIT : wholeOf('limit', values.limit, MOST_ROWS),
    keepDays: keepDaysOf(values['keep-days']),
    out: values.out,
    db: values.db,
    fromFiles: values['from-files'],
    pack: packOf(values),
  };
}

function isFlag(name: string): name is Flag {
  return Object.hasOwn(FLAGS, name);
}

/** Reads the command line. @throws InvalidInputError for what it does not understand */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals, tokens } = parseFlags(args);
  refuseRepeats(tokens);
  checkTogether(values);
  const [command, ...words] = positionals;
  return { command, given: Object.keys(values).filter(isFlag), options: optionsOf(values, words) };
}

/** What a command takes. */
export interface Takes {
  readonly name: string;
  /** What it works on: servers and portal, the store alone, or what either of them gave. */
  readonly needs: 'sources' | 'store' | 'figures';
  /** Names of the words behind it; one that may be left out is in brackets. */
  readonly words?: readonly string[] | undefined;
  readonly flags: readonly Flag[];
  /** What `--format` may be. Default: all but a page as HTML. */
  readonly formats?: readonly Format[] | undefined;
}

/** Formats of what lists something. */
export const LISTED: readonly Format[] = ['text', 'json', 'csv'];

/** @throws UsageError for flags that the command does not take, and for words that are missing or too many */
export function checkTakes(
  { name, needs, words = [], flags, formats = LISTED }: Takes,
  { given, options }: CommandLine,
): void {
  const known = [...COMMON, ...(needs === 'store' ? [] : ASKING), ...flags];
  const foreign = given.filter((flag) => !known.includes(flag));
  if (foreign.length > 0) refuse(`${name} takes no ${foreign.map((flag) => `--${flag}`).join(', ')}`);
  const isStored = needs === 'figures' && options.fromFiles === undefined;
  if (options.allowShrink && isStored) refuse(`${name} takes --allow-shrink with --from-files alone`);
  if (!formats.includes(options.format)) refuse(`${name} takes --format ${formats.join(', ')}`);
  const needed = words.filter((word) => !word.startsWith('['));
  const { length } = options.words;
  if (length > words.length) refuse(`one command at a time: ${[name, ...options.words].join(' ')}`);
  if (length < needed.length || options.words.includes('')) refuse(`${name} needs ${words.join(' ')}`);
}
