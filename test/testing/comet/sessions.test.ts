import { DEFAULT_ADMIN, FakeClock, FakeCometServer, fakeProfile } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { ADMIN, acme, admin, BASE, OK, post, text, UNAUTHORISED } from './call.ts';

const VERSION = '/api/v1/admin/meta/version';
const USER = { Username: 'acme', AuthType: 'Password', Password: 'acme-password' };
const seed = { users: [acme], passwords: { acme: 'acme-password' } };

async function json(fake: FakeCometServer, path: string, form: Record<string, string>): Promise<unknown> {
  return (await post(fake, path, form)).json();
}

function withKey(key: string, Username = 'admin') {
  return { Username, AuthType: 'SessionKey', SessionKey: key };
}

describe('sessions', () => {
  test('a key replaces the password until it is revoked', async () => {
    const fake = new FakeCometServer();
    const started = await admin(fake, 'account/session-start', { SelfAddress: `${BASE}/` });
    expect(started).toMatchObject({ ...OK, SessionType: 'admin' });
    const form = withKey(text(started, 'SessionKey'));
    expect(await json(fake, VERSION, form)).toMatchObject({ Version: '25.9.8' });
    expect(await json(fake, '/api/v1/admin/account/session-revoke', form)).toEqual(OK);
    expect(await json(fake, VERSION, form)).toEqual(UNAUTHORISED);
    expect(fake.openSessions).toBe(0);
  });

  test('revoking without a key revokes nothing', async () => {
    const fake = new FakeCometServer();
    await admin(fake, 'account/session-start');
    expect(await admin(fake, 'account/session-revoke')).toEqual(UNAUTHORISED);
    expect(fake.openSessions).toBe(1);
  });

  test('a key ends after 1800 seconds without use, and each use starts them anew', async () => {
    const clock = new FakeClock();
    const fake = new FakeCometServer({ clock });
    const form = withKey(text(await admin(fake, 'account/session-start'), 'SessionKey'));
    for (let round = 0; round < 3; round += 1) {
      clock.advance(1_800_000);
      expect(await json(fake, VERSION, form)).toHaveProperty('Version');
    }
    clock.advance(1_800_001);
    expect(fake.openSessions).toBe(0);
    expect(await json(fake, VERSION, form)).toEqual(UNAUTHORISED);
  });

  test('the life of a session is a setting, and public', async () => {
    const fake = new FakeCometServer({ sessionSeconds: 60 });
    const props = await (await fake.fetch(`${BASE}/gen/branding.props`)).json();
    expect(props).toMatchObject({ ExpiredInSeconds: 60, ServerIsEmpty: false });
  });

  test('acting as a user: the key belongs to the user, not to the administrator', async () => {
    const fake = new FakeCometServer(seed);
    const key = text(
      await admin(fake, 'account/session-start-as-user', { TargetUser: 'acme' }),
      'SessionKey',
    );
    const own = '/api/v1/user/web/get-user-profile-and-hash';
    expect(await json(fake, own, withKey(key, 'acme'))).toMatchObject({
      Profile: { AccountName: 'Acme Ltd' },
    });
    expect(await json(fake, own, withKey(key, 'admin'))).toEqual(UNAUTHORISED);
    expect(await json(fake, VERSION, withKey(key, 'acme'))).toEqual(UNAUTHORISED);
    const unknown = await admin(fake, 'account/session-start-as-user', { TargetUser: 'nobody' });
    expect(unknown).toMatchObject({ Status: 400 });
  });

  test('an administrator is no user, and a user no administrator', async () => {
    const fake = new FakeCometServer(seed);
    expect(await json(fake, '/api/v1/user/web/session/start', ADMIN)).toEqual(UNAUTHORISED);
    expect(await json(fake, VERSION, USER)).toEqual(UNAUTHORISED);
    expect(await json(fake, '/api/v1/user/web/session/start', USER)).toMatchObject({ SessionType: 'user' });
  });

  test('the hybrid start tells which kind of account it was', async () => {
    const fake = new FakeCometServer(seed);
    const path = '/api/v1/hybrid/session/start';
    expect(await json(fake, path, USER)).toMatchObject({ SessionType: 'user' });
    expect(await json(fake, path, ADMIN)).toMatchObject({ SessionType: 'admin' });
  });

  test('old servers lack the session type, the hybrid start, acting as a user', async () => {
    const fake = new FakeCometServer({ ...seed, serverVersion: '18.12.2' });
    expect(await admin(fake, 'account/session-start')).not.toHaveProperty('SessionType');
    expect((await post(fake, '/api/v1/hybrid/session/start', ADMIN)).status).toBe(404);
    const asUser = '/api/v1/admin/account/session-start-as-user';
    expect((await post(fake, asUser, { ...ADMIN, TargetUser: 'acme' })).status).toBe(404);
  });

  test('deleting a user ends his sessions alone; a restart ends all', async () => {
    const users = [acme, fakeProfile({ Username: 'other' })];
    const admins = [DEFAULT_ADMIN, { username: 'acme', password: 'acme-admin' }];
    const fake = new FakeCometServer({ ...seed, users, admins });
    await json(fake, '/api/v1/user/web/session/start', USER);
    await admin(fake, 'account/session-start', { Username: 'acme', Password: 'acme-admin' });
    await admin(fake, 'account/session-start-as-user', { TargetUser: 'other' });
    await admin(fake, 'delete-user', { TargetUser: 'acme' });
    expect(fake.openSessions).toBe(2);
    fake.endSessions();
    expect(fake.openSessions).toBe(0);
  });
});

