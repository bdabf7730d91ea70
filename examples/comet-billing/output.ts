/** Where a command writes: data to one place, the log to another. */
export interface Output {
  /** Data, for people or programs. */
  readonly print: (text: string) => void;
  /** What happened, for the operator. */
  readonly log: (text: string) => void;
}

const MOST_CHARACTERS = 200;
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/** Foreign text for the log: the start of it on one line, without what moves a cursor or turns the direction. */
export function foreign(text: string): string {
  return text.slice(0, MOST_CHARACTERS).replace(UNPRINTABLE, ' ').trim();
}

/** Data on stdout, log lines on stderr. */
export const processOutput: Output = {
  print: (text) => void process.stdout.write(`${text}\n`),
  log: (text) => void process.stderr.write(`${text}\n`),
};
