import { describe, expect, test } from 'vitest';
import { CometAdminClient, CometUserClient } from '../../../src/comet/admin/index.ts';
import { client, OK, PASSWORD, rejection, SESSION, type Step, serve } from './harness.ts';

const started = (key: string): Step => ({ ...OK, SessionKey: key, SessionType: 'admin' });
const refused = (status = 403) => ({ Status: status, Message: 'Unauthorised' });

/** An answer that waits until it is let go. */
function held(step: object): { readonly step: Step; readonly release: () => void } {
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const answer = async () => {
    await gate;
    return Response.json(step);
  };
  return { step: answer, release: () => release() };
}

describe('sessions', () => {
  test('a caller that aborts does not take the login away from the others', async () => {
    const login = held({ ...OK, SessionKey: 'key-1', SessionType: 'admin' });
    const { comet, seen } = client([login.step, ['a']], { auth: SESSION });
    const abort = new AbortController();
    const first = comet.users.list({}, { signal: abort.signal });
    const second = comet.users.list();
    abort.abort(new Error('enough'));
    expect(await rejection(first)).toMatchObject({ name: 'AbortedError', outcomeUnknown: false });
    login.release();
    expect(await second).toEqual(['a']);
    expect(seen.map(({ path }) => path)).toHaveLength(2);
  });

  test('the deadline of a call covers the login too', async () => {
    const login = held({ ...OK, SessionKey: 'key-1', SessionType: 'admin' });
    const { comet } = client([login.step], { auth: SESSION });
    const error = await rejection(comet.users.list({}, { deadline: 20 }));
    expect(error).toMatchObject({ name: 'TimeoutError', operation: 'AdminListUsers', deadlineMs: 20 });
    login.release();
  });

  test('the deadline is shared by a call and its repetition with a new session', async () => {
    const { comet, clock, seen } = client(
      [
        started('key-1'),
        () => {
          clock.now += 1000;
          return Response.json(refused());
        },
      ],
      { auth: SESSION },
    );
    expect(await rejection(comet.users.list({}, { deadline: 900 }))).toMatchObject({ code: 'TIMEOUT' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen).toHaveLength(2);
  });

  test('closing waits for a login that is on its way, then revokes it', async () => {
    const login = held({ ...OK, SessionKey: 'key-1', SessionType: 'admin' });
    const { comet, seen } = client([login.step, OK], { auth: SESSION });
    const call = rejection(comet.users.list());
    const closing = comet.close();
    expect(await call).toMatchObject({ name: 'ConfigError', message: expect.stringContaining('closed') });
    login.release();
    await closing;
    expect(seen.map(({ path, form }) => [path.split('/').at(-1), form.get('SessionKey')])).toEqual([
      ['session-start', null],
      ['session-revoke', 'key-1'],
    ]);
  });

  test('closing gives up a login that never answers, and tells that a session may be left', async () => {
    const { comet, seen } = client([() => new Promise(() => undefined)], { auth: SESSION });
    const call = rejection(comet.users.list());
    while (seen.length < 1) await new Promise((resolve) => setTimeout(resolve));
    expect(await rejection(comet.close({ timeout: 20 }))).toMatchObject({
      name: 'TimeoutError',
      operation: 'AdminAccountSessionStart',
      outcomeUnknown: true,
      timeoutMs: 20,
    });
    expect(await call).toMatchObject({ name: 'ConfigError' });
    expect(seen[0]?.request.signal.aborted).toBe(true);
  });

  test('closing gives up a code that never comes: nothing was sent, so nothing is left', async () => {
    const totp = () => new Promise<string>(() => undefined);
    const { comet, seen } = client([], { auth: { ...SESSION, totp } as never });
    const call = rejection(comet.users.list());
    await expect(comet.close({ timeout: 20 })).resolves.toBeUndefined();
    expect(await call).toMatchObject({ name: 'ConfigError' });
    expect(seen).toHaveLength(0);
  });

  test('closing gives up a revoking that never answers', async () => {
    const { comet } = client([started('key-1'), [], () => new Promise(() => undefined)], { auth: SESSION });
    await comet.users.list();
    const error = await rejection(comet.close({ timeout: 20 }));
    expect(error).toMatchObject({ name: 'TimeoutError', operation: 'AdminAccountSessionRevoke' });
  });

  test('closing twice is closing once', async () => {
    const { comet, seen } = client([started('key-1'), [], OK], { auth: SESSION });
    await comet.users.list();
    await Promise.all([comet.close(), comet.close()]);
    await comet.close();
    expect(seen).toHaveLength(3);
  });

  test('closing a user client ends the login through the administrator in the same time', async () => {
    const { comet, seen } = client([started('key-1'), () => new Promise(() => undefined)], { auth: SESSION });
    const acme = comet.asUser('acme');
    const call = rejection(acme.jobs.list());
    while (seen.length < 2) await new Promise((resolve) => setTimeout(resolve));
    expect(await rejection(acme.close({ timeout: 20 }))).toMatchObject({
      name: 'TimeoutError',
      operation: 'AdminAccountSessionStartAsUser',
    });
    expect(await call).toMatchObject({ name: 'ConfigError' });
    expect(seen[1]?.request.signal.aborted).toBe(true);
  });

  test('closing is content when the session is gone already', async () => {
    const { comet } = client([started('key-1'), [], refused()], { auth: SESSION });
    await comet.users.list();
    await expect(comet.close()).resolves.toBeUndefined();
  });

  test('closing tells when revoking failed otherwise', async () => {
    const { comet } = client([started('key-1'), [], refused(500)], { auth: SESSION });
    await comet.users.list();
    expect(await rejection(comet.close())).toMatchObject({ name: 'ServerError' });
  });

  test('twenty calls on an ended session log in once', async () => {
    const keys = ['key-1', 'key-2'];
    const played = serve(({ path, form }) => {
      if (path.endsWith('session-start')) return { ...OK, SessionKey: keys.shift(), SessionType: 'admin' };
      return form.get('SessionKey') === 'key-1' ? refused() : ['a'];
    });
    const comet = new CometAdminClient({
      baseUrl: 'https://backup.example.com/',
      auth: SESSION,
      fetch: played.fetch,
    });
    const lists = await Promise.all(Array.from({ length: 20 }, () => comet.users.list()));
    expect(lists).toEqual(Array.from({ length: 20 }, () => ['a']));
    expect(played.seen.filter(({ path }) => path.endsWith('session-start'))).toHaveLength(2);
  });

  test('a renewal that is refused stops the calls that come to theirs later', async () => {
    const late = held(refused());
    const { comet, seen } = client([started('key-1'), refused(), late.step, refused()], { auth: SESSION });
    const first = rejection(comet.users.list());
    const second = rejection(comet.users.list());
    expect(await first).toMatchObject({ name: 'AuthenticationError', code: 'AUTHENTICATION_FAILED' });
    late.release();
    expect(await second).toMatchObject({ code: 'AUTHENTICATION_PAUSED' });
    expect(seen.filter(({ path }) => path.endsWith('session-start'))).toHaveLength(2);
  });

  test('after closing no call starts another session', async () => {
    const late = held(refused());
    const { comet, seen } = client([started('key-1'), late.step, OK], { auth: SESSION });
    const call = rejection(comet.users.list());
    while (seen.length < 2) await new Promise((resolve) => setTimeout(resolve));
    await comet.close();
    late.release();
    expect(await call).toMatchObject({ name: 'ConfigError' });
    expect(seen.map(({ path }) => path.split('/').at(-1))).toEqual([
      'session-start',
      'list-users',
      'session-revoke',
    ]);
  });

  test('a failed login is not kept: the next call after the pause logs in anew', async () => {
    const { comet, clock } = client([refused(), started('key-2'), ['a']], { auth: SESSION });
    await rejection(comet.users.list());
    clock.now += 60_001;
    expect(await comet.users.list()).toEqual(['a']);
  });
});

describe('the pause after refused credentials', () => {
  test('lasts as long as the option says, and names what is left', async () => {
    const { comet, clock, seen } = client([refused(401), ['a']], { authCooldown: 5000 });
    await rejection(comet.users.list());
    clock.now += 4000;
    expect(await rejection(comet.users.list())).toMatchObject({
      name: 'AuthenticationError',
      code: 'AUTHENTICATION_PAUSED',
      details: { retryAfterMs: 1000 },
    });
    expect(seen).toHaveLength(1);
    clock.now += 1000;
    expect(await comet.users.list()).toEqual(['a']);
  });

  test('belongs to one client: another with other credentials goes on', async () => {
    const { comet } = client([refused(401)]);
    await rejection(comet.users.list());
    const other = client([['a']], { auth: { ...PASSWORD, password: 'other' } as never });
    expect(await other.comet.users.list()).toEqual(['a']);
  });
});

describe('acting as a user', () => {
  test('is a new client that leaves the administrator alone', async () => {
    const served = serve(({ path, form }) => {
      if (path.endsWith('session-start-as-user')) {
        return { ...OK, SessionKey: `key of ${form.get('TargetUser')}`, SessionType: 'user' };
      }
      return [`${form.get('Username')} ${form.get('SessionKey') ?? form.get('Password')}`];
    });
    const comet = new CometAdminClient({
      baseUrl: 'https://backup.example.com/',
      auth: PASSWORD,
      fetch: served.fetch,
    });
    const acme = comet.asUser('acme');
    expect(served.seen).toHaveLength(0);
    expect(acme).toBeInstanceOf(CometUserClient);
    expect(acme).not.toBe(comet.asUser('acme'));
    await rejection(acme.jobs.list());
    expect(served.seen.at(-1)?.form.get('SessionKey')).toBe('key of acme');
    expect(await comet.users.list()).toEqual(['api-admin pw']);
  });
});

describe('a second factor', () => {
  test('is asked for by an error that tells which, without a code of its own class', async () => {
    const { comet } = client([new Response('', { status: 449, headers: { 'X-Comet-TOTP-Requested': '1' } })]);
    const error = await rejection(comet.users.list());
    expect(error).toMatchObject({
      name: 'AuthenticationError',
      code: 'SECOND_FACTOR_REQUIRED',
      details: { factor: 'totp' },
      retryable: false,
    });
    expect(error.message).toContain('second factor (totp)');
  });

  test('a code callback that fails is told as a call that was not sent', async () => {
    const totp = () => Promise.reject(new Error('the safe is locked'));
    const { comet, seen } = client([], { auth: { ...PASSWORD, type: 'totp', totp } as never });
    expect(await rejection(comet.users.add({ TargetUser: 'acme', TargetPassword: 'pw' }))).toMatchObject({
      ...{ code: 'CREDENTIAL_UNAVAILABLE', operation: 'AdminAddUser', outcomeUnknown: false },
      message: expect.stringContaining('auth.totp'),
      cause: { message: 'the safe is locked' },
    });
    expect(seen).toHaveLength(0);
  });
});

test('plain http to another machine is told as a warning, once', async () => {
  const { comet, events } = client([[], []], { baseUrl: 'http://backup.example.com:8060' });
  await comet.users.list();
  await comet.users.list();
  expect(events.filter(({ type }) => type === 'warning')).toMatchObject([{ code: 'INSECURE_HTTP' }]);
  expect(client([], { baseUrl: 'http://127.0.0.1:8060' }).events).toEqual([]);
});

test.each(['totp', 'session'] as const)(
  'a code in place of the function that gives it is refused: %s',
  (type) => {
    const auth = { type, username: 'a', password: 'pw', totp: '123456' } as never;
    expect(() => new CometAdminClient({ baseUrl: 'https://backup.example.com/', auth })).toThrow(
      /auth\.totp/,
    );
  },
);
