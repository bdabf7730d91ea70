import { LimitExceededError } from '../errors/transport.ts';
import type { Cutoff } from './cutoff.ts';
import { parseRetryAfter } from './retry-after.ts';
import { guardStream } from './stream.ts';

/** The body could not be read to its end. Internal: the transport turns it into a `TransportError`. */
export class BodyReadError extends Error {
  override readonly name: string = 'BodyReadError';
}

/** Largest body that is buffered by default, in bytes (512 MiB, what one string can hold). */
export const MAX_BODY_BYTES = 2 ** 29;

/** What the transport lends an answer. */
export interface AnswerContext {
  readonly now: number;
  readonly maxBytes: number;
  readonly cutoff: Cutoff;
  /** Turns what breaks a streamed body into the error that the caller sees. */
  readonly failure: (error: unknown) => Error;
}

/** An HTTP answer whose body is read at most once. */
export class Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly #response: Response;
  readonly #context: AnswerContext;
  #streaming = false;

  constructor(response: Response, context: AnswerContext) {
    this.#response = response;
    this.#context = context;
    this.status = response.status;
    this.headers = response.headers;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status <= 299;
  }

  /** A redirect, which is never followed. Browsers hide its status and show type `opaqueredirect`. */
  get isRedirect(): boolean {
    return (
      this.#response.type === 'opaqueredirect' ||
      (this.status >= 300 && this.status <= 399 && this.status !== 304)
    );
  }

  get contentType(): string | undefined {
    return this.headers.get('content-type') ?? undefined;
  }

  /** The wait that the server asked for, in milliseconds. */
  get retryAfterMs(): number | undefined {
    return parseRetryAfter(this.headers.get('retry-after'), this.#context.now);
  }

  /** Whether the body was handed out as a stream, which outlives the call. */
  get streaming(): boolean {
    return this.#streaming;
  }

  /** The whole body as text; UTF-8, a byte order mark is dropped. */
  async text(): Promise<string> {
    if (this.#fitsSurely()) return this.#read(() => this.#response.text());
    const decoder = new TextDecoder();
    const pieces: string[] = [];
    for await (const chunk of this.#chunks()) pieces.push(decoder.decode(chunk, { stream: true }));
    pieces.push(decoder.decode());
    return pieces.join('');
  }

  /** The whole body as bytes. */
  async bytes(): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of this.#chunks()) {
      chunks.push(chunk);
      length += chunk.byteLength;
    }
    const whole = new Uint8Array(length);
    let offset = 0;
    for (const chunk of chunks) {
      whole.set(chunk, offset);
      offset += chunk.byteLength;
    }
    return whole;
  }

  /**
   * The body as a stream. Silence of `idleMs` milliseconds, or the caller's signal, ends it with the error
   * that a buffered body would have thrown.
   */
  stream(idleMs: number): ReadableStream<Uint8Array> {
    this.#streaming = true;
    const { cutoff, failure } = this.#context;
    return guardStream(this.#response.body, cutoff, idleMs, failure);
  }

  /** Lets go of a body that nobody wants, so that the connection can be used again. */
  async discard(): Promise<void> {
    await this.#response.body?.cancel().catch(() => undefined);
  }

  /** An announced length without compression is the length; then the platform's own fast reader is safe. */
  #fitsSurely(): boolean {
    if (this.#response.body === null) return true;
    const length = this.headers.get('content-length');
    return (
      length !== null && !this.headers.has('content-encoding') && Number(length) <= this.#context.maxBytes
    );
  }

  async #read<T>(body: () => Promise<T>): Promise<T> {
    try {
      return await body();
    } catch (cause) {
      throw new BodyReadError('the body ended early', { cause });
    }
  }

  async *#chunks(): AsyncGenerator<Uint8Array> {
    const reader = this.#response.body?.getReader();
    if (reader === undefined) return;
    let received = 0;
    for (;;) {
      const { done, value } = await this.#read(() => reader.read());
      if (done) return;
      received += value.byteLength;
      if (received > this.#context.maxBytes) {
        await reader.cancel().catch(() => undefined);
        throw new LimitExceededError('the body of the answer in bytes', this.#context.maxBytes);
      }
      yield value;
    }
  }
}
