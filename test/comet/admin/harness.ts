import { CometAdminClient, type CometAuth, type CometOptions } from '../../../src/comet/admin/index.ts';
import type { HttpEvent } from '../../../src/core/http/events.ts';

/** A request as the script saw it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly form: URLSearchParams;
  readonly request: Request;
}

/** An answer: a value becomes JSON with HTTP 200; a function decides by the request. */
export type Step = Response | object | null | ((seen: Seen) => Response | Promise<Response>);

export const OK = { Status: 200, Message: 'OK' };
export const PASSWORD: CometAuth = { type: 'password', username: 'api-admin', password: 'pw' };
export const SESSION: CometAuth = { type: 'session', username: 'api-admin', password: 'pw' };

async function see(request: Request): Promise<Seen> {
  const isForm = request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded');
  const form = new URLSearchParams(isForm ? await request.clone().text() : '');
  return {
    method: request.method,
    path: new URL(request.url).pathname,
    headers: request.headers,
    form,
    request,
  };
}

async function answer(step: Step | undefined, seen: Seen): Promise<Response> {
  if (step === undefined) throw new Error(`${seen.path} was not expected`);
  if (typeof step === 'function') return step(seen);
  return step instanceof Response ? step : Response.json(step);
}

/** A `fetch` that plays steps in order, and what it saw. */
export function script(...steps: readonly Step[]) {
  const seen: Seen[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const one = await see(new Request(input, init));
    seen.push(one);
    return answer(steps[seen.length - 1], one);
  };
  return { fetch, seen };
}

/** A `fetch` that answers by path, and what it saw. */
export function serve(answerTo: (seen: Seen) => Response | object | null) {
  const seen: Seen[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const one = await see(new Request(input, init));
    seen.push(one);
    return answer(answerTo(one), one);
  };
  return { fetch, seen };
}

/** A client on a script, with a clock that only moves when it sleeps or is told to. */
export function client(steps: readonly Step[], options: Partial<CometOptions> = {}) {
  const played = script(...steps);
  const events: HttpEvent[] = [];
  const sleeps: number[] = [];
  const clock = { now: Date.UTC(2026, 0, 5, 12) };
  const comet = new CometAdminClient({
    baseUrl: 'https://backup.example.com/',
    auth: PASSWORD,
    fetch: played.fetch,
    onEvent: (event) => events.push(event),
    now: () => clock.now,
    random: () => 0.5,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      sleeps.push(ms);
      clock.now += ms;
    },
    ...options,
  });
  return { comet, seen: played.seen, events, sleeps, clock };
}

/** The error that a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
    throw new Error('rejected with something that is no error');
  }
  throw new Error('did not reject');
}
