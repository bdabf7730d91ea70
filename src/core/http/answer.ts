import { LimitExceededError } from '../errors/transport.ts';
import type { Cutoff } from './cutoff.ts';
import { parseRetryAfter } from './retry-after.ts';
import { guardStream, nextChunk } from './stream.ts';
import { Utf8Text } from './utf8.ts';

/** Largest body that is buffered by default, in bytes (512 MiB, just what one string of V8 can hold). */
export const MAX_BODY_BYTES = 2 ** 29 - 24;

/** What the transport lends an answer. */
export interface AnswerContext {
  /** Milliseconds since the epoch at which the head of the answer arrived. */
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
  #taken = false;
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

  /** The whole body as text; UTF-8, a byte order mark is dropped. @throws LimitExceededError */
  async text(): Promise<string> {
    const text = new Utf8Text();
    await this.#forEachChunk((chunk) => text.push(chunk));
    return text.end();
  }

  /** The whole body as bytes. @throws LimitExceededError */
  async bytes(): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    const whole = new Uint8Array(await this.#forEachChunk((chunk) => chunks.push(chunk)));
    let offset = 0;
    for (const chunk of chunks) {
      whole.set(chunk, offset);
      offset += chunk.byteLength;
    }
    return whole;
  }

  /**
   * The body as a stream. Silence of `idleMs` milliseconds, or the caller's signal, ends it with the error
   * that a buffered body would have thrown. It outlives the call, so neither `timeout` nor `deadline` holds
   * for it; a consumer that stops early must cancel it.
   */
  stream(idleMs: number): ReadableStream<Uint8Array> {
    const { body } = this.#take();
    this.#streaming = true;
    const { cutoff, failure } = this.#context;
    return guardStream(body, cutoff, idleMs, failure);
  }

  /** Lets go of a body that nobody took, so that the connection can be used again. */
  discard(): void {
    if (this.#taken) return;
    this.#taken = true;
    this.#response.body?.cancel().catch(() => undefined);
  }

  #take(): Response {
    if (this.#taken) throw new Error('The body of an answer can be read once');
    this.#taken = true;
    return this.#response;
  }

  /** Reads the body to its end and tells how many bytes it had. */
  async #forEachChunk(take: (chunk: Uint8Array) => void): Promise<number> {
    const { cutoff, maxBytes } = this.#context;
    const reader = this.#take().body?.getReader();
    let received = 0;
    for (;;) {
      const chunk = await nextChunk(reader);
      if (chunk.done) return received;
      received += chunk.value.byteLength;
      // A `fetch` that ignores its signal goes on delivering what nobody awaits any more.
      if (cutoff.reason !== undefined || received > maxBytes) {
        reader?.cancel().catch(() => undefined);
        cutoff.check();
        throw new LimitExceededError('the body of the answer in bytes', maxBytes);
      }
      take(chunk.value);
    }
  }
}
