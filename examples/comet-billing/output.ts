/** Where a command writes: data to one place, the log to another. */
export interface Output {
  /** Data, for people or programs. */
  readonly print: (text: string) => void;
  /** What happened, for the operator. */
  readonly log: (text: string) => void;
  /** How far a long work has come: each call replaces the last. Only there where a person watches. */
  readonly progress?: ((text: string) => void) | undefined;
}

const MOST_CHARACTERS = 200;
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/** Foreign text for the log: the start of it on one line, without what moves a cursor or turns the direction. */
export function foreign(text: string): string {
  return text.slice(0, MOST_CHARACTERS).replace(UNPRINTABLE, ' ').trim();
}

/** Back to the start of the line, and nothing on it. */
const CLEAR = '\r\u001b[K';

/**
 * Data on stdout, log lines on stderr. On a terminal the last line of stderr tells the progress, and is gone before
 * anything else is written; into a file or a pipe no progress is written at all.
 */
export function outputTo(stdout: Sink, stderr: Sink): Output {
  let isDrawn = false;
  const clear = (): void => {
    if (isDrawn) stderr.write(CLEAR);
    isDrawn = false;
  };
  const line = (sink: Sink) => (text: string) => {
    clear();
    sink.write(`${text}\n`);
  };
  const progress = (text: string): void => {
    stderr.write(`${CLEAR}${foreign(text)}`);
    isDrawn = true;
  };
  return { print: line(stdout), log: line(stderr), progress: stderr.isTTY ? progress : undefined };
}

/** What {@link outputTo} needs of a stream. */
export interface Sink {
  readonly isTTY?: boolean | undefined;
  readonly write: (text: string) => unknown;
}

/** A reader who has seen enough (`| head -1`) is no fault: the work goes on, and ends with its own exit. */
function allowClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** Output on the streams of this process. */
export function openOutput(): Output {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', allowClosedPipe);
  return outputTo(process.stdout, process.stderr);
}
