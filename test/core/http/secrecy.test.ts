import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/core/errors/input.ts';
import type { HttpEvent } from '../../../src/core/http/events.ts';
import { call, deaf, json, rejection, type Step, transport } from './harness.ts';

const CANARY = 'canary-7f3a"\\ü';

const secretRequest = () => ({
  method: 'POST',
  path: 'things',
  query: { token: CANARY },
  headers: { authorization: 'Bearer canary-7f3a', 'content-type': 'text/plain' },
  body: `password=${CANARY}`,
});

/** Everything that a log could show of an error and of the events before it. */
function shown(error: unknown, events: readonly HttpEvent[]): string {
  const stacks: string[] = [];
  for (let at: unknown = error; at instanceof Error; at = at.cause) stacks.push(String(at.stack), at.message);
  return [
    ...stacks,
    JSON.stringify(error),
    inspect(error, { depth: 10, showHidden: true }),
    JSON.stringify(events),
  ].join('\n');
}

const talkative = Object.assign(new TypeError('fetch failed'), {
  config: { headers: { authorization: 'Bearer canary-7f3a' } },
  data: `HTTP/1.1 200 OK\r\nset-cookie: canary-7f3a`,
  cause: Object.assign(new Error('invalid header Bearer canary-7f3a'), {
    code: 'EBAD',
    request: secretRequest(),
  }),
});

const endings: [string, Step][] = [
  ['a network error', new TypeError('fetch failed')],
  ['an error of a fetch that tells too much', talkative],
  ['a custom error', Object.assign(new Error('boom'), { request: secretRequest() })],
  ['a body that breaks off', () => new Response(new ReadableStream({ pull: (c) => c.error(talkative) }))],
  ['a timeout', deaf],
  [
    'a redirect that repeats the query',
    new Response(null, { status: 301, headers: { location: `/x?t=${encodeURIComponent(CANARY)}` } }),
  ],
  ['a refusal', json({}, 401)],
];

describe('no secret of a request', () => {
  it.each(endings)('shows in %s', async (_name, step) => {
    const t = transport([step], { retry: { limit: 0 } });
    const error = await rejection(t.subject.send(call({ request: secretRequest }), { timeout: 20 }));
    expect(shown(error, t.events)).not.toContain('canary');
  });

  it('shows when a header holds what HTTP cannot carry', async () => {
    const t = transport([]);
    const headers = { authorization: 'Bearer canary-7f3a\nü' };
    const request = () => ({ method: 'GET', path: 'x', headers });
    const error = await rejection(t.subject.send(call({ safety: 'write', request })));
    expect(error).toBeInstanceOf(ConfigError);
    expect(shown(error, t.events)).not.toContain('canary');
    expect(t.requests).toHaveLength(0);
  });
});

it('no secret of the body shows in what a fetch says of its failure', async () => {
  const wordy = new Error(`cannot send password=${CANARY}\n    at ${CANARY}`);
  const t = transport([wordy], { retry: { limit: 0 } });
  const error = await rejection(t.subject.send(call({ request: secretRequest, secrets: () => [CANARY] })));
  expect(error).toMatchObject({ message: expect.stringContaining('cannot send password=[redacted]') });
  expect(shown(error, t.events)).not.toContain('canary');
});

describe('the cause of a network error', () => {
  it('keeps what helps: names, messages, codes and frames of the chain', async () => {
    const t = transport([talkative], { retry: { limit: 0 } });
    const error = await rejection(t.subject.send(call()));
    expect(error).toMatchObject({
      message: expect.stringContaining('network error, no answer: invalid header Bearer canary-7f3a'),
      cause: { name: 'TypeError', message: 'fetch failed', cause: { name: 'Error', code: 'EBAD' } },
    });
    const { cause } = error as { cause: Error };
    expect(cause.stack).toMatch(/^TypeError: fetch failed\n\s+at /);
    expect(Object.keys(cause)).toEqual([]);
  });

  it('ends, even where causes run in a circle', async () => {
    const circle: Error & { cause?: unknown } = new Error('round');
    circle.cause = circle;
    const t = transport([circle], { retry: { limit: 0 } });
    expect(await rejection(t.subject.send(call()))).toMatchObject({ code: 'NETWORK' });
  });

  it('is nothing where a fetch rejects with no error', async () => {
    const t = transport([() => Promise.reject({ authorization: 'canary' })], { retry: { limit: 0 } });
    const error = await rejection(t.subject.send(call()));
    expect(error).toMatchObject({ code: 'NETWORK' });
    expect(shown(error, t.events)).not.toContain('canary');
  });
});

describe('fetch', () => {
  it('is looked up at each call, so that it can be replaced for a while', async () => {
    const t = transport([], { fetch: undefined });
    const original = globalThis.fetch;
    try {
      globalThis.fetch = async () => json('patched');
      expect(await t.subject.send(call())).toBe('patched');
      globalThis.fetch = async () => json('patched again');
      expect(await t.subject.send(call())).toBe('patched again');
    } finally {
      globalThis.fetch = original;
    }
  });

  it('gets the request in full', async () => {
    const t = transport([json('ok')]);
    await t.subject.send(call({ request: secretRequest }));
    const [request] = t.requests;
    expect(request?.url).toBe(
      `https://api.example.com/base/things?${new URLSearchParams({ token: CANARY })}`,
    );
    expect(request?.method).toBe('POST');
    expect(Object.fromEntries(request?.headers ?? [])).toEqual(secretRequest().headers);
    expect(await request?.text()).toBe(secretRequest().body);
  });

  it('encodes forms and multipart bodies by itself', async () => {
    const form = new FormData();
    form.set('upload', new Blob(['x']), 'a.txt');
    const t = transport([json('ok'), json('ok')]);
    await t.subject.send(
      call({ request: () => ({ method: 'POST', path: '', body: new URLSearchParams({ a: '1' }) }) }),
    );
    await t.subject.send(call({ request: () => ({ method: 'POST', path: '', body: form }) }));
    expect(t.requests.map(({ headers }) => headers.get('content-type'))).toEqual([
      'application/x-www-form-urlencoded;charset=UTF-8',
      expect.stringMatching(/^multipart\/form-data; boundary=/),
    ]);
    expect((await t.requests[1]?.formData())?.get('upload')).toBeInstanceOf(File);
  });
});
