import { AuthenticationError, ConflictError, TransportError } from 'reseller-sdk';
import { CometAdminClient, type CometAuth } from 'reseller-sdk/comet/admin';
import { CometPortalClient } from 'reseller-sdk/comet/portal';
import {
  collectEvents,
  DEFAULT_ADMIN,
  DEFAULT_PORTAL_TOKEN,
  FakeClock,
  FakeCometPortal,
  FakeCometServer,
  fakeProfile,
} from 'reseller-sdk/testing';
import { listen } from 'reseller-sdk/testing/node';
import { describe, expect, test } from 'vitest';

const BASE = 'https://backup.example.com/';
const { username, password } = DEFAULT_ADMIN;

function clientOf(fake: FakeCometServer, auth: CometAuth = { type: 'session', username, password }) {
  const clock = new FakeClock();
  const collected = collectEvents();
  const comet = new CometAdminClient({
    baseUrl: BASE,
    auth,
    fetch: fake.fetch,
    sleep: clock.sleep,
    onEvent: collected.onEvent,
  });
  return { comet, ...collected };
}

function calls(fake: FakeCometServer): (string | undefined)[] {
  return fake.requests.map(({ operation }) => operation);
}

describe('the clients of this package live with the fakes', () => {
  test('one session for many calls, renewed when it has expired, revoked at the end', async () => {
    const clock = new FakeClock();
    const fake = new FakeCometServer({ clock, users: [fakeProfile()] });
    const { comet } = clientOf(fake);
    await comet.users.list();
    clock.advance(2_000_000);
    expect(await comet.users.list()).toEqual(['acme']);
    await comet.close();
    expect(fake.openSessions).toBe(0);
    expect(calls(fake)).toEqual([
      'AdminAccountSessionStart',
      'AdminListUsers',
      'AdminListUsers',
      'AdminAccountSessionStart',
      'AdminListUsers',
      'AdminAccountSessionRevoke',
    ]);
  });

  test('a second factor: asked for without a code, passed with one', async () => {
    const admins = [{ username, password, totpSecret: 'GEZDGNBVGY3TQOJQ' }];
    const fake = new FakeCometServer({ admins });
    await expect(clientOf(fake).comet.users.list()).rejects.toThrow(AuthenticationError);
    const { comet } = clientOf(fake, {
      type: 'session',
      username,
      password,
      totp: () => fake.totpCode(username),
    });
    expect(await comet.users.list()).toEqual([]);
  });

  test('a burst of 429 and 503 is waited out, a write is not repeated', async () => {
    const fake = new FakeCometServer({ users: [fakeProfile()] });
    const { comet, ofType } = clientOf(fake);
    const headers = { 'retry-after': '2' };
    fake.inject({ on: 'AdminListUsersFull', fault: { kind: 'status', status: 429, headers } });
    fake.inject({ on: 'AdminListUsersFull', fault: { kind: 'status', status: 503 } });
    expect(Object.keys(await comet.users.listFull())).toEqual(['acme']);
    expect(ofType('retry').map(({ status }) => status)).toEqual([429, 503]);
    fake.inject({ on: 'AdminAddUser', fault: { kind: 'lost-answer' } });
    const adding = comet.users.add({ TargetUser: 'new', TargetPassword: 'long enough' });
    await expect(adding).rejects.toThrow(TransportError);
    await expect(adding).rejects.toMatchObject({ outcomeUnknown: true });
    expect(fake.profile('new').Username).toBe('new');
  });

  test('an edit survives a device that writes at the same time, and an answer that is lost', async () => {
    const profile = { ...fakeProfile(), NewField: 2n ** 63n };
    const fake = new FakeCometServer({ users: [profile] });
    const { comet } = clientOf(fake);
    let writes = 0;
    const edited = await comet.users.updateProfile('acme', (profile) => {
      writes += 1;
      if (writes === 1) fake.profile('acme').AccountName = 'Named by a device';
      profile.IsSuspended = true;
    });
    expect(edited.profile).toMatchObject({ AccountName: 'Named by a device', IsSuspended: true });
    expect(fake.profile('acme')).toMatchObject({ NewField: 2n ** 63n, IsSuspended: true });
    fake.inject({ on: 'AdminSetUserProfileHash', fault: { kind: 'lost-answer' } });
    await comet.users.updateProfile('acme', (profile) => {
      profile.IsSuspended = false;
    });
    expect(fake.profile('acme').IsSuspended).toBe(false);
    expect(calls(fake).filter((name) => name === 'AdminSetUserProfileHash')).toHaveLength(3);
  });

  test('an edit that always comes too late is a conflict', async () => {
    const fake = new FakeCometServer({ users: [fakeProfile()] });
    const { comet } = clientOf(fake);
    let name = 0;
    const edit = comet.users.updateProfile('acme', (profile) => {
      name += 1;
      fake.profile('acme').AccountName = `device write ${name}`;
      profile.IsSuspended = true;
    });
    await expect(edit).rejects.toThrow(ConflictError);
  });

  test('acting as a user', async () => {
    const fake = new FakeCometServer({ users: [fakeProfile({ AccountName: 'Acme Ltd' })] });
    const { comet } = clientOf(fake);
    const user = comet.asUser('acme');
    const { Profile } = await user.profile.getAndHash();
    expect(Profile.AccountName).toBe('Acme Ltd');
  });

  test('both reports over loopback HTTP', async () => {
    const portal = new FakeCometPortal({
      billingHistory: [{ 'Date Added': '05 Aug 2026', Item: 'Device - acme', 'Amount Used': '$2.00' }],
      activeServices: [
        { Service: 'Account acme - Device 4b7e1d', Type: 'device', Quantity: '1', Amount: '$2.00' },
      ],
    });
    const { url, close } = await listen(portal);
    try {
      const client = new CometPortalClient({ baseUrl: url, token: DEFAULT_PORTAL_TOKEN });
      const [history, services] = [
        await client.reports.billingHistory(),
        await client.reports.activeServices(),
      ];
      expect([...history.rows]).toMatchObject([{ usageDate: '2026-08-05', amount: '2.00' }]);
      expect([...services.rows]).toHaveLength(1);
    } finally {
      await close();
    }
  });
});
