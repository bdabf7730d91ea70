import { parseArgs } from 'node:util';
import { InvalidInputError } from 'reseller-sdk';

const OPTIONS = {
  help: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  user: { type: 'string' },
} as const;

/** Stands in records, lists and logs, so it is kept plain. */
const SERVICE = /^[\w.@-]{1,64}$/;

/** The options of a command line. */
export type Flags = ReturnType<typeof readCommandLine>['flags'];

/** Takes a command line apart. @throws InvalidInputError for what it does not understand */
export function readCommandLine(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    return { flags: values, words: positionals };
  } catch (error) {
    throw refusal(error instanceof Error ? error.message : String(error));
  }
}

/** @throws InvalidInputError for too few words, too many, empty ones, or a `SERVICE` that is no name of one */
export function expectWords(words: readonly string[], names: readonly string[]): readonly string[] {
  if (words.length !== names.length || words.includes('')) {
    throw refusal(`expected ${names.length === 0 ? 'nothing more' : names.join(' ')}`);
  }
  if (names[0] === 'SERVICE' && !SERVICE.test(words[0] ?? '')) {
    throw refusal('SERVICE must be 1 to 64 letters, digits, dots, hyphens, underscores or @');
  }
  return words;
}

/** What is wrong with a command line. */
export function refusal(message: string): InvalidInputError {
  return new InvalidInputError('command line', [{ path: '', message }]);
}
