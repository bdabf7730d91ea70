import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../src/core/errors/input.ts';
import { AbortedError, TimeoutError } from '../../../src/core/errors/transport.ts';
import type { Call } from '../../../src/core/http/transport.ts';
import { systemSleep } from '../../../src/core/sleep.ts';
import { call, deaf, json, rejection, type Step, silent, transport } from './harness.ts';

/** An answer whose head is here and whose body never comes. */
const stuckBody = (): Response =>
  new Response(new ReadableStream({ pull: () => new Promise(() => undefined) }));

interface Phase {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly call?: Partial<Call<unknown>>;
  /** Whether a request has left. */
  readonly left: boolean;
}

const phases: readonly Phase[] = [
  {
    name: 'while the request is built',
    steps: [],
    call: { request: () => new Promise(() => undefined) },
    left: false,
  },
  { name: 'before the headers', steps: [silent], left: true },
  { name: 'before the headers of a fetch that ignores its signal', steps: [deaf], left: true },
  { name: 'in the body', steps: [stuckBody()], left: true },
  {
    name: 'while the answer is read',
    steps: [json('ok')],
    call: { read: () => new Promise(() => undefined) },
    left: true,
  },
];

describe('abort', () => {
  const reason = new Error('enough');

  for (const { name, steps, call: changes, left } of phases) {
    it.each(['read', 'write'] as const)(`ends a %s at once ${name}`, async (safety) => {
      const { subject } = transport(steps.map((step) => (step instanceof Response ? stuckBody() : step)));
      const controller = new AbortController();
      const started = performance.now();
      setTimeout(() => controller.abort(reason), 20);
      const error = await rejection(
        subject.send(call({ safety, ...changes }), { signal: controller.signal }),
      );
      expect(performance.now() - started).toBeLessThan(500);
      expect(error).toBeInstanceOf(AbortedError);
      expect(error).toMatchObject({
        code: 'ABORTED',
        retryable: false,
        cause: reason,
        attempts: left ? 1 : 0,
        outcomeUnknown: left && safety === 'write',
      });
    });
  }

  it('ends a call in the middle of a back-off, and sends nothing more', async () => {
    const t = transport([json({}, 503, { 'retry-after': '4' })], { sleep: systemSleep });
    const controller = new AbortController();
    const started = performance.now();
    setTimeout(() => controller.abort(reason), 200);
    const error = await rejection(t.subject.send(call(), { signal: controller.signal }));
    expect(performance.now() - started).toBeLessThan(1000);
    expect(error).toMatchObject({ code: 'ABORTED', cause: reason, outcomeUnknown: false });
    expect(t.requests).toHaveLength(1);
  });

  it('knows that a throttled write did not happen while it waits', async () => {
    const controller = new AbortController();
    const t = transport([json({}, 429)], {
      sleep: async (_ms, signal) => {
        controller.abort(reason);
        throw signal?.reason;
      },
    });
    const send = t.subject.send(call({ safety: 'throttled-write' }), { signal: controller.signal });
    expect(await rejection(send)).toMatchObject({ code: 'ABORTED', outcomeUnknown: false, attempts: 1 });
  });

  it('passes on what a sleep rejects with when nobody aborted', async () => {
    const broken = new Error('timer broke');
    const t = transport([json({}, 503)], { sleep: () => Promise.reject(broken) });
    expect(await rejection(t.subject.send(call()))).toBe(broken);
  });

  it('neither builds nor sends anything for a signal that is aborted already', async () => {
    const t = transport([]);
    let built = 0;
    const request = () => {
      built += 1;
      return { method: 'GET', path: '' };
    };
    const error = await rejection(t.subject.send(call({ request }), { signal: AbortSignal.abort(reason) }));
    expect(error).toMatchObject({ code: 'ABORTED', cause: reason, attempts: 0, outcomeUnknown: false });
    expect(built).toBe(0);
    expect(t.events.map(({ type }) => type)).toEqual(['error']);
  });

  it('tells nothing and lets go of an answer that arrives after the end', async () => {
    let arrive: (response: Response) => void = () => undefined;
    let cancelled = false;
    const late: Step = () => new Promise<Response>((resolve) => (arrive = resolve));
    const t = transport([late]);
    const controller = new AbortController();
    const sent = rejection(t.subject.send(call(), { signal: controller.signal }));
    await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort();
    await sent;
    const cancel = () => {
      cancelled = true;
    };
    arrive(new Response(new ReadableStream({ cancel })));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(cancelled).toBe(true);
    expect(t.events.map(({ type }) => type)).toEqual(['request', 'error']);
  });

  it('leaves no listener on the signal of the caller', async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners += 1;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners -= 1;
      remove(...args);
    };
    const endings: (() => Response)[] = [
      () => json('ok'),
      () => json({}, 500),
      () => new Response(null, { status: 301 }),
      () => {
        throw new TypeError('fetch failed');
      },
    ];
    let calls = 0;
    const fetch = async () => endings[calls++ % endings.length]?.() ?? json('ok');
    const { subject } = transport([], { fetch, retry: { limit: 0 }, onEvent: undefined });
    let highest = 0;
    while (calls < 10_000) {
      await subject.send(call(), { signal }).catch(() => undefined);
      highest = Math.max(highest, listeners);
    }
    expect({ listeners, highest }).toEqual({ listeners: 0, highest: 0 });
  }, 30_000);
});

