import { AbortedError } from '../../core/errors/transport.ts';
import { CometConnection } from '../admin/index.ts';
import type { StreamItem } from './item.ts';
import { type StreamOptions, streamSettings } from './options.ts';
import { type StreamLogin, StreamRun } from './stream-run.ts';
import { OPERATION } from './vendor.ts';

/**
 * The events of a Comet Server as they happen (`GET /api/v1/events/stream`), for as long as you iterate. The first
 * `next()` opens the connection. A connection that is lost comes back by itself with a fresh login; a `resync` item
 * then says that events may be missing. The first event of each connection is `SEVT_META_HELLO`. Leaving the loop,
 * `return()` and the signal close the connection at once.
 *
 * A platform's WebSocket cannot pause, so what a slow consumer has not taken waits in a bounded buffer
 * (`maxBufferedEvents`, `maxBufferedCharacters`). When it is full the connection is dropped: what waits is still
 * given, then the stream connects again and says `resync`.
 *
 * Source: contract 11.
 *
 * @throws ConfigError at once for options that cannot be kept. While iterating: AuthenticationError when the login
 * is refused; AbortedError after the signal; after too many failed attempts in a row what the last one failed with
 *
 * @example
 * for await (const item of streamEvents({ comet, signal })) {
 *   if (item.type === 'resync') await readAllAgain();
 *   else await apply(item.event);
 * }
 */
export function streamEvents(options: StreamOptions): AsyncIterableIterator<StreamItem, undefined> {
  return new EventStream(options);
}

/** Where a stream logs in, and how it lets go of that. */
function doorOf(options: StreamOptions): { comet: StreamLogin; leave: () => Promise<void> } {
  if (options.comet) return { comet: options.comet, leave: async () => undefined };
  const comet = new CometConnection(options);
  return { comet, leave: () => comet.close() };
}

/** A generator would keep `return()` waiting for a `next()` that waits for an event. */
class EventStream implements AsyncIterableIterator<StreamItem, undefined> {
  readonly #signal: AbortSignal | undefined;
  readonly #stop = new AbortController();
  readonly #leave: () => Promise<void>;
  readonly #run: StreamRun;
  readonly #items: AsyncGenerator<StreamItem, undefined>;

  constructor(options: StreamOptions) {
    const settings = streamSettings(options);
    const { comet, leave } = doorOf(options);
    this.#signal = options.signal;
    this.#leave = leave;
    this.#run = new StreamRun(comet, settings, this.#stop.signal);
    this.#items = this.#generate();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<StreamItem, undefined>> {
    return this.#items.next();
  }

  /** Closes the connection at once. A `next()` that waits ends without an item. */
  return(): Promise<IteratorResult<StreamItem, undefined>> {
    this.#stop.abort();
    return this.#items.return(undefined);
  }

  async *#generate(): AsyncGenerator<StreamItem, undefined> {
    const signal = this.#signal;
    const onAbort = () => this.#stop.abort(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted) onAbort();
    try {
      yield* this.#run.items();
    } catch (error) {
      if (signal?.aborted) throw this.#aborted();
      if (this.#stop.signal.aborted) return undefined;
      this.#run.tellError(error);
      throw error;
    } finally {
      signal?.removeEventListener('abort', onAbort);
      // What the caller wants is over; a session that could not be revoked ends by itself.
      const left = this.#leave().catch(() => undefined);
      if (!signal?.aborted) await left;
    }
    return undefined;
  }

  #aborted(): AbortedError {
    const { attempt: attempts } = this.#run;
    return new AbortedError({
      operation: OPERATION,
      outcomeUnknown: false,
      attempts,
      cause: this.#signal?.reason,
    });
  }
}
