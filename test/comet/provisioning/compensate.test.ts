import { describe, expect, test } from 'vitest';
import { type AccountJournal, InMemoryAccountJournal } from '../../../src/comet/provisioning/index.ts';
import { FakeCometServer, type Fault, fakeProfile } from '../../../src/testing/index.ts';
import { ORDER, setUp } from './harness.ts';

const DELETE = 'AdminDeleteUser';
const REFUSED: Fault = { kind: 'enveloped-error', status: 500, message: 'No' };

/** A server on which no vault can be made, so that the account is left unfinished. */
function unfinished(before?: (operation: string, fake: FakeCometServer) => void) {
  const tools = setUp({}, before && { before });
  tools.fake.inject({ on: 'AdminRequestStorageVault', times: Number.POSITIVE_INFINITY, fault: REFUSED });
  return tools;
}

describe('an account that cannot be finished', () => {
  test('is kept unless something else is wanted', async () => {
    const { fake, accounts } = unfinished();
    await expect(accounts.create(ORDER)).rejects.toMatchObject({
      code: 'PARTIAL_PROVISION',
      compensation: { wanted: 'resume', done: 'kept' },
    });
    expect(fake.profile('acme').IsSuspended ?? false).toBe(false);
  });

  test('is deleted where that is wanted, and a later call begins anew', async () => {
    const { fake, accounts, journal } = unfinished();
    await expect(accounts.create(ORDER, { onPartial: 'delete' })).rejects.toMatchObject({
      code: 'PARTIAL_PROVISION',
      compensation: { wanted: 'delete', done: 'deleted' },
      exists: { account: 'gone', username: 'acme' },
      cause: { code: 'COMET_REFUSED' },
    });
    expect(fake.state.users.size).toBe(0);
    expect((await journal.load('1042'))?.record).toMatchObject({ stage: 'planned' });
    fake.clearFaults();
    expect(await accounts.create(ORDER)).toMatchObject({ status: 'created', username: 'acme' });
  });

  test('is suspended where that is wanted, until a later call finishes it', async () => {
    const { fake, accounts } = unfinished();
    await expect(accounts.create(ORDER, { onPartial: 'suspend' })).rejects.toMatchObject({
      compensation: { wanted: 'suspend', done: 'suspended' },
      exists: { account: 'exists' },
    });
    expect(fake.profile('acme').IsSuspended).toBe(true);
    fake.clearFaults();
    const done = await accounts.create(ORDER);
    expect(done.steps).toContainEqual({ id: 'unsuspend', outcome: 'done' });
    expect(fake.profile('acme').IsSuspended).toBe(false);
  });

  test('stays suspended if it was not this work that suspended it', async () => {
    const { fake, accounts } = unfinished();
    await expect(accounts.create(ORDER)).rejects.toThrow();
    fake.profile('acme').IsSuspended = true;
    await expect(accounts.create(ORDER, { onPartial: 'suspend' })).rejects.toThrow();
    fake.clearFaults();
    await accounts.create(ORDER);
    expect(fake.profile('acme').IsSuspended).toBe(true);
  });

  test.each([
    ['has devices', { Devices: { d1: {} } }, /devices/],
    ['has items', { Sources: { s1: {} } }, /Protected Items/],
    ['has a vault that was written to', { Destinations: { v1: { RepoInitTimestamp: 5 } } }, /written to/],
  ])('is not deleted but suspended when it %s', async (_name, used, reason) => {
    const { fake, accounts, calls } = unfinished((operation, server) => {
      const user = server.state.users.get('acme');
      if (operation === 'AdminRequestStorageVault' && user !== undefined)
        user.profile = {
          ...fakeProfile({ Username: 'acme', ...used }),
          CreationGUID: user.profile.CreationGUID,
        };
    });
    await expect(accounts.create(ORDER, { onPartial: 'delete' })).rejects.toMatchObject({
      compensation: { wanted: 'delete', done: 'suspended', reason: expect.stringMatching(reason) },
    });
    expect(calls()).not.toContain(DELETE);
    expect(fake.profile('acme').IsSuspended).toBe(true);
  });

  test('is not deleted by a run that did not create it', async () => {
    const { accounts, calls } = unfinished();
    await expect(accounts.create(ORDER)).rejects.toThrow();
    await expect(accounts.create(ORDER, { onPartial: 'delete' })).rejects.toMatchObject({
      compensation: { wanted: 'delete', done: 'suspended', reason: expect.stringMatching(/earlier run/) },
    });
    expect(calls()).not.toContain(DELETE);
  });

  test.each(['suspend', 'delete'] as const)(
    'and is another by now is left alone by %s',
    async (onPartial) => {
      const { fake, accounts, calls } = unfinished((operation, server) => {
        if (operation === 'AdminRequestStorageVault') server.profile('acme').CreationGUID = 'guid-of-another';
      });
      await expect(accounts.create(ORDER, { onPartial })).rejects.toMatchObject({
        compensation: {
          wanted: onPartial,
          done: 'nothing',
          reason: expect.stringMatching(/another account/),
        },
      });
      expect(calls()).not.toContain(DELETE);
      expect(fake.profile('acme').IsSuspended ?? false).toBe(false);
    },
  );

  test('says so when that which should have been done failed too', async () => {
    const { fake, accounts } = unfinished();
    fake.inject({ on: DELETE, fault: REFUSED });
    await expect(accounts.create(ORDER, { onPartial: 'delete' })).rejects.toMatchObject({
      code: 'PARTIAL_PROVISION',
      compensation: { wanted: 'delete', done: 'nothing', error: { details: { Status: 500 } } },
    });
  });

  test('is deleted too when the host could not keep what it was told', async () => {
    const { fake, accounts } = setUp();
    const onClaimed = () => Promise.reject(new Error('the database is down'));
    await expect(accounts.create(ORDER, { onPartial: 'delete', onClaimed })).rejects.toMatchObject({
      compensation: { done: 'deleted' },
      cause: { message: 'the database is down' },
    });
    expect(fake.state.users.size).toBe(0);
  });

  test.each(['suspend', 'delete'] as const)(
    'is left to another run that took over, by %s',
    async (onPartial) => {
      const journal = new InMemoryAccountJournal();
      const { fake, accounts, calls } = setUp(
        {},
        {
          journal,
          before: (operation) => {
            if (operation !== 'AdminRequestStorageVault') return;
            void journal
              .load('1042')
              .then((entry) => entry && journal.save('1042', entry.record, entry.version));
          },
        },
      );
      fake.inject({ on: 'AdminRequestStorageVault', fault: REFUSED });
      await expect(accounts.create(ORDER, { onPartial })).rejects.toMatchObject({
        compensation: { wanted: onPartial, done: 'nothing', error: { name: 'ConcurrencyError' } },
      });
      expect(calls()).not.toContain(DELETE);
      expect(fake.profile('acme').IsSuspended ?? false).toBe(false);
    },
  );

  test('keeps the managed policy that was made for it', async () => {
    const { fake, accounts } = unfinished();
    await expect(accounts.create(ORDER, { onPartial: 'delete' })).rejects.toThrow();
    expect(fake.state.policies.has('gold')).toBe(true);
  });
});

