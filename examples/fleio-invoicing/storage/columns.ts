import type { SQLOutputValue } from 'node:sqlite';

type Column = SQLOutputValue | undefined;

/** A column of text. Identifiers that SQLite counted come as numbers, and are text everywhere else. */
export function text(value: Column): string {
  return String(value);
}

/** A column of text that may be empty. */
export function textOrNull(value: Column): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** A column that holds one of a few words. @throws TypeError for another, which somebody else wrote */
export function oneOf<Word extends string>(words: readonly Word[], value: Column): Word {
  const word = words.find((known) => known === value);
  if (word === undefined)
    throw new TypeError(`the database holds ${String(value)}, not ${words.join(' or ')}`);
  return word;
}

/** A column of JSON that this program wrote itself; only storage calls it. */
export function json<T>(value: Column): T {
  return JSON.parse(String(value)) as T;
}
