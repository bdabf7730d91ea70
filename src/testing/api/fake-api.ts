import { InvalidInputError } from '../../core/errors/input.ts';
import { type Sleep, systemSleep } from '../../core/sleep.ts';
import type { Clock } from '../../core/time.ts';
import { FakeClock } from '../clock.ts';
import { type Random, seededRandom } from '../random.ts';
import { textAnswer } from './answers.ts';
import { alterText, type Fault, HTML_PAGE, networkError, relabel, silence, truncate } from './fault.ts';
import { FaultPlan, type FaultRule, type InjectedFault } from './fault-plan.ts';
import type { Hook, PlannedHook } from './hook.ts';
import { type ReceivedRequest, receive } from './received-request.ts';
import { redactBody, redactForm, redactHeaders } from './redact.ts';
import type { LoggedRequest, SecretNames } from './request-log.ts';
import { RulePlan } from './rule-plan.ts';

/** What every fake takes. Nothing is shared between two fakes, and nothing is read from the surroundings. */
export interface FakeApiOptions {
  /** Default: a `FakeClock` of its own, which stands still. */
  readonly clock?: Clock;
  /** Makes identifiers and keys. Default: a generator with a fixed seed, so that runs are repeatable. */
  readonly random?: Random;
  /** Waits out the `delay` fault. Default: the timers of the platform. */
  readonly sleep?: Sleep;
  /** Sub-path under which the API is published, such as `/comet`. Default: none. */
  readonly basePath?: string;
}

/** A vendor's API in memory, in the shape of `fetch`. */
export interface FakeApi {
  /** Answers a request. Rejects like `fetch` when a fault breaks the connection or the request is aborted. */
  handle(request: Request): Promise<Response>;
  /** Stands in for the global `fetch`. Redirects are handed out, not followed. */
  readonly fetch: typeof globalThis.fetch;
  /** Sub-path under which the API is published, without a trailing slash. */
  readonly basePath: string;
}

/** What a vendor adds to the common part. */
export interface Vendor {
  readonly operations: Iterable<string>;
  readonly secrets: SecretNames;
  operationOf(path: string, method: string): string | undefined;
  /** A path as the log shows it, where paths hold secrets. */
  shownPath?(path: string): string;
  answer(request: ReceivedRequest): Response;
  /** The vendor's own error form inside HTTP 200. */
  envelopedError(status: number, message: string): Response;
}

/** Receives, logs, breaks what a fault plan says, and lets the vendor answer. */
export abstract class FakeApiBase implements FakeApi {
  readonly basePath: string;
  readonly clock: Clock;
  protected readonly random: Random;
  readonly #sleep: Sleep;
  readonly #log: Writable<LoggedRequest>[] = [];
  /** A request that nobody holds may be collected as garbage, and with it the abort that would end the wait. */
  readonly #open = new Set<Request>();
  #plan: FaultPlan | undefined;
  #hookPlan: RulePlan<Hook> | undefined;

  protected constructor({ clock, random, sleep, basePath = '' }: FakeApiOptions) {
    this.clock = clock ?? new FakeClock();
    this.random = random ?? seededRandom(1);
    this.#sleep = sleep ?? systemSleep;
    this.basePath = basePath.replace(/\/+$/, '');
    if (this.basePath !== '' && !this.basePath.startsWith('/')) {
      throw new InvalidInputError('basePath', [{ path: '', message: 'must start with a slash' }]);
    }
  }

  protected abstract readonly vendor: Vendor;

  readonly fetch: typeof globalThis.fetch = (input, init) => this.handle(new Request(input, init));

  /** Every request so far, in order of arrival, without secrets. */
  get requests(): readonly LoggedRequest[] {
    return this.#log;
  }

  /**
   * Plans a fault: `fake.inject({ on: 'AdminListUsersFull', times: 2, fault: { kind: 'status', status: 503 } })`.
   *
   * @throws InvalidInputError for an unknown operation, a negative count or an impossible status
   */
  inject(rule: FaultRule): InjectedFault {
    return this.#faults.inject(rule);
  }

  /** Takes all planned faults back. */
  clearFaults(): void {
    this.#faults.clear();
  }

  /**
   * Plans code that runs around the work of a request, such as a change by somebody else just before a write:
   * `fake.hook({ on: 'AdminSetUserProfileHash', before: () => { fake.profile('acme').MaximumDevices = 9; } })`.
   *
   * @throws InvalidInputError for an unknown operation or a negative count
   */
  hook(hook: Hook): PlannedHook {
    return this.#hooks.add('hook', hook);
  }

