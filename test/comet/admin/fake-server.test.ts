/** The client against a server that keeps state: what no scripted answer would notice. */
import { FakeCometServer, fakeProfile } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { CometAdminClient, type CometOptions } from '../../../src/comet/admin/index.ts';

const users = ['acme', 'globex'].map((Username) => fakeProfile({ Username, MaximumDevices: 3 }));

function pair(options: Partial<CometOptions> = {}) {
  const fake = new FakeCometServer({ users });
  const comet = new CometAdminClient({
    baseUrl: 'https://backup.example.com/',
    auth: { type: 'session', username: 'admin', password: 'fake-password' },
    fetch: fake.fetch,
    sleep: () => Promise.resolve(),
    ...options,
  });
  return { fake, comet };
}

describe('against a server with state', () => {
  test('lists, adds, changes and deletes users in one session', async () => {
    const { comet } = pair();
    await comet.users.add({ TargetUser: 'initech', TargetPassword: 'long enough 1', StoreRecoveryCode: 1 });
    expect((await comet.users.list()).sort()).toEqual(['acme', 'globex', 'initech']);
    const updated = await comet.users.updateProfile('initech', (profile) => {
      profile.MaximumDevices = 5;
      profile.AccountName = 'Initech';
    });
    expect(updated.changed).toBe(true);
    const all = await comet.users.listFull();
    expect(all['initech']).toMatchObject({ MaximumDevices: 5, AccountName: 'Initech' });
    await comet.users.delete({ TargetUser: 'initech' });
    expect(await comet.users.list()).not.toContain('initech');
    await comet.close();
  });

  test('concurrent updates of one profile all take effect', async () => {
    const { comet } = pair();
    const add = () =>
      comet.users.updateProfile('acme', (profile) => {
        profile.MaximumDevices += 1;
      });
    await Promise.all([add(), add(), add()]);
    expect((await comet.users.getProfile({ TargetUser: 'acme' })).MaximumDevices).toBe(6);
  });

  test('acts as a user', async () => {
    const { comet } = pair();
    const acme = comet.asUser('acme');
    expect((await acme.profile.getAndHash()).Profile.Username).toBe('acme');
    await acme.close();
  });

  test('a wrong password is tried once', async () => {
    const { fake, comet } = pair({ auth: { type: 'session', username: 'admin', password: 'wrong' } });
    for (let index = 0; index < 3; index += 1) {
      await expect(comet.users.list()).rejects.toMatchObject({ name: 'AuthenticationError' });
    }
    expect(fake.requests).toHaveLength(1);
  });
});
