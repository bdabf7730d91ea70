import { readFileSync, statSync } from 'node:fs';
import { ConfigError } from 'reseller-sdk';

const MOST_BYTES = 32_000_000;

/** A text file, whole. @throws ConfigError that names the file, where it cannot be read or is no text */
export function readTextFile(file: string): string {
  try {
    const { size } = statSync(file);
    if (size > MOST_BYTES) throw new RangeError(`it has more than ${MOST_BYTES / 1_000_000} MB`);
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const isText = !(error instanceof TypeError);
    const why = error instanceof Error && isText ? error.message : 'it is no text in UTF-8';
    throw new ConfigError(`The file ${file} cannot be read: ${why}`, { cause: error });
  }
}
