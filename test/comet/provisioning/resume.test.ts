import { describe, expect, test } from 'vitest';
import type { FakeCometServer, Fault } from '../../../src/testing/index.ts';
import { ACCOUNT, ORDER, setUp, USER } from './harness.ts';

const READ = 'AdminGetUserProfileAndHash';
const WRITE = 'AdminSetUserProfileHash';
const VAULT = 'AdminRequestStorageVault';
const REFUSED: Fault = { kind: 'enveloped-error', status: 400, message: 'No' };

/** A vault that the customer made. */
function addOwnVault(fake: FakeCometServer): void {
  const users = [
    { Username: 'acme', Destinations: { own: { DestinationType: 1002, Description: 'My disk' } } },
  ];
  const { Destinations } = new (fake.constructor as typeof FakeCometServer)({ users }).profile('acme');
  const profile = fake.profile('acme');
  profile.Destinations = { ...profile.Destinations, ...Destinations };
}

function ownVault(fake: FakeCometServer): object | undefined {
  return fake.profile('acme').Destinations?.['own'];
}

describe('a vault that the customer made before the account was finished', () => {
  test.each([
    ['no vault was requested', WRITE],
    ['the request was refused', VAULT],
  ])('is not taken for the one that was ordered, where %s', async (_name, on) => {
    const { fake, accounts } = setUp();
    fake.inject({ on, fault: REFUSED });
    await expect(accounts.create(ORDER)).rejects.toMatchObject({ code: 'PARTIAL_PROVISION' });
    addOwnVault(fake);
    const before = structuredClone(ownVault(fake));
    const { destinationId } = await accounts.create(ORDER);
    expect(ownVault(fake)).toEqual(before);
    expect(destinationId).not.toBe('own');
    expect(fake.profile('acme').Destinations?.[destinationId ?? '']).toMatchObject({
      Description: 'Acme vault',
      StorageLimitBytes: 2 ** 40,
    });
  });

  test('is not mistaken for it either when an answer is lost afterwards', async () => {
    const { fake, accounts } = setUp();
    fake.inject({ on: VAULT, fault: REFUSED });
    await expect(accounts.create(ORDER)).rejects.toThrow();
    addOwnVault(fake);
    fake.inject({ on: VAULT, fault: { kind: 'lost-answer' } });
    const { destinationId } = await accounts.create(ORDER);
    expect(destinationId).not.toBe('own');
    expect(Object.keys(fake.profile('acme').Destinations ?? {})).toHaveLength(2);
  });
});

test('a vault that a lost request made is taken over by the next run, not made twice', async () => {
  const { fake, accounts, calls } = setUp();
  fake.inject({ on: VAULT, fault: { kind: 'lost-answer' } });
  fake.inject({ on: READ, skip: 1, fault: { kind: 'status', status: 502 } });
  await expect(accounts.create(ORDER)).rejects.toMatchObject({ step: 'vault' });
  fake.clearRequests();
  const done = await accounts.create(ORDER);
  expect(calls()).toEqual([READ, WRITE]);
  expect(done.steps).toContainEqual({ id: 'vault', outcome: 'adopted' });
  expect(Object.keys(fake.profile('acme').Destinations ?? {})).toEqual([done.destinationId]);
});

describe('after a request for a vault that got lost, no second one is made for whoever has the name by then', () => {
  function replacedBeforeTheLook() {
    let isRequested = false;
    const tools = setUp(
      { users: [USER] },
      {
        before: (operation, server) => {
          if (operation === READ && isRequested)
            for (const user of server.state.users.values())
              user.profile = { ...user.profile, CreationGUID: 'guid-of-another' };
          if (operation === VAULT) isRequested = true;
        },
      },
    );
    tools.fake.inject({ on: VAULT, fault: { kind: 'network-error' } });
    return tools;
  }

  test('by a creation', async () => {
    const { accounts, calls } = replacedBeforeTheLook();
    const username = { mode: 'explicit', value: 'new' } as const;
    await expect(accounts.create({ ...ORDER, username })).rejects.toMatchObject({
      code: 'OWNERSHIP_MISMATCH',
    });
    expect(calls().filter((name) => name === VAULT)).toHaveLength(1);
  });

  test('by a change', async () => {
    const { accounts, calls } = replacedBeforeTheLook();
    const change = { vault: { providerId: 'local' }, ensureVault: true };
    await expect(accounts.change(ACCOUNT, change)).rejects.toMatchObject({ code: 'OWNERSHIP_MISMATCH' });
    expect(calls().filter((name) => name === VAULT)).toHaveLength(1);
  });
});