describe('customers', () => {
  const start = '/api/v1/user/web/session/start';
  const own = '/api/v1/user/web/get-user-profile-and-hash';

  test('their sessions end after the same time without use', async () => {
    const clock = new FakeClock();
    const fake = new FakeCometServer({ ...seed, clock, sessionSeconds: 60 });
    const form = withKey(text(await json(fake, start, USER), 'SessionKey'), 'acme');
    clock.advance(60_000);
    expect(await json(fake, own, form)).toHaveProperty('Profile');
    clock.advance(60_001);
    expect(await json(fake, own, form)).toEqual(UNAUTHORISED);
  });

  test('who are suspended can neither log in nor go on, and go on when they are back', async () => {
    const fake = new FakeCometServer(seed);
    const form = withKey(text(await json(fake, start, USER), 'SessionKey'), 'acme');
    fake.profile('acme').IsSuspended = true;
    const asUser = await admin(fake, 'account/session-start-as-user', { TargetUser: 'acme' });
    const hybrid = await json(fake, '/api/v1/hybrid/session/start', USER);
    for (const refused of [asUser, hybrid, await json(fake, start, USER), await json(fake, own, form)]) {
      expect(refused).toMatchObject({ Status: 403 });
    }
    expect(await json(fake, start, { ...USER, Password: 'x' })).toEqual(UNAUTHORISED);
    fake.profile('acme').IsSuspended = false;
    expect(await json(fake, own, form)).toHaveProperty('Profile');
  });

  test('of a suspended tenant are suspended too, and so are its administrators', async () => {
    const users = [fakeProfile({ Username: 'acme', OrganizationID: 'o' })];
    const admins = [DEFAULT_ADMIN, { username: 'boss', password: 'boss-password', organizationId: 'o' }];
    const organizations = { o: { IsSuspended: true } };
    const fake = new FakeCometServer({ ...seed, users, admins, organizations });
    expect(await json(fake, start, USER)).toMatchObject({ Status: 403 });
    const boss = { Username: 'boss', Password: 'boss-password' };
    expect(await admin(fake, 'meta/version', boss)).toMatchObject({ Status: 403 });
    expect(await admin(fake, 'meta/version')).toHaveProperty('Version');
  });

  test('whose policy closes the web interface have no user endpoints', async () => {
    const users = [fakeProfile({ Username: 'acme', Policy: { PreventOpenWebUI: true } })];
    const fake = new FakeCometServer({ ...seed, users });
    expect(await json(fake, start, USER)).toMatchObject({ Status: 403 });
  });

  test('request vaults unless the policy forbids it; administrators always', async () => {
    const users = [fakeProfile({ Username: 'acme', Policy: { PreventRequestStorageVault: true } })];
    const fake = new FakeCometServer({ ...seed, users });
    const vault = { StorageProvider: 'fake-storage' };
    const request = '/api/v1/user/web/request-storage-vault';
    expect(await json(fake, request, { ...USER, ...vault })).toEqual(UNAUTHORISED);
    expect(await json(fake, `${request}-providers`, USER)).toEqual({ 'fake-storage': 'Fake Storage' });
    expect(await admin(fake, 'request-storage-vault', { TargetUser: 'acme', ...vault })).toMatchObject(OK);
  });

  test('with a second factor log in with the password alone after it was taken away', async () => {
    const users = [fakeProfile({ Username: 'acme', AllowPasswordLogin: false, TOTPKey: 'ABCDEFGH' })];
    const fake = new FakeCometServer({ ...seed, users });
    expect((await post(fake, start, USER)).status).toBe(449);
    expect(await admin(fake, 'disable-user-totp', { TargetUser: 'acme' })).toEqual(OK);
    expect(fake.profile('acme')).not.toHaveProperty('TOTPKey');
    expect(await json(fake, start, USER)).toMatchObject(OK);
  });
});

