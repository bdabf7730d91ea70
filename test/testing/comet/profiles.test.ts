import { FakeClock, FakeCometServer, fakePolicy, fakeProfile } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { parseJson, stringifyJson } from '../../../src/core/http/json.ts';
import { ADMIN, acme, admin, OK, post, text } from './call.ts';

const TARGET = { TargetUser: 'acme' };

function set(fake: FakeCometServer, profile: object, hash = fake.profileHash('acme')): Promise<unknown> {
  const form = { ...TARGET, ProfileData: stringifyJson(profile), RequireHash: hash };
  return admin(fake, 'set-user-profile-hash', form);
}

describe('reading', () => {
  test('bare, with its hash, and the hash alone', async () => {
    const fake = new FakeCometServer({ users: [acme] });
    const ProfileHash = fake.profileHash('acme');
    expect(await admin(fake, 'get-user-profile', TARGET)).toEqual(acme);
    expect(await admin(fake, 'get-user-profile-and-hash', TARGET)).toEqual({
      ...OK,
      ProfileHash,
      Profile: acme,
    });
    expect(await admin(fake, 'get-user-profile-hash', TARGET)).toEqual({ ...OK, ProfileHash });
  });

  test('of a state that no server could have says so, under HTTP 500', async () => {
    const fake = new FakeCometServer({ users: [acme] });
    fake.profile('acme').AllProtectedItemsQuotaBytes = 2 ** 60;
    const answer = await post(fake, '/api/v1/admin/get-user-profile', { ...ADMIN, ...TARGET });
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain('AllProtectedItemsQuotaBytes');
    expect(() => fake.profile('nobody')).toThrow('the fake has no user nobody');
    expect(() => fake.totpCode('admin')).toThrow('no administrator admin with a totpSecret');
  });

  test.each([
    ['19.12.0', 400],
    ['20.9.0', 403],
    ['22.4.9', 403],
    ['22.5.0', 400],
    ['25.9.8', 400],
  ])('an unknown user on %s is status %i', async (serverVersion, Status) => {
    const fake = new FakeCometServer({ serverVersion });
    expect(await admin(fake, 'get-user-profile', { TargetUser: 'nobody' })).toMatchObject({ Status });
  });
});

describe('writing with a hash', () => {
  test('answers the new profile and hash; every write changes the hash, also one without a change', async () => {
    const fake = new FakeCometServer({ users: [acme] });
    const hashes = [fake.profileHash('acme')];
    for (let round = 0; round < 3; round += 1) {
      const answer = await set(fake, acme);
      expect(answer).toMatchObject({ ...OK, Profile: acme });
      hashes.push(text(answer, 'ProfileHash'));
    }
    expect(new Set(hashes).size).toBe(4);
    expect(hashes.at(-1)).toBe(fake.profileHash('acme'));
  });

  test('a stale, empty or missing hash writes nothing', async () => {
    const fake = new FakeCometServer({ users: [acme] });
    const stale = fake.profileHash('acme');
    await set(fake, { ...acme, AccountName: 'Second' });
    for (const hash of [stale, '']) {
      expect(await set(fake, { ...acme, AccountName: 'Third' }, hash)).toMatchObject({ Status: 400 });
    }
    const form = { ...TARGET, ProfileData: stringifyJson(acme) };
    expect(await admin(fake, 'set-user-profile-hash', form)).toMatchObject({ Status: 400 });
    expect(fake.profile('acme')['AccountName']).toBe('Second');
  });

  test('an edit of the state is a write by a device: the hash follows', async () => {
    const fake = new FakeCometServer({ users: [acme] });
    const before = fake.profileHash('acme');
    fake.profile('acme').AccountName = 'Renamed by a device';
    expect(fake.profileHash('acme')).not.toBe(before);
    expect(await set(fake, acme, before)).toMatchObject({ Status: 400 });
  });

  test('before 25.6.8 the answer is only the message', async () => {
    const fake = new FakeCometServer({ users: [acme], serverVersion: '25.6.7' });
    expect(await set(fake, acme)).toEqual(OK);
  });

  test('a user writes his own profile under another parameter name', async () => {
    const fake = new FakeCometServer({ users: [acme], passwords: { acme: 'acme-password' } });
    const form = {
      Username: 'acme',
      AuthType: 'Password',
      Password: 'acme-password',
      ProfileData: stringifyJson({ ...fake.profile('acme'), AccountName: 'Mine' }),
    };
    const path = '/api/v1/user/web/set-profile-hash';
    expect(
      await (await post(fake, path, { ...form, RequireHash: fake.profileHash('acme') })).json(),
    ).toMatchObject({
      Status: 400,
    });
    await post(fake, path, { ...form, ProfileHash: fake.profileHash('acme') });
    expect(fake.profile('acme')['AccountName']).toBe('Mine');
  });
});

