import { FakeCometServer } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { ADMIN, acme, admin, BASE, OK, post, UNAUTHORISED } from './call.ts';

const LIST = '/api/v1/admin/list-users';

describe('what the server refuses before any work', () => {
  test('a body that is not a form', async () => {
    const fake = new FakeCometServer();
    const json = {
      method: 'POST',
      body: JSON.stringify(ADMIN),
      headers: { 'content-type': 'application/json' },
    };
    const text = {
      method: 'POST',
      body: new URLSearchParams(ADMIN),
      headers: { 'content-type': 'text/plain' },
    };
    const multipart = new FormData();
    for (const [name, value] of Object.entries(ADMIN)) multipart.set(name, value);
    for (const init of [json, text, { method: 'POST', body: multipart }, { method: 'POST' }]) {
      const answer = await fake.fetch(BASE + LIST, init);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ Status: 400 });
    }
  });

  test('a content type with a charset is still a form', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' };
    const answer = await post(new FakeCometServer({ users: [acme] }), LIST, ADMIN, headers);
    expect(await answer.json()).toEqual(['acme']);
  });

  test('GET on an endpoint that is POST, and the other way round', async () => {
    const fake = new FakeCometServer();
    expect((await fake.fetch(`${BASE}${LIST}?Username=admin`)).status).toBe(405);
    expect((await post(fake, '/gen/branding.props')).status).toBe(405);
  });

  test('an unknown path, and one outside of the base path', async () => {
    const fake = new FakeCometServer({ basePath: '/comet/' });
    expect((await post(fake, '/comet/api/v1/admin/list-user', ADMIN)).status).toBe(404);
    expect((await post(fake, LIST, ADMIN)).status).toBe(404);
    expect((await post(fake, `/comet${LIST}`, ADMIN)).status).toBe(200);
  });

  test.each([
    ['missing', { Username: 'admin', Password: 'fake-password' }],
    ['empty', { ...ADMIN, AuthType: '' }],
    ['unknown', { ...ADMIN, AuthType: 'password' }],
  ])('an auth type that is %s', async (_name, form) => {
    expect(await (await post(new FakeCometServer(), LIST, form)).json()).toMatchObject({ Status: 400 });
  });

  test.each([
    ['wrong password', { ...ADMIN, Password: 'fake-passworD' }],
    ['no password', { Username: 'admin', AuthType: 'Password' }],
    ['unknown name', { ...ADMIN, Username: 'Admin' }],
    ['unknown session', { Username: 'admin', AuthType: 'SessionKey', SessionKey: 'x' }],
    ['a type without a device for it', { ...ADMIN, AuthType: 'PasswordWebAuthn' }],
    ['a code where none is set up', { ...ADMIN, AuthType: 'PasswordTOTP', TOTP: '000000' }],
  ])('a login with %s', async (_name, form) => {
    expect(await (await post(new FakeCometServer(), LIST, form)).json()).toEqual(UNAUTHORISED);
  });

  test('a missing parameter, a number that is none, JSON that is none', async () => {
    const fake = new FakeCometServer({ users: [acme] });
    expect(await admin(fake, 'get-user-profile')).toMatchObject({ Status: 400 });
    const user = { TargetUser: 'new-one', TargetPassword: 'long enough' };
    for (const code of ['', '1.0', 'true', '1e0']) {
      expect(await admin(fake, 'add-user', { ...user, StoreRecoveryCode: code })).toMatchObject({
        Status: 400,
      });
    }
    for (const data of ['', '{', 'null{', '"text"', '[]', '17']) {
      const form = { TargetUser: 'acme', ProfileData: data };
      expect(await admin(fake, 'set-user-profile', form)).toMatchObject({ Status: 400 });
    }
    expect(fake.state.users.size).toBe(1);
    expect(fake.profile('acme')['AccountName']).toBe('Acme Ltd');
  });

  test.each([
    ['a list for a map', { Sources: [] }],
    ['a map for a list', { Emails: {} }],
    ['an empty text for a flag', { IsSuspended: '' }],
    ['a fraction for an integer', { MaximumDevices: 1.5 }],
    ['an integer beyond 64 bits', '{"MaximumDevices":9223372036854775808}'],
    ['an integer below 64 bits', '{"MaximumDevices":-9223372036854775809}'],
    ['a negative number for an unsigned one', { Policy: { ModeLastJobFailDoRetryTime: -1 } }],
    ['an exponent for an integer', '{"MaximumDevices":1e21}'],
    ['a number for a text', { AccountName: 7 }],
    ['the same deeper inside', { Sources: { s: { EngineProps: [] } } }],
  ])('JSON with %s', async (_name, profile) => {
    const fake = new FakeCometServer({ users: [acme] });
    const before = fake.profileHash('acme');
    const form = {
      TargetUser: 'acme',
      ProfileData: typeof profile === 'string' ? profile : JSON.stringify(profile),
    };
    expect(await admin(fake, 'set-user-profile', form)).toMatchObject({ Status: 400 });
    expect(fake.profileHash('acme')).toBe(before);
  });

  test('the refusal under its own HTTP status, where the server is one of those', async () => {
    const fake = new FakeCometServer({ refusalHttpStatus: 'same' });
    const answer = await post(fake, LIST, { ...ADMIN, Password: 'x' });
    expect([answer.status, await answer.json()]).toEqual([403, UNAUTHORISED]);
  });

  test('words follow Accept-Language, numbers do not', async () => {
    const headers = { 'accept-language': 'es-ES;q=0.9, en;q=0.8, *;q=0.5' };
    const answer = await post(new FakeCometServer(), LIST, { ...ADMIN, Password: 'x' }, headers);
    expect(await answer.json()).toEqual({ Status: 403, Message: 'No autorizado' });
  });

  test('parameters that nobody knows are ignored', async () => {
    expect(await admin(new FakeCometServer(), 'list-users', { Unknown: '' })).toBeNull();
    const fake = new FakeCometServer();
    const user = { TargetUser: 'a', TargetPassword: 'long enough', StoreRecoveryCode: '1' };
    expect(await admin(fake, 'add-user', user)).toEqual(OK);
  });
});

test('options that no server could have', () => {
  const options = {
    serverVersion: '25.9',
    sessionSeconds: 0,
    loginProtection: { failureThreshold: 0, cooldownSeconds: Number.NaN },
    behaviour: { conflictStatus: 200 },
  };
  expect(() => new FakeCometServer(options)).toThrow(
    /behaviour\.conflictStatus: 200 .*serverVersion: 25\.9 .*sessionSeconds.*loginProtection\.failureThreshold.*loginProtection\.cooldownSeconds/,
  );
  expect(() => new FakeCometServer({ basePath: 'comet' })).toThrow('must start with a slash');
});
