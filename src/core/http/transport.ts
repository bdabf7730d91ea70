import ky, { isNetworkError } from 'ky';
import { ApiError } from '../errors/api.ts';
import { ResellerSdkError } from '../errors/base.ts';
import { ConfigError } from '../errors/input.ts';
import { UnexpectedResponseError } from '../errors/response.ts';
import { quote } from '../secret.ts';
import { systemSleep } from '../sleep.ts';
import { Answer, MAX_BODY_BYTES } from './answer.ts';
import { type AskedWait, type Call, type CallOptions, checkCallOptions, type HttpRequest } from './call.ts';
import type { ClientOptions } from './client-options.ts';
import { Course } from './course.ts';
import { Cutoff } from './cutoff.ts';
import { emit } from './events.ts';
import { abortedError, callerError } from './failure.ts';
import { checkLimits } from './limits.ts';
import { NetworkFailure } from './network-failure.ts';
import { isRedirect, redirectError } from './redirect.ts';
import { computedDelay, isRepeatableStatus, type RetryPolicy, retryPolicy } from './retry.ts';
import { type BaseUrl, joinUrl } from './url.ts';

export type { Call, CallOptions, HttpRequest } from './call.ts';

/** What a client tells its transport once. */
export interface TransportConfig extends ClientOptions {
  /** Name of the vendor in errors and events, such as `comet-admin`. */
  readonly vendor: string;
  readonly baseUrl: BaseUrl;
  readonly retry?: Partial<RetryPolicy> | undefined;
  /** Response header that identifies a request at the vendor. */
  readonly requestIdHeader?: string | undefined;
  /** Errors name the host that a redirect leads to, not its path, which may hold what is not to be shown. */
  readonly redirectHostOnly?: boolean | undefined;
}

/** Another attempt after a wait, which the server asked for or not. */
interface Repeat {
  readonly repeatAfterMs: number;
  readonly fromServer: boolean;
}

/** A value, of which a stream may still be open. */
interface Value<T> {
  readonly value: T;
  readonly open: boolean;
}

/** The end of an attempt. */
type Outcome<T> = Value<T> | Repeat;

/** The one way out of this package: sends calls, repeats those that are safe to repeat, refuses redirects. */
export class Transport {
  readonly vendor: string;
  readonly #config: TransportConfig;
  readonly #retry: RetryPolicy;
  readonly #http: typeof ky;
  readonly #clock: () => number;

  /** @throws ConfigError for a limit or a retry policy that cannot be kept */
  constructor(config: TransportConfig) {
    checkLimits({ maxBodyBytes: config.maxBodyBytes });
    this.#config = config;
    this.vendor = config.vendor;
    this.#retry = retryPolicy(config.retry);
    this.#clock = config.now ?? (() => performance.now());
    this.#http = ky.create({ retry: 0, timeout: false, throwHttpErrors: false, redirect: 'manual' });
  }

