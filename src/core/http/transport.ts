import ky from 'ky';
import { ApiError } from '../errors/api.ts';
import { ResellerSdkError } from '../errors/base.ts';
import { ConfigError } from '../errors/input.ts';
import { UnexpectedResponseError } from '../errors/response.ts';
import { AbortedError, TimeoutError, TransportError } from '../errors/transport.ts';
import { type Sleep, systemSleep } from '../sleep.ts';
import { Answer, BodyReadError, MAX_BODY_BYTES } from './answer.ts';
import { Cutoff } from './cutoff.ts';
import { emit, type OnEvent } from './events.ts';
import {
  computedDelay,
  DEFAULT_RETRY,
  isRepeatableStatus,
  type RepeatSafety,
  type RetryPolicy,
} from './retry.ts';
import { type BaseUrl, joinUrl, type Query, showUrl } from './url.ts';

/** What a client tells its transport once. */
export interface TransportConfig {
  /** Name of the vendor in errors and events, such as `comet-admin`. */
  readonly vendor: string;
  readonly baseUrl: BaseUrl;
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly retry?: Partial<RetryPolicy> | undefined;
  readonly onEvent?: OnEvent | undefined;
  /** Largest body that is buffered, in bytes. */
  readonly maxBodyBytes?: number | undefined;
  /** Response header that identifies a request at the vendor. */
  readonly requestIdHeader?: string | undefined;
  readonly sleep?: Sleep | undefined;
  readonly random?: (() => number) | undefined;
  readonly now?: (() => number) | undefined;
}

/** What every method of every client accepts as its last argument. */
export interface CallOptions {
  /** Ends the call at once, also while it waits to repeat. */
  readonly signal?: AbortSignal | undefined;
  /** Longest time of one attempt with its body, in milliseconds. Default: by class of operation. */
  readonly timeout?: number | undefined;
  /** Longest time of the whole call with its repeats and waits, in milliseconds. Default: none. */
  readonly deadline?: number | undefined;
}

/** A request as it goes on the wire. It is built anew for every attempt. */
export interface HttpRequest {
  readonly method: string;
  /** Path below the base address, percent-encoded. */
  readonly path: string;
  readonly query?: Query | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | URLSearchParams | FormData | undefined;
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
  readonly request: (attempt: number) => HttpRequest | Promise<HttpRequest>;
  /** Reads the answer of any status; throws what the vendor means by it. */
  readonly read: (answer: Answer) => T | Promise<T>;
}

/** The course of one call. */
interface Progress {
  attempt: number;
  /** Whether a request has left: from then on a write may have happened. */
  sent: boolean;
  readonly started: number;
}

/** The end of an attempt: a value, or another attempt after a wait. */
type Outcome<T> = { readonly value: T } | { readonly repeatAfterMs: number };

/** The one way out of this package: sends calls, repeats those that are safe to repeat, refuses redirects. */
export class Transport {
  readonly vendor: string;
  readonly #config: TransportConfig;
  readonly #retry: RetryPolicy;
  readonly #http: typeof ky;
  readonly #now: () => number;

  constructor(config: TransportConfig) {
    this.#config = config;
    this.vendor = config.vendor;
    this.#retry = { ...DEFAULT_RETRY, ...config.retry };
    this.#now = config.now ?? Date.now;
    this.#http = ky.create({ retry: 0, timeout: false, throwHttpErrors: false, redirect: 'manual' });
  }

  /**
   * Sends a call and reads its answer.
   *
   * @throws AbortedError, TimeoutError, TransportError, ConfigError for a redirect, and what `call.read` throws
   */
  async send<T>(call: Call<T>, options: CallOptions = {}): Promise<T> {
    const progress: Progress = { attempt: 0, sent: false, started: this.#now() };
    try {
      for (;;) {
        progress.attempt += 1;
        const outcome = await this.#attempt(call, options, progress);
        if ('value' in outcome) return outcome.value;
        await this.#wait(outcome.repeatAfterMs, call, options, progress);
      }
    } catch (error) {
      emit(this.#config.onEvent, {
        type: 'error',
        ...this.#about(call, progress),
        code: error instanceof ResellerSdkError ? error.code : 'UNKNOWN',
        status: statusOf(error),
        durationMs: this.#now() - progress.started,
      });
      throw error;
    }
  }

