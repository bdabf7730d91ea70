import { describe, expect, test, vi } from 'vitest';
import type { AccountSpec } from '../../../src/comet/provisioning/index.ts';
import { FakeClock, type FakeCometServer } from '../../../src/testing/index.ts';
import { ACCOUNT, ORDER, setUp, USER } from './harness.ts';

const READ = 'AdminGetUserProfileAndHash';
const VAULT = 'AdminRequestStorageVault';

/** Two services want the same name, and nothing in their accounts tells them apart. */
function order(serviceKey: string): AccountSpec {
  return { serviceKey, username: { mode: 'explicit', value: 'acme' }, password: 'correct horse battery' };
}

/** A server on which the account is deleted and its name given again, while the answer about its vault is lost. */
function givenAgainOnceAVaultIsAskedFor(users: readonly (typeof USER)[]) {
  let isAsked = false;
  const before = (operation: string, fake: FakeCometServer) => {
    const user = fake.state.users.get('acme');
    if (isAsked && operation === READ && user !== undefined)
      user.profile = { ...user.profile, CreationGUID: 'guid-of-another' };
    isAsked ||= operation === VAULT;
  };
  const world = setUp({ users }, { before });
  world.fake.inject({ on: VAULT, fault: { kind: 'network-error' } });
  return world;
}

describe("somebody else's account", () => {
  test('is not adopted after a run that ended while it looked up who has the refused name', async () => {
    const { fake, accounts, calls } = setUp();
    await accounts.create(order('first'));
    const before = structuredClone(fake.profile('acme'));
    fake.clearRequests();
    fake.inject({ on: READ, fault: { kind: 'silence' } });
    const end = new AbortController();
    const ended = accounts.create(order('second'), { signal: end.signal });
    await vi.waitFor(() => expect(calls()).toContain(READ));
    await expect(accounts.create(order('second'))).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
    expect(fake.profile('acme')).toEqual(before);
    end.abort();
    await expect(ended).rejects.toThrow();
  });

  test('of another organization is not adopted after a claim that got no answer', async () => {
    const CreateTime = new FakeClock().now().getTime() / 1000;
    const { fake, accounts } = setUp({
      users: [{ Username: 'acme', CreationGUID: 'guid-of-another', CreateTime, OrganizationID: 'org-c' }],
    });
    const before = structuredClone(fake.profile('acme'));
    fake.inject({ on: 'AdminAddUser', fault: { kind: 'network-error' } });
    const create = accounts.create({ ...order('1042'), organizationId: 'org-b' }, { onPartial: 'delete' });
    await expect(create).rejects.toMatchObject({ code: 'AMBIGUOUS_CREATE' });
    expect(fake.profile('acme')).toEqual(before);
  });

  test('is asked for no vault when it has the name by the time that a creation asks again', async () => {
    const { fake, accounts, calls } = givenAgainOnceAVaultIsAskedFor([]);
    await expect(accounts.create(ORDER)).rejects.toMatchObject({ code: 'OWNERSHIP_MISMATCH' });
    expect(calls().filter((call) => call === VAULT)).toHaveLength(1);
    expect(fake.profile('acme').Destinations ?? {}).toEqual({});
  });

  test('is asked for no vault when it has the name by the time that a change asks again', async () => {
    const { fake, accounts, calls } = givenAgainOnceAVaultIsAskedFor([USER]);
    const change = { ensureVault: true, vault: { providerId: 'local' } };
    await expect(accounts.change(ACCOUNT, change)).rejects.toMatchObject({ code: 'OWNERSHIP_MISMATCH' });
    expect(calls().filter((call) => call === VAULT)).toHaveLength(1);
    expect(fake.profile('acme').Destinations ?? {}).toEqual({});
  });
});