test.each(['suspend', 'delete'] as const)(
  '%s does not strike an account that was finished',
  async (onPartial) => {
    const { fake, accounts, calls } = setUp();
    await accounts.create(ORDER);
    fake.clearRequests();
    fake.inject({ on: 'AdminGetUserProfileAndHash', fault: { kind: 'network-error' } });
    await expect(accounts.create(ORDER, { onPartial })).rejects.toMatchObject({
      code: 'TRANSPORT',
      stage: 'done',
      exists: { account: 'exists' },
    });
    expect(calls()).toEqual(['AdminGetUserProfileAndHash']);
    expect(fake.profile('acme').IsSuspended ?? false).toBe(false);
  },
);

test('an option that is none is refused before anything is sent', async () => {
  const { accounts, calls } = setUp();
  const create = accounts.create(ORDER, { onPartial: 'explode' as 'delete' });
  await expect(create).rejects.toMatchObject({ name: 'InvalidInputError' });
  expect(calls()).toEqual([]);
});

test('an account that is gone is not created again under its service key', async () => {
  const { fake, accounts } = setUp();
  await accounts.create(ORDER);
  fake.state.users.clear();
  await expect(accounts.create(ORDER)).rejects.toMatchObject({
    code: 'ACCOUNT_GONE',
    exists: { account: 'gone', username: 'acme' },
  });
  expect(fake.state.users.size).toBe(0);
});

