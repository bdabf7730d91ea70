import { parseArgs } from 'node:util';
import { InvalidInputError } from 'reseller-sdk';

const OPTIONS = {
  help: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  all: { type: 'boolean', default: false },
  name: { type: 'string' },
  email: { type: 'string' },
  devices: { type: 'string' },
  'storage-gib': { type: 'string' },
  port: { type: 'string' },
} as const;

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

/** @throws InvalidInputError for too few words, or too many */
export function expectWords(words: readonly string[], names: readonly string[]): readonly string[] {
  if (words.length === names.length) return words;
  throw refusal(`expected ${names.length === 0 ? 'nothing more' : names.join(' ')}`);
}

/** What is wrong with a command line. */
export function refusal(message: string): InvalidInputError {
  return new InvalidInputError('command line', [{ path: '', message }]);
}
