import { describe, expect, it } from 'vitest';
import { RateLimitError, ServerError } from '../../../src/core/errors/api.ts';
import { ConfigError } from '../../../src/core/errors/input.ts';
import { TransportError } from '../../../src/core/errors/transport.ts';
import type { Answer } from '../../../src/core/http/answer.ts';
import type { RepeatSafety } from '../../../src/core/http/retry.ts';
import { computedDelay, DEFAULT_RETRY } from '../../../src/core/http/retry.ts';
import { call, json, networkError, rejection, transport } from './harness.ts';

const limited = (retryAfter: string): Response => json({}, 429, { 'retry-after': retryAfter });

describe('Retry-After', () => {
  it('waits the seconds that a 429 asks for, without jitter', async () => {
    const t = transport([limited('2'), json('ok')], { random: () => 0.01 });
    expect(await t.subject.send(call())).toBe('ok');
    expect(t.sleeps).toEqual([2000]);
  });

  it('waits until the HTTP-date that a 429 names', async () => {
    const t = transport([limited('Mon, 05 Jan 2026 12:00:04 GMT'), json('ok')]);
    t.advance(600);
    expect(await t.subject.send(call())).toBe('ok');
    expect(t.sleeps).toEqual([3400]);
  });

  it.each([429, 503])(
    'fails at once on a %i whose wait exceeds the budget, and tells the wait',
    async (status) => {
      const t = transport([json({}, status, { 'retry-after': '90' })]);
      const error = await rejection(t.subject.send(call()));
      expect(error).toMatchObject({ retryable: true, retryAfterMs: 90_000 });
      expect(error).toBeInstanceOf(status === 429 ? RateLimitError : ServerError);
      expect(t.sleeps).toEqual([]);
      expect(t.requests).toHaveLength(1);
    },
  );

  it('waits 90 s when the budget allows it', async () => {
    const t = transport([limited('90'), json('ok')], { retry: { maxRetryAfterMs: 90_000 } });
    expect(await t.subject.send(call())).toBe('ok');
    expect(t.sleeps).toEqual([90_000]);
  });

  it('fails at once when the wait would reach the deadline, counting what was waited before', async () => {
    const t = transport([limited('3'), limited('3')]);
    const error = await rejection(t.subject.send(call(), { deadline: 6000 }));
    expect(error).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 3000 });
    expect(t.sleeps).toEqual([3000]);
    const enough = transport([limited('3'), limited('3'), json('ok')]);
    expect(await enough.subject.send(call(), { deadline: 6001 })).toBe('ok');
  });

  it.each([
    ['0', 0],
    ['Mon, 05 Jan 2026 11:59:00 GMT', 0],
    ['soon', 300],
    ['-1', 300],
    ['', 300],
  ])('%j leads to a wait of %i ms', async (header, wait) => {
    const t = transport([limited(header), json('ok')]);
    await t.subject.send(call());
    expect(t.sleeps).toEqual([wait]);
  });
});

describe('what is repeated', () => {
  const statuses = [200, 400, 401, 403, 404, 408, 409, 422, 429, 449, 500, 501, 502, 503, 504];
  const repeated: Record<RepeatSafety, readonly number[]> = {
    read: [429, 502, 503, 504],
    'throttled-write': [429],
    write: [],
  };
  for (const safety of ['read', 'write', 'throttled-write'] as const) {
    it.each(statuses)(`${safety} answering %i`, async (status) => {
      const t = transport([json('first', status), json('second')]);
      await t.subject.send(call({ safety })).catch(() => undefined);
      expect(t.requests).toHaveLength(repeated[safety].includes(status) ? 2 : 1);
    });

    it(`${safety} and a network error`, async () => {
      const t = transport([networkError(), json('second')]);
      await t.subject.send(call({ safety })).catch(() => undefined);
      expect(t.requests).toHaveLength(safety === 'read' ? 2 : 1);
    });
  }

  it('sends a write that answers 500 once', async () => {
    const t = transport([json({}, 500)]);
    expect(await rejection(t.subject.send(call({ safety: 'write' })))).toBeInstanceOf(ServerError);
    expect(t.requests).toHaveLength(1);
  });

  it('repeats a read whose body breaks off', async () => {
    const broken = new Response(
      new ReadableStream({
        pull: (controller) => controller.error(new TypeError('terminated')),
      }),
    );
    const t = transport([broken, json('ok')]);
    expect(await t.subject.send(call())).toBe('ok');
  });

  it('does not repeat what a nested call of the request builder already gave up', async () => {
    const t = transport([]);
    let built = 0;
    const nested = new TransportError('network error', {
      operation: 'StartSession',
      attempts: 3,
      outcomeUnknown: false,
    });
    const request = () => {
      built += 1;
      throw nested;
    };
    expect(await rejection(t.subject.send(call({ request })))).toBe(nested);
    expect(built).toBe(1);
  });

  it('passes on what a rejecting request builder throws, and sends nothing', async () => {
    const t = transport([]);
    const refusal = new Error('no token');
    expect(await rejection(t.subject.send(call({ request: () => Promise.reject(refusal) })))).toBe(refusal);
    expect(t.requests).toHaveLength(0);
  });

  it('builds the request anew for every attempt', async () => {
    const t = transport([json({}, 503), json({}, 503), json('ok')]);
    const request = (attempt: number) => ({
      method: 'POST',
      path: 'things',
      body: new URLSearchParams({ code: String(attempt) }),
    });
    await t.subject.send(call({ request }));
    expect(await Promise.all(t.requests.map((sent) => sent.text()))).toEqual(['code=1', 'code=2', 'code=3']);
  });

  it('repeats as often as the stricter of policy and operation allows', async () => {
    const busy = () => json({}, 503);
    const twice = transport([busy(), busy(), busy()]);
    await rejection(twice.subject.send(call({ maxRetries: 5 })));
    expect(twice.requests).toHaveLength(3);
    const once = transport([busy(), busy()]);
    await rejection(once.subject.send(call({ maxRetries: 1 })));
    expect(once.requests).toHaveLength(2);
    const never = transport([busy()], { retry: { limit: 0 } });
    await rejection(never.subject.send(call()));
    expect(never.requests).toHaveLength(1);
  });
});

