import { InvalidInputError, type Issue } from '../errors/input.ts';
import type { Answer } from './answer.ts';
import type { RepeatSafety } from './retry.ts';
import type { Query } from './url.ts';

/** What every method of every client accepts as its last argument. */
export interface CallOptions {
  /** Ends the call at once, also while it waits to repeat. An aborted signal sends nothing. */
  readonly signal?: AbortSignal | undefined;
  /** Longest time of one attempt with its body, in milliseconds. Default: by class of operation. */
  readonly timeout?: number | undefined;
  /** Longest time of the whole call with its repeats and waits, in milliseconds. Default: none. */
  readonly deadline?: number | undefined;
}

/** What an iteration over pages accepts as its last argument; the times are those of each call. */
export interface IterateOptions extends CallOptions {
  /** Pages at most; more end the iteration with a `LimitExceededError`. Default 10000. */
  readonly maxPages?: number | undefined;
}

/** A request as it goes on the wire. It is built anew for every attempt. */
export interface HttpRequest {
  readonly method: string;
  /** Path below the base address, percent-encoded. */
  readonly path: string;
  /** The path as events and errors show it, where the path itself holds a secret. */
  readonly shownPath?: string | undefined;
  readonly query?: Query | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | URLSearchParams | FormData | undefined;
}

/** A wait before another attempt that the server asks for. */
export interface AskedWait {
  readonly ms: number;
  /** Up to this many milliseconds more by chance, so that clients do not all come back at one moment. */
  readonly jitterMs: number;
}

/** One call: how to ask, how to read the answer, and what may be done when it fails. */
export interface Call<T> {
  /** The vendor's own name of the operation. */
  readonly operation: string;
  readonly safety: RepeatSafety;
  /** Longest time of one attempt, in milliseconds. */
  readonly timeoutMs: number;
  /** Repeats of this operation at most; the policy's limit holds besides. */
  readonly maxRetries?: number | undefined;
  /** What words of others, in errors of the network and in events, must not show besides the values of the headers. */
  readonly secrets?: (() => readonly string[]) | undefined;
  readonly request: (attempt: number) => HttpRequest | Promise<HttpRequest>;
  /** The wait that a repeatable answer asks for, where the vendor has a way of its own. Default: `Retry-After`. */
  readonly askedWait?: ((answer: Answer) => AskedWait | undefined) | undefined;
  /**
   * Whether a 502, 503 or 504 is the vendor's last word, judged by what `read` threw: some vendors answer with
   * these what no repeat will change. Without it no body of a repeatable answer is read.
   */
  readonly isFinal?: ((error: unknown) => boolean) | undefined;
  /** Reads the answer of any status; throws what the vendor means by it. */
  readonly read: (answer: Answer) => T | Promise<T>;
}

/** Refuses limits that no timer can keep, `NaN` would mean "for ever", and what callers without types may pass. */
export function checkCallOptions(options: CallOptions): void {
  const given: unknown = options;
  if (typeof given !== 'object' || given === null) {
    throw new InvalidInputError('call options', [{ path: '', message: 'expected an object' }]);
  }
  const { signal, timeout, deadline } = options;
  const issues: Issue[] = [];
  if (signal && typeof signal.addEventListener !== 'function') {
    issues.push({ path: 'signal', message: 'expected an AbortSignal' });
  }
  for (const [path, limit] of [
    ['timeout', timeout],
    ['deadline', deadline],
  ] as const) {
    if (limit === undefined || (typeof limit === 'number' && limit > 0)) continue;
    const shown = typeof limit === 'number' ? limit : `a value of type ${typeof limit}`;
    issues.push({ path, message: `${shown} is not a positive number of milliseconds` });
  }
  if (issues.length > 0) throw new InvalidInputError('call options', issues);
}
