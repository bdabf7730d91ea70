/** Where a command writes: data to one place, the log to another. */
export interface Output {
  /** Data, for people or programs. */
  readonly print: (text: string) => void;
  /** What happened, for the operator. */
  readonly log: (text: string) => void;
}

/** Data on stdout, log lines on stderr. */
export const processOutput: Output = {
  print: (text) => void process.stdout.write(`${text}\n`),
  log: (text) => void process.stderr.write(`${text}\n`),
};