describe('timeout', () => {
  for (const { name, steps, call: changes, left } of phases) {
    it.each(['read', 'write'] as const)(`ends a %s ${name}`, async (safety) => {
      const t = transport(steps.map((step) => (step instanceof Response ? stuckBody() : step)));
      const error = await rejection(t.subject.send(call({ safety, ...changes }), { timeout: 20 }));
      expect(error).toBeInstanceOf(TimeoutError);
      expect(error).toMatchObject({
        code: 'TIMEOUT',
        timeoutMs: 20,
        outcomeUnknown: left && safety === 'write',
        retryable: !(left && safety === 'write'),
      });
      if (left && safety === 'write') expect(String(error)).toContain('outcome is unknown');
      expect(t.requests).toHaveLength(left ? 1 : 0);
    });
  }

  it('takes the limit of the operation unless the caller names one', async () => {
    const { subject } = transport([deaf]);
    expect(await rejection(subject.send(call({ timeoutMs: 15 })))).toMatchObject({ timeoutMs: 15 });
  });

  it('ends at the deadline when that comes before the limit of the attempt', async () => {
    const { subject } = transport([deaf]);
    const error = await rejection(subject.send(call(), { timeout: 60_000, deadline: 20 }));
    expect(error).toMatchObject({ code: 'TIMEOUT', timeoutMs: 60_000, deadlineMs: 20 });
    expect(String(error)).toContain('within the deadline of 20 ms');
  });

  it('gives each attempt its own limit, and all of them the deadline', async () => {
    const t = transport([json({}, 503), deaf], { now: undefined, sleep: undefined, random: () => 0.1 });
    const error = await rejection(t.subject.send(call(), { timeout: 10_000, deadline: 120 }));
    expect(error).toMatchObject({ code: 'TIMEOUT', attempts: 2, deadlineMs: 120 });
  });

  it('sends nothing once the deadline has passed', async () => {
    const t = transport([json({}, 503)], { sleep: async () => t.advance(5000) });
    const error = await rejection(t.subject.send(call(), { deadline: 1000 }));
    expect(error).toMatchObject({ code: 'TIMEOUT', attempts: 1 });
    expect(t.requests).toHaveLength(1);
  });

  it('never ends a call whose limit is infinite', async () => {
    const slow: Step = () => new Promise((resolve) => setTimeout(() => resolve(json('ok')), 20));
    const { subject } = transport([slow]);
    expect(await subject.send(call(), { timeout: Number.POSITIVE_INFINITY })).toBe('ok');
  });

  it.each<object>([{ timeout: '20' }, { deadline: null }, { timeout: Symbol('soon') }, { signal: {} }])(
    'refuses options of other kinds than the types say: %j',
    async (options) => {
      const t = transport([]);
      const error = await rejection(t.subject.send(call(), options));
      expect(error).toMatchObject({ name: 'InvalidInputError', issues: [{ path: Object.keys(options)[0] }] });
      expect(t.requests).toHaveLength(0);
    },
  );

  it('refuses options that are no object', async () => {
    const t = transport([]);
    const error = await rejection(Reflect.apply(t.subject.send, t.subject, [call(), null]));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(t.requests).toHaveLength(0);
  });

  it('refuses limits that no timer can keep, all at once', async () => {
    const t = transport([]);
    const error = await rejection(t.subject.send(call(), { timeout: Number.NaN, deadline: 0 }));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({ issues: [{ path: 'timeout' }, { path: 'deadline' }] });
    expect(t.requests).toHaveLength(0);
  });
});