describe('second factors', () => {
  const admins = [
    { username: 'admin', password: 'fake-password', totpSecret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' },
    { username: 'key-owner', password: 'fake-password', hardwareKey: true },
  ];
  const totp = (code: string) => ({ ...ADMIN, AuthType: 'PasswordTOTP', TOTP: code });

  test('a plain password gets HTTP 449 and a header that names the factor', async () => {
    const fake = new FakeCometServer({ admins });
    const code = await post(fake, VERSION, ADMIN);
    expect([code.status, code.headers.get('x-comet-totp-requested')]).toEqual([449, '1']);
    const key = await post(fake, VERSION, { ...ADMIN, Username: 'key-owner' });
    expect(key.status).toBe(449);
    expect(key.headers.has('x-comet-u2f-challenge')).toBe(true);
  });

  test('or the sentinel in a message', async () => {
    const fake = new FakeCometServer({ admins, secondFactorSign: 'message' });
    const answer = await post(fake, VERSION, ADMIN);
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { Status: 403, Message: 'ERR_TOTP_REQUIRED' },
    ]);
  });

  test('the codes are those of RFC 6238', () => {
    expect(
      new FakeCometServer({ admins, clock: new FakeClock('1970-01-01T00:00:59Z') }).totpCode('admin'),
    ).toBe('287082');
    expect(
      new FakeCometServer({ admins, clock: new FakeClock('2005-03-18T01:58:29Z') }).totpCode('admin'),
    ).toBe('081804');
  });

  test('a code works once; the next one works again', async () => {
    const clock = new FakeClock();
    const fake = new FakeCometServer({ admins, clock });
    const code = fake.totpCode('admin');
    expect(await json(fake, VERSION, totp(code))).toHaveProperty('Version');
    expect(await json(fake, VERSION, totp(code))).toEqual(UNAUTHORISED);
    clock.advance(30_000);
    expect(await json(fake, VERSION, totp(code))).toEqual(UNAUTHORISED);
    expect(await json(fake, VERSION, totp(fake.totpCode('admin')))).toHaveProperty('Version');
  });

  test('a code of two minutes ago, and a code with a wrong password, are refused', async () => {
    const clock = new FakeClock();
    const fake = new FakeCometServer({ admins, clock });
    const code = fake.totpCode('admin');
    expect(await json(fake, VERSION, { ...totp(code), Password: 'x' })).toEqual(UNAUTHORISED);
    clock.advance(120_000);
    expect(await json(fake, VERSION, totp(code))).toEqual(UNAUTHORISED);
  });
});

describe('login protection', () => {
  const loginProtection = { failureThreshold: 3, cooldownSeconds: 300 };
  const wrong = { ...ADMIN, Password: 'x' };

  test('after the threshold even the right password is refused until the cool-down is over', async () => {
    const clock = new FakeClock();
    const fake = new FakeCometServer({ clock, loginProtection });
    for (let attempt = 0; attempt < 3; attempt += 1) await json(fake, VERSION, wrong);
    expect(await json(fake, VERSION, ADMIN)).toMatchObject({ Status: 403 });
    clock.advance(299_999);
    expect(await json(fake, VERSION, ADMIN)).toMatchObject({ Status: 403 });
    clock.advance(1);
    expect(await json(fake, VERSION, ADMIN)).toHaveProperty('Version');
  });

  test('a success in between starts the count anew; asking for a second factor does not count', async () => {
    const fake = new FakeCometServer({ loginProtection });
    for (const form of [wrong, wrong, ADMIN, wrong, wrong]) await json(fake, VERSION, form);
    const key = withKey(text(await admin(fake, 'account/session-start'), 'SessionKey'));
    for (const form of [wrong, key, wrong, key, wrong]) await json(fake, VERSION, form);
    expect(await json(fake, VERSION, ADMIN)).toMatchObject({ Status: 403 });
    for (const secondFactorSign of ['http-449', 'message'] as const) {
      const admins = [{ username: 'admin', password: 'fake-password', totpSecret: 'ABCDEFGH' }];
      const strict = new FakeCometServer({ admins, loginProtection, secondFactorSign });
      for (let attempt = 0; attempt < 5; attempt += 1) await post(strict, VERSION, ADMIN);
      const form = { ...ADMIN, AuthType: 'PasswordTOTP', TOTP: strict.totpCode('admin') };
      expect(await json(strict, VERSION, form)).toHaveProperty('Version');
    }
  });

  test('a session key that has ended is no failed login', async () => {
    const fake = new FakeCometServer({ loginProtection });
    for (let attempt = 0; attempt < 5; attempt += 1) await json(fake, VERSION, withKey('ended'));
    expect(await json(fake, VERSION, ADMIN)).toHaveProperty('Version');
  });

  test('counts the logins of customers, and blocks their sessions; a suspended account is no failure', async () => {
    const clock = new FakeClock();
    const fake = new FakeCometServer({ ...seed, clock, loginProtection });
    const start = '/api/v1/user/web/session/start';
    fake.profile('acme').IsSuspended = true;
    for (let attempt = 0; attempt < 5; attempt += 1) await json(fake, start, USER);
    fake.profile('acme').IsSuspended = false;
    const form = withKey(text(await json(fake, start, USER), 'SessionKey'), 'acme');
    for (let attempt = 0; attempt < 3; attempt += 1) await json(fake, start, { ...USER, Password: 'x' });
    const own = '/api/v1/user/web/get-user-profile-and-hash';
    for (const login of [USER, form]) expect(await json(fake, own, login)).toMatchObject({ Status: 403 });
    clock.advance(300_000);
    for (const login of [USER, form]) expect(await json(fake, own, login)).toHaveProperty('Profile');
  });

  test('is off unless asked for', async () => {
    const fake = new FakeCometServer({ users: [fakeProfile()] });
    for (let attempt = 0; attempt < 20; attempt += 1) await json(fake, VERSION, wrong);
    expect(await json(fake, VERSION, ADMIN)).toHaveProperty('Version');
  });
});
