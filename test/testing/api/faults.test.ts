import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { FakeClock, FakeCometPortal, FakeCometServer, type Fault } from 'reseller-sdk/testing';
import { describe, expect, test, vi } from 'vitest';
import { ADMIN, acme, admin, BASE, OK, post } from '../comet/call.ts';

const LIST = '/api/v1/admin/list-users';
const NEW = { ...ADMIN, TargetUser: 'new', TargetPassword: 'long enough' };

function list(fake: FakeCometServer, init: RequestInit = {}): Promise<Response> {
  return fake.fetch(BASE + LIST, { method: 'POST', body: new URLSearchParams(ADMIN), ...init });
}

async function struck(fault: Fault): Promise<Response> {
  const fake = new FakeCometServer({ users: [acme] });
  fake.inject({ fault });
  return list(fake);
}

describe('each fault', () => {
  test('status, with headers and body', async () => {
    const answer = await struck({
      kind: 'status',
      status: 429,
      headers: { 'retry-after': '7' },
      body: 'slow down',
    });
    expect([answer.status, answer.headers.get('retry-after'), await answer.text()]).toEqual([
      429,
      '7',
      'slow down',
    ]);
    expect((await struck({ kind: 'status', status: 503 })).status).toBe(503);
  });

  test('network error: fetch rejects as it does for a broken connection', async () => {
    await expect(struck({ kind: 'network-error' })).rejects.toThrow(TypeError);
  });

  test('html, empty and redirect', async () => {
    const html = await struck({ kind: 'html' });
    expect([html.status, html.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await html.text()).toContain('<html>');
    const empty = await struck({ kind: 'empty' });
    expect([empty.status, await empty.text()]).toEqual([200, '']);
    const redirect = await struck({ kind: 'redirect', location: 'https://b.example.com/', status: 307 });
    expect([redirect.status, redirect.headers.get('location')]).toEqual([307, 'https://b.example.com/']);
  });

  test('enveloped error: in the form of the vendor, under HTTP 200', async () => {
    const fault: Fault = { kind: 'enveloped-error', status: 500, message: 'broken' };
    const comet = await struck(fault);
    expect([comet.status, await comet.json()]).toEqual([200, { Status: 500, Message: 'broken' }]);
    const portal = new FakeCometPortal();
    portal.inject({ on: 'ListLicenses', fault });
    const answer = await post(portal, '/api/v1/license/list_licenses');
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { status: 'error', code: 500, message: 'broken' },
    ]);
  });

  test('wrong content type and altered text', async () => {
    const typed = await struck({ kind: 'content-type', contentType: 'text/plain' });
    expect([typed.headers.get('content-type'), await typed.json()]).toEqual(['text/plain', ['acme']]);
    const alter = (text: string) => JSON.stringify([...JSON.parse(text), ...JSON.parse(text)]);
    expect(await (await struck({ kind: 'altered', alter })).json()).toEqual(['acme', 'acme']);
  });

  test('a truncated body announces its whole length and breaks off', async () => {
    const half = await struck({ kind: 'truncated' });
    expect(half.headers.get('content-length')).toBe('8');
    const reader = half.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('["ac');
    await expect(reader?.read()).rejects.toThrow(TypeError);
    await expect((await struck({ kind: 'truncated', bytes: 0 })).text()).rejects.toThrow(TypeError);
  });

  test('a delay passes on the injected sleep, and an abort ends it at once', async () => {
    const clock = new FakeClock();
    const fake = new FakeCometServer({ users: [acme], sleep: clock.sleep, clock });
    fake.inject({ fault: { kind: 'delay', ms: 5000 } });
    const start = clock.now().getTime();
    expect(await (await list(fake)).json()).toEqual(['acme']);
    expect(clock.now().getTime() - start).toBe(5000);

    const slow = new FakeCometServer();
    slow.inject({ fault: { kind: 'delay', ms: 60_000 } });
    const leaving = new AbortController();
    const pending = list(slow, { signal: leaving.signal });
    leaving.abort(new Error('enough'));
    await expect(pending).rejects.toThrow('enough');
  });

  test('silence ends with an abort alone', async () => {
    const fake = new FakeCometServer();
    fake.inject({ fault: { kind: 'silence' } });
    const leaving = new AbortController();
    const settled = vi.fn();
    const pending = list(fake, { signal: leaving.signal });
    pending.then(settled, settled);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(settled).not.toHaveBeenCalled();
    leaving.abort(new Error('enough'));
    await expect(pending).rejects.toThrow('enough');
  });

  test.each([
    ['network-error', 'TypeError'],
    ['silence', 'TimeoutError'],
  ] as const)('a lost answer (%s): the work is done', async (how, name) => {
    const fake = new FakeCometServer();
    fake.inject({ on: 'AdminAddUser', fault: { kind: 'lost-answer', how } });
    const signal = AbortSignal.timeout(20);
    const lost = fake.fetch(`${BASE}/api/v1/admin/add-user`, {
      method: 'POST',
      body: new URLSearchParams(NEW),
      signal,
    });
    await expect(lost).rejects.toMatchObject({ name });
    expect([...fake.state.users.keys()]).toEqual(['new']);
  });

  test('an abort ends a silence also after the memory was cleaned up', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage: () => void = runInNewContext('gc');
    const fake = new FakeCometServer();
    fake.inject({ fault: { kind: 'silence' } });
    const lost = fake.fetch(`${BASE}/api/v1/admin/list-users`, {
      method: 'POST',
      body: new URLSearchParams(NEW),
      signal: AbortSignal.timeout(200),
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    collectGarbage();
    await expect(lost).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test.each<Fault>([
    { kind: 'status', status: 503 },
    { kind: 'network-error' },
    { kind: 'html' },
    { kind: 'empty' },
    { kind: 'enveloped-error', status: 403 },
    { kind: 'redirect', location: '/' },
  ])('$kind strikes before any work', async (fault) => {
    const fake = new FakeCometServer();
    fake.inject({ fault });
    await post(fake, '/api/v1/admin/add-user', NEW).catch(() => undefined);
    expect(fake.state.users.size).toBe(0);
    expect(await admin(fake, 'add-user', NEW)).toEqual(OK);
  });

  test('a request that is aborted before it leaves is not even logged', async () => {
    const fake = new FakeCometServer();
    await expect(list(fake, { signal: AbortSignal.abort(new Error('never')) })).rejects.toThrow('never');
    expect(fake.requests).toEqual([]);
  });
});

describe('a plan', () => {
  const unavailable: Fault = { kind: 'status', status: 503 };

  async function statuses(fake: FakeCometServer, count: number): Promise<number[]> {
    const seen: number[] = [];
    for (let index = 0; index < count; index += 1) seen.push((await list(fake)).status);
    return seen;
  }

  test('strikes once by default, else as often as told, after as many as told', async () => {
    const once = new FakeCometServer();
    once.inject({ fault: unavailable });
    expect(await statuses(once, 3)).toEqual([503, 200, 200]);
    const thrice = new FakeCometServer();
    thrice.inject({ skip: 1, times: 2, fault: unavailable });
    expect(await statuses(thrice, 5)).toEqual([200, 503, 503, 200, 200]);
    const always = new FakeCometServer();
    const rule = always.inject({ times: Number.POSITIVE_INFINITY, fault: unavailable });
    expect(await statuses(always, 3)).toEqual([503, 503, 503]);
    expect(rule.used).toBe(3);
    rule.remove();
    expect(await statuses(always, 1)).toEqual([200]);
  });

  test('aims at an operation, a path, or what a test of the request says', async () => {
    const fake = new FakeCometServer();
    fake.inject({ on: 'AdminListUsersFull', fault: unavailable });
    fake.inject({ on: '/api/v1/admin/meta/version', fault: unavailable });
    fake.inject({ on: ({ form }) => form['TargetUser'] === 'b', fault: unavailable });
    expect((await list(fake)).status).toBe(200);
    expect((await post(fake, '/api/v1/admin/list-users-full', ADMIN)).status).toBe(503);
    expect((await post(fake, '/api/v1/admin/meta/version', ADMIN)).status).toBe(503);
    expect((await post(fake, '/api/v1/admin/delete-user', { ...ADMIN, TargetUser: 'a' })).status).toBe(200);
    expect((await post(fake, '/api/v1/admin/delete-user', { ...ADMIN, TargetUser: 'b' })).status).toBe(503);
  });

  test('an older path of an operation is the same operation', async () => {
    const fake = new FakeCometServer({ users: [acme] });
    fake.inject({ on: 'AdminRequestStorageVault', fault: unavailable });
    expect((await post(fake, '/api/v1/admin/request-bucket', ADMIN)).status).toBe(503);
  });

  test('rules queue up, one a request; clearing takes all back', async () => {
    const fake = new FakeCometServer();
    fake.inject({ fault: { kind: 'status', status: 502 } });
    fake.inject({ times: 2, fault: unavailable });
    expect(await statuses(fake, 2)).toEqual([502, 503]);
    fake.clearFaults();
    expect(await statuses(fake, 1)).toEqual([200]);
  });

  test('names every mistake in a rule', () => {
    const wrong = {
      on: 'AdminListUser',
      times: -1,
      skip: 0.5,
      fault: { kind: 'status', status: 99 },
    } as const;
    expect(() => new FakeCometServer().inject(wrong)).toThrow(/AdminListUser .*times.*skip.*99/s);
  });
});

describe('the log of requests', () => {
  test('says what was asked, when, and how it ended', async () => {
    const fake = new FakeCometServer({ clock: new FakeClock('2026-01-05T09:00:00Z') });
    fake.inject({ on: LIST, fault: { kind: 'network-error' } });
    await list(fake).catch(() => undefined);
    await post(fake, '/api/v1/nowhere', {}, { 'x-request-id': 'r-1' });
    expect(fake.requests).toMatchObject([
      { method: 'POST', path: LIST, operation: 'AdminListUsers', fault: 'network-error', status: undefined },
      { operation: undefined, fault: undefined, status: 404, headers: { 'x-request-id': 'r-1' } },
    ]);
    expect(fake.requests[0]?.at.toISOString()).toBe('2026-01-05T09:00:00.000Z');
    fake.clearRequests();
    expect(fake.requests).toEqual([]);
  });

  test('keeps no secret: not in fields, not in JSON inside them, not in headers', async () => {
    const fake = new FakeCometServer({ users: [acme] });
    const canary = 'canary-4711';
    const profile = {
      PasswordHash: canary,
      Destinations: { d: { S3SecretKey: canary } },
      AccountName: 'visible',
    };
    const form = {
      ...ADMIN,
      ...{ Password: canary, SessionKey: canary, TOTP: canary, NewPassword: canary, OldPassword: canary },
      TargetUser: 'acme',
      ProfileData: JSON.stringify(profile),
      Broken: `{"PasswordHash":"${canary}`,
    };
    const headers = { 'x-comet-admin-password': canary, 'x-comet-admin-sessionkey': canary };
    await post(fake, '/api/v1/admin/set-user-profile', form, headers);
    const text = JSON.stringify(fake.requests);
    expect(text).not.toContain(canary);
    expect(text).toContain('visible');
    expect(fake.requests[0]?.form['TargetUser']).toBe('acme');
  });

  test('a field named __proto__ is a field', async () => {
    const fake = new FakeCometServer();
    await fake.fetch(BASE + LIST, { method: 'POST', body: new URLSearchParams('__proto__=x&A=1&A=2') });
    expect(Object.entries(fake.requests[0]?.form ?? {})).toEqual([
      ['__proto__', 'x'],
      ['A', '1'],
    ]);
  });
});