describe('a deletion that broke off', () => {
  /** A journal that goes away once an account was deleted, and comes back with the next run. */
  function broken(isDown: () => boolean) {
    const sound = new InMemoryAccountJournal();
    const journal: AccountJournal = {
      load: (key) => sound.load(key),
      save: (key, record, version) =>
        isDown() ? Promise.reject(new Error('the database is down')) : sound.save(key, record, version),
    };
    return journal;
  }

  /** A creation that was deleted, of which the journal could not be told. */
  async function deletedUnheard() {
    let isDown = false;
    const tools = setUp(
      {},
      {
        journal: broken(() => isDown),
        before: (operation) => {
          isDown ||= operation === DELETE;
        },
      },
    );
    tools.fake.inject({ on: 'AdminRequestStorageVault', fault: REFUSED });
    const stop: unknown = await tools.accounts
      .create(ORDER, { onPartial: 'delete' })
      .catch((error: unknown) => error);
    isDown = false;
    tools.fake.clearRequests();
    return { ...tools, stop };
  }

  test('and happened is found out by the next run, which begins anew', async () => {
    const { fake, accounts, calls, stop, journal } = await deletedUnheard();
    expect(stop).toMatchObject({
      compensation: { done: 'deleted', reason: expect.stringMatching(/next run/), error: expect.any(Error) },
    });
    expect((await journal.load('1042'))?.record).toMatchObject({ stage: 'configured', deleting: true });
    expect(await accounts.create(ORDER)).toMatchObject({ status: 'created', username: 'acme' });
    expect(calls().slice(0, 5)).toEqual([
      'AdminGetUserProfileAndHash',
      'AdminListUsers',
      'AdminPoliciesGet',
      'AdminRequestStorageVaultProviders',
      'AdminAddUser',
    ]);
    expect(fake.state.users.size).toBe(1);
    expect((await journal.load('1042'))?.record.deleting).toBeUndefined();
  });

  test('and whose name another account has by now: the next name is taken', async () => {
    const { fake, accounts } = await deletedUnheard();
    const other = new FakeCometServer({ users: [{ Username: 'acme', CreationGUID: 'guid-of-another' }] });
    for (const [name, user] of other.state.users) fake.state.users.set(name, user);
    expect(await accounts.create(ORDER)).toMatchObject({ status: 'created', username: 'acme-1042' });
    expect(fake.profile('acme')).toEqual(other.profile('acme'));
  });

  test('and did not happen is forgotten by the next run, which finishes the account', async () => {
    const { fake, accounts, journal } = unfinished();
    fake.inject({ on: DELETE, fault: REFUSED });
    await expect(accounts.create(ORDER, { onPartial: 'delete' })).rejects.toThrow();
    const { CreationGUID: creationGuid } = fake.profile('acme');
    fake.clearFaults();
    expect(await accounts.create(ORDER)).toMatchObject({ status: 'resumed', creationGuid });
    expect((await journal.load('1042'))?.record.deleting).toBeUndefined();
    fake.state.users.clear();
    await expect(accounts.create(ORDER)).rejects.toMatchObject({ code: 'ACCOUNT_GONE' });
  });

  test('is left open while the server does not tell', async () => {
    const { fake, accounts, calls } = await deletedUnheard();
    fake.inject({ on: 'AdminGetUserProfileAndHash', fault: { kind: 'network-error' } });
    await expect(accounts.create(ORDER)).rejects.toMatchObject({
      code: 'TRANSPORT',
      step: 'read',
      exists: { account: 'unknown', username: 'acme' },
    });
    expect(calls()).toEqual(['AdminGetUserProfileAndHash']);
    expect(await accounts.create(ORDER)).toMatchObject({ status: 'created' });
  });
});

describe('an account that was created and never read', () => {
  function neverRead(change: object) {
    const tools = setUp(
      {},
      {
        before: (operation, { state }) => {
          const user = state.users.get('acme');
          if (operation === 'AdminGetUserProfileAndHash' && user !== undefined)
            user.profile = { ...user.profile, ...change };
        },
      },
    );
    tools.fake.inject({ on: 'AdminGetUserProfileAndHash', fault: { kind: 'network-error' } });
    return tools;
  }

  test('is deleted where it can only be the one that was created', async () => {
    const { fake, accounts } = neverRead({});
    await expect(accounts.create(ORDER, { onPartial: 'delete' })).rejects.toMatchObject({
      step: 'read',
      compensation: { done: 'deleted' },
    });
    expect(fake.state.users.size).toBe(0);
  });

  test.each(['suspend', 'delete'] as const)(
    'is left alone by %s where it may be another',
    async (onPartial) => {
      const { fake, accounts, calls } = neverRead({ CreateTime: 1_000_000_000 });
      await expect(accounts.create(ORDER, { onPartial })).rejects.toMatchObject({
        compensation: { wanted: onPartial, done: 'nothing', reason: expect.stringMatching(/not known/) },
      });
      expect(calls()).not.toContain(DELETE);
      expect(fake.profile('acme').IsSuspended).toBe(false);
    },
  );
});