  async #attempt<T>(call: Call<T>, options: CallOptions, progress: Progress): Promise<Outcome<T>> {
    const timeoutMs = Math.min(options.timeout ?? call.timeoutMs, this.#timeLeft(options, progress));
    const cutoff = new Cutoff(options.signal, timeoutMs);
    const failure = (error: unknown) => this.#failure(error, call, options, progress, cutoff);
    let streaming = false;
    try {
      const answer = await cutoff.race(this.#exchange(call, progress, cutoff, failure));
      const repeatAfterMs = this.#repeatAfter(call, options, progress, answer);
      if (repeatAfterMs !== undefined) {
        await answer.discard();
        return { repeatAfterMs };
      }
      const value = await cutoff.race(Promise.resolve(call.read(answer)));
      streaming = answer.streaming;
      return { value };
    } catch (error) {
      const failed = failure(error);
      const repeatAfterMs =
        failed instanceof TransportError ? this.#repeatAfter(call, options, progress) : undefined;
      if (repeatAfterMs === undefined || cutoff.reason !== undefined) throw failed;
      return { repeatAfterMs };
    } finally {
      if (!streaming) cutoff.release();
    }
  }

  /** Builds the request, sends it and waits for the head of the answer. */
  async #exchange<T>(
    call: Call<T>,
    progress: Progress,
    cutoff: Cutoff,
    failure: (error: unknown) => Error,
  ): Promise<Answer> {
    if (cutoff.reason !== undefined) throw cutoff.signal.reason;
    const request = await call.request(progress.attempt);
    if (cutoff.reason !== undefined) throw cutoff.signal.reason;
    const url = joinUrl(this.#config.baseUrl, request.path, request.query);
    const about = this.#about(call, progress);
    const sentAt = this.#now();
    emit(this.#config.onEvent, {
      type: 'request',
      ...about,
      method: request.method,
      url: url.split('?', 1)[0] ?? url,
    });
    progress.sent = true;
    const response = await this.#fetch(url, request, cutoff.signal);
    const answer = new Answer(response, {
      now: this.#now(),
      maxBytes: this.#config.maxBodyBytes ?? MAX_BODY_BYTES,
      cutoff,
      failure,
    });
    const requestId = answer.headers.get(this.#config.requestIdHeader ?? 'x-request-id') ?? undefined;
    const durationMs = this.#now() - sentAt;
    emit(this.#config.onEvent, { type: 'response', ...about, status: answer.status, durationMs, requestId });
    if (answer.isRedirect) throw await refuseRedirect(call.operation, url, answer);
    return answer;
  }

  /** The signal goes to `fetch`, not through ky: each `Request` that carries one costs a dependent signal more. */
  async #fetch(url: string, { method, headers, body }: HttpRequest, signal: AbortSignal): Promise<Response> {
    const send = this.#config.fetch ?? globalThis.fetch;
    try {
      return await this.#http(url, {
        method,
        ...(headers === undefined ? {} : { headers }),
        ...(body === undefined ? {} : { body }),
        fetch: (input, init) => send(input, { ...init, signal }),
      });
    } catch (cause) {
      throw new NetworkFailure('the request failed', { cause });
    }
  }

  /** The wait before another attempt, or undefined when there is to be none. */
  #repeatAfter<T>(
    call: Call<T>,
    options: CallOptions,
    progress: Progress,
    answer?: Answer,
  ): number | undefined {
    const limit = Math.min(this.#retry.limit, call.maxRetries ?? Number.POSITIVE_INFINITY);
    if (progress.attempt > limit) return undefined;
    if (answer === undefined ? call.safety !== 'read' : !isRepeatableStatus(answer.status, call.safety))
      return undefined;
    const asked = answer?.retryAfterMs;
    if (asked !== undefined && asked > this.#retry.maxRetryAfterMs) return undefined;
    const delayMs = asked ?? computedDelay(this.#retry, progress.attempt, this.#config.random ?? Math.random);
    if (delayMs >= this.#timeLeft(options, progress)) return undefined;
    const retry = { status: answer?.status, delayMs, fromServer: asked !== undefined };
    emit(this.#config.onEvent, { type: 'retry', ...this.#about(call, progress), ...retry });
    return delayMs;
  }

  async #wait<T>(ms: number, call: Call<T>, { signal }: CallOptions, progress: Progress): Promise<void> {
    try {
      await (this.#config.sleep ?? systemSleep)(ms, signal);
    } catch (cause) {
      throw new AbortedError({ ...this.#facts(call, progress), cause });
    }
  }

  /** The error that the caller sees for whatever ended an attempt. */
  #failure<T>(
    error: unknown,
    call: Call<T>,
    options: CallOptions,
    progress: Progress,
    cutoff: Cutoff,
  ): Error {
    const facts = this.#facts(call, progress);
    if (cutoff.reason === 'aborted') return new AbortedError({ ...facts, cause: options.signal?.reason });
    if (cutoff.reason === 'timeout') {
      const timeoutMs = options.timeout ?? call.timeoutMs;
      return new TimeoutError({ ...facts, timeoutMs, deadlineMs: options.deadline, cause: error });
    }
    if (error instanceof NetworkFailure || error instanceof BodyReadError) {
      return new TransportError(`${error.message} (network error)`, { ...facts, cause: error.cause });
    }
    return error instanceof Error ? error : new TransportError('failed', { ...facts, cause: error });
  }

  #timeLeft({ deadline }: CallOptions, progress: Progress): number {
    return deadline === undefined ? Number.POSITIVE_INFINITY : deadline - (this.#now() - progress.started);
  }

  #facts<T>(call: Call<T>, { attempt, sent }: Progress) {
    return { operation: call.operation, attempts: attempt, outcomeUnknown: sent && call.safety !== 'read' };
  }

  #about<T>(call: Call<T>, { attempt }: Progress) {
    return { vendor: this.vendor, operation: call.operation, attempt };
  }
}

/** `fetch` rejected before an answer arrived. */
class NetworkFailure extends Error {
  override readonly name: string = 'NetworkFailure';
}

function statusOf(error: unknown): number | undefined {
  return error instanceof ApiError || error instanceof UnexpectedResponseError ? error.status : undefined;
}

/** A followed redirect could resend credentials to another host, or turn a POST into a GET. */
async function refuseRedirect(operation: string, url: string, answer: Answer): Promise<ConfigError> {
  await answer.discard();
  const location = answer.headers.get('location');
  const target =
    location === null
      ? 'another address'
      : showUrl(URL.canParse(location, url) ? new URL(location, url).href : location);
  return new ConfigError(
    `${operation}: ${showUrl(url)} redirects to ${target}. Redirects are not followed; set baseUrl to the final address (often https instead of http)`,
  );
}
