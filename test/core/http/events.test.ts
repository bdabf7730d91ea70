import { describe, expect, it } from 'vitest';
import { call, json, networkError, rejection, transport } from './harness.ts';

const answered = (status = 200) => json('ok', status, { 'x-request-id': `req-${status}` });

describe('events', () => {
  it('tell a call that succeeds', async () => {
    const t = transport([answered()]);
    await t.subject.send(call());
    const about = { vendor: 'acme', operation: 'GetThing', attempt: 1 };
    expect(t.events).toEqual([
      { type: 'request', ...about, method: 'POST', url: 'https://api.example.com/base/things' },
      { type: 'response', ...about, status: 200, durationMs: 0, requestId: 'req-200' },
    ]);
  });

  it('tell every attempt and wait of a call that is repeated', async () => {
    const t = transport([networkError(), json({}, 429, { 'retry-after': '2' }), answered()]);
    await t.subject.send(call());
    expect(t.events).toMatchObject([
      { type: 'request', attempt: 1 },
      { type: 'retry', attempt: 1, status: undefined, delayMs: 300, fromServer: false },
      { type: 'request', attempt: 2 },
      { type: 'response', attempt: 2, status: 429 },
      { type: 'retry', attempt: 2, status: 429, delayMs: 2000, fromServer: true },
      { type: 'request', attempt: 3 },
      { type: 'response', attempt: 3, status: 200 },
    ]);
  });

  it('end a failed call with its error, once', async () => {
    const t = transport([json({}, 503), answered(404)]);
    await rejection(t.subject.send(call()));
    expect(t.events.map(({ type }) => type)).toEqual([
      'request',
      'response',
      'retry',
      'request',
      'response',
      'error',
    ]);
    expect(t.events.at(-1)).toMatchObject({ code: 'NOT_FOUND', status: 404, durationMs: 300, attempt: 2 });
  });

  it('give an error that is none of ours the code UNKNOWN', async () => {
    const t = transport([answered()]);
    await rejection(t.subject.send(call({ read: () => Promise.reject(new RangeError('bug')) })));
    expect(t.events.at(-1)).toMatchObject({ type: 'error', code: 'UNKNOWN', status: undefined });
  });

  it('show another path where the path holds a secret', async () => {
    const t = transport([new Response(null, { status: 302 })]);
    const request = () => ({ method: 'GET', path: '/keys/canary/site', shownPath: '/keys/***/site' });
    const error = await rejection(t.subject.send(call({ request })));
    expect(t.requests[0]?.url).toBe('https://api.example.com/base/keys/canary/site');
    expect(t.events[0]).toMatchObject({ url: 'https://api.example.com/base/keys/***/site' });
    expect(String(error)).toContain('https://api.example.com/base/keys/***/site redirects');
    expect(`${String(error)} ${JSON.stringify(t.events)}`).not.toContain('canary');
  });

  it('take the request id from the header that the vendor uses', async () => {
    const t = transport([json('ok', 200, { 'x-trace': 'abc' })], { requestIdHeader: 'x-trace' });
    await t.subject.send(call());
    expect(t.events.at(-1)).toMatchObject({ requestId: 'abc' });
  });

  it('show no secret that the request id repeats', async () => {
    const t = transport([json('ok', 200, { 'x-request-id': 'req-1 Bearer s3cret hidden%20value' })]);
    const request = () => ({ method: 'GET', path: 'x', headers: { Authorization: 'Bearer s3cret' } });
    await t.subject.send(call({ request, secrets: () => ['hidden value'] }));
    expect(t.events.at(-1)).toMatchObject({ requestId: 'req-1 [redacted] [redacted]' });
  });

  it('leave the query out of the address', async () => {
    const t = transport([answered()]);
    await t.subject.send(call({ request: () => ({ method: 'GET', path: 'x', query: { key: 'hidden' } }) }));
    expect(JSON.stringify(t.events)).not.toContain('hidden');
    expect(t.requests[0]?.url).toBe('https://api.example.com/base/x?key=hidden');
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('observer');
      },
    ],
    [
      'rejects',
      async () => {
        throw new Error('observer');
      },
    ],
  ])('do not break a call whose observer %s', async (_name, onEvent) => {
    const { subject } = transport([json({}, 503), json('ok')], { onEvent });
    expect(await subject.send(call())).toBe('ok');
    // A rejection that nobody handles would end this process.
    await new Promise((resolve) => setTimeout(resolve, 5));
  });
});
