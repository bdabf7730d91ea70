import { apiErrorFor } from '../../../src/core/errors/api.ts';
import type { Answer } from '../../../src/core/http/answer.ts';
import type { HttpEvent } from '../../../src/core/http/events.ts';
import { type Call, Transport, type TransportConfig } from '../../../src/core/http/transport.ts';
import { parseBaseUrl } from '../../../src/core/http/url.ts';

/** An answer, an error that `fetch` rejects with, or a function of the request. */
export type Step = Response | Error | ((request: Request, init: RequestInit) => Promise<Response> | Response);

export const json = (value: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });

export const networkError = (): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }) });

/** A `fetch` that never answers and pays no attention to its signal. */
export const deaf = (): Promise<Response> => new Promise(() => undefined);

/** A `fetch` that never answers but rejects when its signal aborts. */
export const silent: Step = (_request, { signal }) =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

/** Plays the steps in order; a request too many is an error. */
export function play(...steps: readonly Step[]) {
  const requests: Request[] = [];
  const fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const request = new Request(input, init);
    const step = steps[requests.length];
    requests.push(request);
    if (step === undefined) throw new Error(`request ${requests.length} was not expected`);
    if (step instanceof Error) throw step;
    return typeof step === 'function' ? await step(request, init) : step;
  };
  return { fetch, requests };
}

/** A transport whose clock only moves when it sleeps. */
export function transport(steps: readonly Step[], config: Partial<TransportConfig> = {}) {
  const played = play(...steps);
  const events: HttpEvent[] = [];
  const sleeps: number[] = [];
  let clock = Date.UTC(2026, 0, 5, 12);
  const start = clock;
  const subject = new Transport({
    vendor: 'acme',
    baseUrl: parseBaseUrl('https://api.example.com/base/'),
    fetch: played.fetch,
    onEvent: (event) => events.push(event),
    random: () => 1,
    now: () => clock,
    sleep: async (ms) => {
      sleeps.push(ms);
      clock += ms;
    },
    ...config,
  });
  return {
    ...played,
    subject,
    events,
    sleeps,
    elapsed: () => clock - start,
    advance: (ms: number) => {
      clock += ms;
    },
  };
}

/** Reads JSON, and refuses as a vendor's client does. */
export async function readJson(answer: Answer): Promise<unknown> {
  const text = await answer.text();
  if (answer.ok) return JSON.parse(text);
  throw apiErrorFor(answer.status, {
    vendor: 'acme',
    operation: 'GetThing',
    status: answer.status,
    retryAfterMs: answer.retryAfterMs,
  });
}

export function call(changes: Partial<Call<unknown>> = {}): Call<unknown> {
  return {
    operation: 'GetThing',
    safety: 'read',
    timeoutMs: 60_000,
    request: () => ({ method: 'POST', path: '/things', body: 'a=1' }),
    read: readJson,
    ...changes,
  };
}

/** What a promise rejects with; fails when it resolves. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('expected a rejection');
}