  /**
   * Sends a call and reads its answer.
   *
   * @throws AbortedError, TimeoutError, TransportError; ConfigError for a redirect or a request that HTTP
   * cannot carry; InvalidInputError for limits that are no positive numbers; and what `call.request` and
   * `call.read` throw
   */
  async send<T>(call: Call<T>, options: CallOptions = {}): Promise<T> {
    const course = new Course(this.vendor, call, options, this.#clock());
    try {
      checkCallOptions(options);
      for (;;) {
        course.attempt += 1;
        const outcome = await this.#attempt(course);
        if ('value' in outcome) return outcome.value;
        await this.#wait(outcome.repeatAfterMs, course);
      }
    } catch (error) {
      this.#tellError(error, course);
      throw error;
    }
  }

  async #attempt<T>(course: Course<T>): Promise<Outcome<T>> {
    const cutoff = new Cutoff(course.options.signal, course.attemptTime(this.#clock()));
    let open = false;
    try {
      const outcome = await cutoff.race(this.#run(course, cutoff));
      open = 'value' in outcome && outcome.open;
      return outcome;
    } catch (error) {
      const failed = callerError(error, course, cutoff);
      const broken = error instanceof NetworkFailure && cutoff.reason === undefined;
      const repeat = broken ? this.#repeatOf(course) : undefined;
      if (repeat === undefined) throw failed;
      return this.#announced(repeat, course);
    } finally {
      if (!open) cutoff.release();
    }
  }

  async #run<T>(course: Course<T>, cutoff: Cutoff): Promise<Outcome<T>> {
    const answer = await this.#exchange(course, cutoff);
    try {
      const repeat = this.#repeatOf(course, answer);
      if (repeat === undefined) return await readValue(course.call, answer);
      return (await lastWord(course.call, answer)) ?? this.#announced(repeat, course, answer);
    } finally {
      answer.discard();
    }
  }

  /** Builds the request, sends it and waits for the head of the answer. */
  async #exchange<T>(course: Course<T>, cutoff: Cutoff): Promise<Answer> {
    cutoff.check();
    const request = await course.call.request(course.attempt);
    cutoff.check();
    const url = joinUrl(this.#config.baseUrl, request.path, request.query);
    const sentAt = this.#clock();
    const response = await this.#fetch(url, request, course, cutoff);
    if (cutoff.reason !== undefined) response.body?.cancel().catch(() => undefined);
    cutoff.check();
    this.#tellResponse(response, this.#clock() - sentAt, course);
    if (isRedirect(response)) {
      response.body?.cancel().catch(() => undefined);
      const { redirectHostOnly } = this.#config;
      throw redirectError(
        course.call.operation,
        this.#shownUrl(request),
        response,
        course.secrets(),
        redirectHostOnly,
      );
    }
    return new Answer(response, {
      now: this.#config.now?.() ?? Date.now(),
      maxBytes: this.#config.maxBodyBytes ?? MAX_BODY_BYTES,
      cutoff,
      failure: (error) => callerError(error, course, cutoff),
    });
  }

  /** The signal goes to `fetch`, not through ky: each `Request` that carries one costs a dependent signal more. */
  async #fetch<T>(url: string, request: HttpRequest, course: Course<T>, cutoff: Cutoff): Promise<Response> {
    const { method, headers = {}, body } = request;
    course.headers = headers;
    const send = this.#config.fetch ?? globalThis.fetch;
    let left = false;
    try {
      return await this.#http(url, {
        method,
        headers,
        body: body ?? null,
        fetch: (input, init) => {
          left = true;
          course.pending = true;
          course.sends += 1;
          this.#tellRequest(method, this.#shownUrl(request), course);
          return send(input, { ...init, signal: cutoff.signal });
        },
      });
    } catch (error) {
      // What ky throws holds the whole request, and what refuses a header quotes it: neither goes further.
      if (!left) throw unsendable(course.call.operation);
      const cause = isNetworkError(error) ? error.cause : error;
      throw new NetworkFailure('no answer', cause);
    }
  }

  /** Another attempt, or undefined when there is to be none. */
  #repeatOf<T>(course: Course<T>, answer?: Answer): Repeat | undefined {
    const { safety, maxRetries = Number.POSITIVE_INFINITY } = course.call;
    if (course.attempt > Math.min(this.#retry.limit, maxRetries)) return undefined;
    if (answer === undefined ? safety !== 'read' : !isRepeatableStatus(answer.status, safety))
      return undefined;
    const asked = answer && askedWait(course.call, answer);
    const { maxRetryAfterMs } = this.#retry;
    if (asked !== undefined && asked.ms > maxRetryAfterMs) return undefined;
    const random = this.#config.random ?? Math.random;
    const repeatAfterMs =
      asked === undefined
        ? computedDelay(this.#retry, course.attempt, random)
        : Math.min(asked.ms + Math.round(random() * asked.jitterMs), maxRetryAfterMs);
    if (repeatAfterMs >= course.timeLeft(this.#clock())) return undefined;
    return { repeatAfterMs, fromServer: asked !== undefined };
  }

  #announced<T>(repeat: Repeat, course: Course<T>, answer?: Answer): Repeat {
    // Only a read repeats after silence; a write repeats after an answer that says nothing was done.
    course.pending = false;
    const { onEvent } = this.#config;
    if (onEvent !== undefined) {
      const { repeatAfterMs: delayMs, fromServer } = repeat;
      emit(onEvent, { type: 'retry', ...course.about(), status: answer?.status, delayMs, fromServer });
    }
    return repeat;
  }

  async #wait<T>(ms: number, course: Course<T>): Promise<void> {
    const { signal } = course.options;
    try {
      await (this.#config.sleep ?? systemSleep)(ms, signal);
    } catch (error) {
      throw signal?.aborted ? abortedError(course) : error;
    }
  }

  #tellRequest<T>(method: string, url: string, course: Course<T>): void {
    const { onEvent } = this.#config;
    if (onEvent === undefined) return;
    emit(onEvent, { type: 'request', ...course.about(), method, url });
  }

  /** The address as events and errors show it, without query. */
  #shownUrl({ path, shownPath = path }: HttpRequest): string {
    return joinUrl(this.#config.baseUrl, shownPath.split('?', 1)[0] ?? '');
  }

  #tellResponse<T>({ status, headers }: Response, durationMs: number, course: Course<T>): void {
    const { onEvent, requestIdHeader = 'x-request-id' } = this.#config;
    if (onEvent === undefined) return;
    const sent = headers.get(requestIdHeader);
    const requestId = sent === null ? undefined : quote(sent, course.secrets());
    emit(onEvent, { type: 'response', ...course.about(), status, durationMs, requestId });
  }

  #tellError<T>(error: unknown, course: Course<T>): void {
    const { onEvent } = this.#config;
    if (onEvent === undefined) return;
    emit(onEvent, {
      type: 'error',
      ...course.about(),
      code: error instanceof ResellerSdkError ? error.code : 'UNKNOWN',
      status: statusOf(error),
      durationMs: course.elapsed(this.#clock()),
    });
  }
}

async function readValue<T>(call: Call<T>, answer: Answer): Promise<Value<T>> {
  const value = await call.read(answer);
  return { value, open: answer.streaming };
}

/** What no repeat will change, or undefined. A 429 needs no reading: it comes before any work. */
async function lastWord<T>(call: Call<T>, answer: Answer): Promise<Value<T> | undefined> {
  if (call.isFinal === undefined || answer.status === 429) return undefined;
  try {
    return await readValue(call, answer);
  } catch (error) {
    if (call.isFinal(error)) throw error;
    return undefined;
  }
}

function askedWait<T>(call: Call<T>, answer: Answer): AskedWait | undefined {
  if (call.askedWait !== undefined) return call.askedWait(answer);
  const ms = answer.retryAfterMs;
  return ms === undefined ? undefined : { ms, jitterMs: 0 };
}

function unsendable(operation: string): ConfigError {
  return new ConfigError(
    `${operation}: the request could not be built. Nothing was sent; look for characters in a credential or header that HTTP headers cannot carry`,
  );
}

function statusOf(error: unknown): number | undefined {
  return error instanceof ApiError || error instanceof UnexpectedResponseError ? error.status : undefined;
}