test.each(['resume', 'delete'] as const)(
  'an unfinished account that is gone is told as gone, and nothing is done about it by %s',
  async (onPartial) => {
    const { fake, accounts, calls } = unfinished();
    await expect(accounts.create(ORDER)).rejects.toThrow();
    fake.state.users.clear();
    fake.clearRequests();
    await expect(accounts.create(ORDER, { onPartial })).rejects.toMatchObject({
      code: 'ACCOUNT_GONE',
      retryable: false,
    });
    expect(calls()).toEqual(['AdminGetUserProfileAndHash', 'AdminListUsers']);
  },
);

describe('a deletion whose answer was lost', () => {
  const LIST = 'AdminListUsers';

  /** The deletion does not come through, and the account changes before it is looked at again. */
  function changedMeanwhile(change: object) {
    const tools = unfinished((operation, { state }) => {
      for (const user of operation === LIST ? state.users.values() : [])
        user.profile = { ...user.profile, ...change };
    });
    tools.fake.inject({ on: DELETE, fault: { kind: 'network-error' } });
    return tools;
  }

  test.each([
    ['is another by now', { CreationGUID: 'guid-of-another' }, 'OWNERSHIP_MISMATCH'],
    [
      'has a device by now',
      { Devices: fakeProfile({ Username: 'a', Devices: { d1: {} } }).Devices },
      'TERMINATION_REFUSED',
    ],
  ])('is not made again for an account that %s', async (_name, change, code) => {
    const { fake, accounts, calls } = changedMeanwhile(change);
    await expect(accounts.create(ORDER, { onPartial: 'delete' })).rejects.toMatchObject({
      compensation: { wanted: 'delete', done: 'nothing', error: { code } },
    });
    expect(calls().filter((name) => name === DELETE)).toHaveLength(1);
    expect(fake.state.users.size).toBe(1);
  });

  test('is made again for one that is as it was', async () => {
    const { fake, accounts } = changedMeanwhile({});
    await expect(accounts.create(ORDER, { onPartial: 'delete' })).rejects.toMatchObject({
      compensation: { done: 'deleted' },
    });
    expect(fake.state.users.size).toBe(0);
  });
});

describe.each(['25.9.8', '24.12.5'])('a suspension of a creation on server %s', (serverVersion) => {
  async function suspended() {
    const tools = setUp({ serverVersion });
    tools.fake.inject({ on: 'AdminRequestStorageVault', fault: REFUSED });
    await expect(tools.accounts.create(ORDER, { onPartial: 'suspend' })).rejects.toThrow();
    expect(tools.fake.profile('acme').IsSuspended).toBe(true);
    return tools;
  }

  test('ends by the call after the one that could not end it', async () => {
    const { fake, accounts } = await suspended();
    fake.inject({ on: 'AdminSetUserProfileHash', skip: 1, fault: REFUSED });
    await expect(accounts.create(ORDER)).rejects.toMatchObject({ code: 'COMET_REFUSED', step: 'unsuspend' });
    expect(fake.profile('acme').IsSuspended).toBe(true);
    expect(await accounts.create(ORDER)).toMatchObject({ status: 'resumed' });
    expect(fake.profile('acme').IsSuspended).toBe(false);
  });

  test('is forgotten once it ended, so that a later one for other reasons stays', async () => {
    const { fake, accounts } = await suspended();
    const { username, creationGuid } = await accounts.create(ORDER);
    await accounts.suspend({ username, expect: { creationGuid } });
    expect(await accounts.create(ORDER)).toMatchObject({ status: 'unchanged' });
    expect(fake.profile('acme').IsSuspended).toBe(true);
  });

  test('whose end cannot be looked at is an error of this room', async () => {
    const { fake, accounts } = await suspended();
    fake.inject({ on: 'AdminSetUserProfileHash', skip: 1, fault: REFUSED });
    await expect(accounts.create(ORDER)).rejects.toThrow();
    fake.inject({ on: 'AdminGetUserProfileAndHash', skip: 1, fault: { kind: 'network-error' } });
    const again = accounts.create(ORDER);
    if (serverVersion === '24.12.5')
      await expect(again).rejects.toMatchObject({ name: 'CometAccountError', code: 'TRANSPORT' });
    else expect(await again).toMatchObject({ status: 'resumed' });
  });
});