  /** Takes all hooks back. */
  clearHooks(): void {
    this.#hooks.clear();
  }

  /** Empties the log. */
  clearRequests(): void {
    this.#log.length = 0;
  }

  async handle(request: Request): Promise<Response> {
    this.#open.add(request);
    try {
      return await this.#respond(request);
    } finally {
      this.#open.delete(request);
    }
  }

  async #respond(request: Request): Promise<Response> {
    request.signal.throwIfAborted();
    const received = await receive(request, this.basePath);
    const entry = this.#record(received);
    const fault = this.#faults.take(entry);
    entry.fault = fault?.kind;
    const answer = await this.#answer(received, entry, fault);
    request.signal.throwIfAborted();
    entry.status = answer.status;
    return answer;
  }

  get #faults(): FaultPlan {
    this.#plan ??= new FaultPlan(this.vendor.operations);
    return this.#plan;
  }

  get #hooks(): RulePlan<Hook> {
    this.#hookPlan ??= new RulePlan(this.vendor.operations);
    return this.#hookPlan;
  }

  #record(request: ReceivedRequest): Writable<LoggedRequest> {
    const isMultipart = request.encoding === 'multipart';
    const entry: Writable<LoggedRequest> = {
      at: this.clock.now(),
      method: request.method,
      path: this.vendor.shownPath?.(request.path) ?? request.path,
      operation: this.vendor.operationOf(request.path, request.method),
      query: redactForm(request.query, this.vendor.secrets),
      json: redactBody(request.json, this.vendor.secrets),
      form: redactForm(isMultipart ? request.texts : request.form, this.vendor.secrets),
      headers: redactHeaders(request.headers, this.vendor.secrets),
      fault: undefined,
      status: undefined,
    };
    this.#log.push(entry);
    return entry;
  }

  async #answer(request: ReceivedRequest, entry: LoggedRequest, fault: Fault | undefined): Promise<Response> {
    if (fault === undefined) return this.#work(request, entry);
    switch (fault.kind) {
      case 'delay':
        await this.#sleep(fault.ms, request.signal);
        return this.#work(request, entry);
      case 'truncated':
        return truncate(await this.#work(request, entry), fault.bytes);
      case 'altered':
        return alterText(await this.#work(request, entry), fault.alter);
      case 'content-type':
        return relabel(await this.#work(request, entry), fault.contentType);
      case 'lost-answer':
        await this.#work(request, entry);
        return fault.how === 'silence' ? silence(request.signal) : Promise.reject(networkError());
      default:
        return this.#insteadOfWork(request, fault);
    }
  }

  /** A mistake in the state, such as a rounded integer, must not look like a broken connection. */
  async #work(request: ReceivedRequest, entry: LoggedRequest): Promise<Response> {
    try {
      const hooks = [...this.#hooks.take(entry)];
      for (const { before } of hooks) await before?.(entry);
      const answer = this.vendor.answer(request);
      for (const { after } of hooks) await after?.(entry);
      return answer;
    } catch (error) {
      return textAnswer(`The fake failed: ${error instanceof Error ? error.message : String(error)}`, 500);
    }
  }

  #insteadOfWork(
    request: ReceivedRequest,
    fault: Exclude<Fault, { kind: 'delay' | 'truncated' | 'altered' | 'content-type' | 'lost-answer' }>,
  ): Response | Promise<Response> {
    switch (fault.kind) {
      case 'status':
        return statusAnswer(fault.status, fault.headers, fault.body);
      case 'html':
        return statusAnswer(fault.status ?? 200, { 'content-type': 'text/html; charset=utf-8' }, HTML_PAGE);
      case 'empty':
        return statusAnswer(200);
      case 'redirect':
        return statusAnswer(fault.status ?? 302, { location: fault.location });
      case 'enveloped-error':
        return this.vendor.envelopedError(fault.status, fault.message ?? 'refused by a planned fault');
      case 'silence':
        return silence(request.signal);
      case 'network-error':
        return Promise.reject(networkError());
    }
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const WITHOUT_BODY = new Set([204, 205, 304]);

function statusAnswer(status: number, headers: Readonly<Record<string, string>> = {}, body = ''): Response {
  if (body === '' || WITHOUT_BODY.has(status)) return new Response(null, { status, headers });
  const answer = textAnswer(body, status);
  for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
  return answer;
}