describe('a write replaces the whole object', () => {
  test('what is not sent becomes zero, null or absent', async () => {
    const users = [
      fakeProfile({ Username: 'acme', MaximumDevices: 5, Emails: ['a@example.com'], LastSuspended: 9 }),
    ];
    const fake = new FakeCometServer({ users });
    await set(fake, { AccountName: 'Alone' });
    expect(fake.profile('acme')).toMatchObject({
      Username: 'acme',
      AccountName: 'Alone',
      MaximumDevices: 0,
      Emails: null,
      Sources: null,
      SupportsDeviceAssociations: false,
      Policy: { PreventOpenWebUI: false, DefaultSources: null },
    });
    expect(fake.profile('acme')).not.toHaveProperty('LastSuspended');
  });

  test('what the server leaves out when it is zero is left out also when it was sent', async () => {
    const fake = new FakeCometServer({ users: [acme] });
    await set(fake, {
      ...acme,
      LastSuspended: 0,
      OrganizationID: '',
      PasswordRecovery: null,
      ServerConfig: null,
    });
    expect(fake.profile('acme')).toEqual(acme);
  });

  test('null, [] and {} stay what they are; unknown fields stay at every depth', async () => {
    const fake = new FakeCometServer({ users: [acme] });
    const sent = {
      ...acme,
      Emails: [],
      Sources: {},
      Devices: { d: { FriendlyName: 'PC', NewInDevice: { a: [null] } } },
      NewField: { nested: [1, { deep: false }], zero: 0 },
    };
    await set(fake, sent);
    expect(fake.profile('acme')).toEqual(sent);
  });

  test('64-bit integers come back digit by digit', async () => {
    const fake = new FakeCometServer({ users: [acme] });
    const sent = {
      ...acme,
      AllProtectedItemsQuotaBytes: 9223372036854775807n,
      Future: 18446744073709551615n,
    };
    await set(fake, sent);
    const answer = await post(fake, '/api/v1/admin/get-user-profile', {
      Username: 'admin',
      AuthType: 'Password',
      Password: 'fake-password',
      ...TARGET,
    });
    const wire = await answer.text();
    expect(wire).toContain('"AllProtectedItemsQuotaBytes":9223372036854775807');
    expect(wire).toContain('"Future":18446744073709551615');
    expect(parseJson(wire)).toEqual(sent);
  });

  test('an old server does not know the fields of a newer one, and keeps them', async () => {
    const fake = new FakeCometServer({ serverVersion: '22.3.0', users: [{ Username: 'acme' }] });
    expect(fake.profile('acme')).not.toHaveProperty('QuotaHyperVGuests');
    await set(fake, { ...fake.profile('acme'), QuotaHyperVGuests: 4 });
    expect(fake.profile('acme')['QuotaHyperVGuests']).toBe(4);
  });

  test('the time of a suspension is the server’s', async () => {
    const clock = new FakeClock('2026-02-03T04:05:06Z');
    const fake = new FakeCometServer({ clock, users: [acme] });
    await set(fake, { ...acme, IsSuspended: true });
    clock.advance(60_000);
    await set(fake, { ...fake.profile('acme'), AccountName: 'Still' });
    expect(fake.profile('acme')).toMatchObject({ IsSuspended: true, LastSuspended: 1_770_091_506 });
  });

  test('a password of format 0 is taken as plain text; a profile without one locks the user out', async () => {
    const fake = new FakeCometServer({ users: [acme], passwords: { acme: 'acme-password' } });
    const login = (Password: string) =>
      post(fake, '/api/v1/user/web/session/start', { Username: 'acme', AuthType: 'Password', Password });
    await set(fake, { ...fake.profile('acme'), AccountName: 'Edited' });
    expect(await (await login('acme-password')).json()).toMatchObject(OK);
    await set(fake, { ...fake.profile('acme'), PasswordFormat: 0, PasswordHash: 'another one' });
    expect(JSON.stringify(fake.profile('acme'))).not.toContain('another one');
    expect(await (await login('another one')).json()).toMatchObject(OK);
    await set(fake, { AccountName: 'Partial' });
    expect(await (await login('another one')).json()).toMatchObject({ Status: 403 });
    expect(await (await login('')).json()).toMatchObject({ Status: 403 });
  });

  test('the policy that is named wins over the settings that are sent', async () => {
    const policies = { p1: fakePolicy({ Policy: { PreventOpenWebUI: true } }) };
    const fake = new FakeCometServer({ policies, users: [acme] });
    await set(fake, { ...acme, PolicyID: 'p1', Policy: { PreventOpenWebUI: false } });
    expect(fake.profile('acme')['Policy']).toMatchObject({ PreventOpenWebUI: true });
  });
});
