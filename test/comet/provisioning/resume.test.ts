import { describe, expect, test } from 'vitest';
import type { UserProfileConfig } from '../../../src/comet/admin/index.ts';
import {
  CometAccounts,
  type CometAccountsOptions,
  InMemoryAccountJournal,
} from '../../../src/comet/provisioning/index.ts';
import { FakeClock, type FakeCometServer, type Fault, fakeProfile } from '../../../src/testing/index.ts';
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

test('a request for a vault is forgotten with the account that was deleted', async () => {
  const { fake, accounts } = setUp();
  fake.inject({ on: VAULT, times: 2, fault: { kind: 'network-error' } });
  await expect(accounts.create(ORDER, { onPartial: 'delete' })).rejects.toMatchObject({
    compensation: { done: 'deleted' },
  });
  fake.inject({ on: WRITE, fault: REFUSED });
  await expect(accounts.create(ORDER)).rejects.toMatchObject({ step: 'configure' });
  addOwnVault(fake);
  expect((await accounts.create(ORDER)).destinationId).not.toBe('own');
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

test('an account that a lost claim made is taken over however late, because the first time of the claim counts', async () => {
  const clock = new FakeClock();
  const { fake, accounts, calls } = setUp({ clock });
  fake.inject({ on: 'AdminAddUser', fault: { kind: 'lost-answer' } });
  fake.inject({ on: READ, fault: { kind: 'status', status: 502 } });
  await expect(accounts.create(ORDER)).rejects.toMatchObject({ exists: { account: 'unknown' } });
  const { CreationGUID: creationGuid } = fake.profile('acme');
  clock.advance(86_400_000);
  fake.inject({ on: READ, fault: { kind: 'status', status: 502 } });
  await expect(accounts.create(ORDER)).rejects.toMatchObject({ exists: { account: 'unknown' } });
  clock.advance(86_400_000);
  const done = await accounts.create(ORDER);
  expect(done).toMatchObject({ status: 'created', username: 'acme', creationGuid });
  expect(calls().filter((name) => name === 'AdminAddUser')).toHaveLength(3);
});

test('a claim that may have made an account is settled before another name is tried, whatever the order says by then', async () => {
  const { fake, accounts } = setUp();
  fake.inject({ on: 'AdminAddUser', fault: { kind: 'lost-answer' } });
  fake.inject({ on: READ, fault: { kind: 'status', status: 502 } });
  await expect(accounts.create(ORDER)).rejects.toThrow();
  const username = { mode: 'explicit', value: 'other' } as const;
  expect(await accounts.create({ ...ORDER, username })).toMatchObject({ username: 'acme' });
  expect([...fake.state.users.keys()]).toEqual(['acme']);
});

describe('an account that is there after a claim without an answer', () => {
  /** Creates while the account is another at each look than it was born. */
  function creating(born: Partial<UserProfileConfig>) {
    const { fake, accounts } = setUp(
      {
        policies: {
          gold: { Description: 'Gold' },
          standard: { Description: 'Standard', DefaultUserPolicy: true },
        },
      },
      {
        before: (operation, { state }) => {
          for (const user of operation === READ ? state.users.values() : [])
            user.profile = { ...user.profile, ...born };
        },
      },
    );
    fake.inject({ on: 'AdminAddUser', fault: { kind: 'lost-answer' } });
    const { policy: _none, ...order } = ORDER;
    return accounts.create({ ...order, username: { mode: 'explicit', value: 'acme' } });
  }

  const { Devices, Sources, Destinations } = fakeProfile({
    Username: 'used',
    Devices: { d1: {} },
    Sources: { s1: {} },
    Destinations: { v1: {} },
  });

  test.each<[string, Partial<UserProfileConfig>]>([
    ['has devices', { Devices: Devices ?? null }],
    ['has items', { Sources: Sources ?? null }],
    ['has vaults', { Destinations: Destinations ?? null }],
    ['has a policy that new users do not get', { PolicyID: 'gold' }],
    ['has a policy that the server does not know', { PolicyID: 'silver' }],
    ['is older than the claim', { CreateTime: 1_000_000_000 }],
    ['has the name in another spelling', { Username: 'Acme' }],
  ])('is not taken over where it %s', async (_name, born) => {
    await expect(creating(born)).rejects.toMatchObject({ code: 'AMBIGUOUS_CREATE' });
  });

  test('is taken over with the policy that new users get', async () => {
    expect(await creating({ PolicyID: 'standard' })).toMatchObject({ username: 'acme' });
  });
});

test('a time in the journal that cannot be read proves no account', async () => {
  const record = { serviceKey: '1042', stage: 'dispatched', username: 'acme', organizationId: '' } as const;
  const journal = new InMemoryAccountJournal();
  await journal.save('1042', { ...record, addUserDispatchedAt: 'yesterday' }, 0);
  const { accounts } = setUp({ users: [{ Username: 'acme' }] }, { journal });
  await expect(accounts.create(ORDER)).rejects.toMatchObject({ code: 'AMBIGUOUS_CREATE' });
});

test.each([
  ['made', true, { status: 'created' }],
  ['made none', false, { code: 'PARTIAL_PROVISION', step: 'vault', serverStatus: undefined }],
])('a server before 19.8.0, which names no vault, is asked once: it %s', async (_name, isMade, outcome) => {
  const { fake, comet, calls } = setUp();
  let requests = 0;
  const older: CometAccountsOptions['comet'] = {
    call: async (operation, params, options) => {
      if (operation.name !== VAULT) return comet.call(operation, params, options);
      requests += 1;
      if (isMade) await comet.call(operation, params, options);
      return { Status: 200, Message: '' } as never;
    },
  };
  const accounts = new CometAccounts({ comet: older, clock: fake.clock });
  const done = await accounts.create(ORDER).catch((error: unknown) => error);
  expect(done).toMatchObject(outcome);
  expect(requests).toBe(1);
  expect(calls().filter((name) => name === READ)).toHaveLength(2);
});