describe('a wait that the vendor asks for in its own way', () => {
  const minute = { askedWait: () => ({ ms: 20_000, jitterMs: 5000 }) };

  it.each([
    [0, 20_000],
    [0.5, 22_500],
    [1, 25_000],
  ])('is kept and spread by chance %d', async (chance, wait) => {
    const t = transport([json({}, 429), json('ok')], { random: () => chance });
    expect(await t.subject.send(call({ safety: 'throttled-write', ...minute }))).toBe('ok');
    expect(t.sleeps).toEqual([wait]);
    expect(t.events).toContainEqual(
      expect.objectContaining({ type: 'retry', delayMs: wait, fromServer: true }),
    );
  });

  it('is not spread beyond the longest wait of the policy, nor waited when it is longer itself', async () => {
    const near = transport([json({}, 429), json('ok')], { retry: { maxRetryAfterMs: 21_000 } });
    expect(await near.subject.send(call(minute))).toBe('ok');
    expect(near.sleeps).toEqual([21_000]);
    const beyond = transport([json({}, 429)], { retry: { maxRetryAfterMs: 19_999 } });
    expect(await rejection(beyond.subject.send(call(minute)))).toBeInstanceOf(RateLimitError);
    expect(beyond.sleeps).toEqual([]);
  });

  it('takes the place of Retry-After, and leaves back-off where it names none', async () => {
    const steps = () => [limited('2'), json('ok')];
    const own = transport(steps());
    await own.subject.send(call(minute));
    expect(own.sleeps).toEqual([25_000]);
    const none = transport(steps());
    await none.subject.send(call({ askedWait: () => undefined }));
    expect(none.sleeps).toEqual([300]);
  });
});

describe('a last word with a status that allows a repeat', () => {
  const full = () => json({ error: 'full' }, 503);
  const isFinal = (error: unknown) => error instanceof Error && error.message === 'full';
  const read = async (answer: Answer): Promise<unknown> => {
    const body: unknown = JSON.parse(await answer.text());
    if (answer.ok) return body;
    throw new Error(
      typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : 'busy',
    );
  };

  it('is thrown at once', async () => {
    const t = transport([full()]);
    expect(await rejection(t.subject.send(call({ isFinal, read })))).toMatchObject({ message: 'full' });
    expect(t.requests).toHaveLength(1);
    expect(t.events.map(({ type }) => type)).toEqual(['request', 'response', 'error']);
  });

  it('is told from passing trouble, which is repeated', async () => {
    const t = transport([json({}, 503), json({}, 502), json('ok')]);
    expect(await t.subject.send(call({ isFinal, read }))).toBe('ok');
    expect(t.requests).toHaveLength(3);
  });

  it('is not looked for in a 429, which comes before any work', async () => {
    const t = transport([json({ error: 'full' }, 429), json('ok')]);
    expect(await t.subject.send(call({ safety: 'throttled-write', isFinal, read }))).toBe('ok');
  });

  it('is the value, where the reader makes one of it', async () => {
    const t = transport([full()]);
    const value = await t.subject.send(call({ isFinal, read: (answer) => answer.text() }));
    expect(value).toBe('{"error":"full"}');
  });

  it('may break off like any answer, and is then asked for again', async () => {
    const broken = new Response(
      new ReadableStream({ pull: (controller) => controller.error(new TypeError('terminated')) }),
      { status: 503 },
    );
    const t = transport([broken, json('ok')]);
    expect(await t.subject.send(call({ isFinal: () => true, read }))).toBe('ok');
  });

  it('is read once when no repeat is left', async () => {
    const t = transport([full()], { retry: { limit: 0 } });
    expect(await rejection(t.subject.send(call({ isFinal, read })))).toMatchObject({ message: 'full' });
  });
});

describe('computed delays', () => {
  it('double from the base up to the bound', () => {
    const delays = [1, 2, 3, 6, 7, 50].map((attempt) => computedDelay(DEFAULT_RETRY, attempt, () => 1));
    expect(delays).toEqual([300, 600, 1200, 9600, 10_000, 10_000]);
  });

  it('spread over the whole range', () => {
    expect(computedDelay(DEFAULT_RETRY, 2, () => 0)).toBe(0);
    expect(computedDelay(DEFAULT_RETRY, 2, () => 0.5)).toBe(300);
  });

  it.each([
    { limit: Number.NaN },
    { limit: 1.5 },
    { limit: -1 },
    { baseDelayMs: -1 },
    { maxRetryAfterMs: Number.NaN },
  ])('refuses the policy %j', (retry) => {
    expect(() => transport([], { retry })).toThrow(ConfigError);
  });
});
