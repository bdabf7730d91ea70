import { describe, expect, test } from 'vitest';
import { ACCOUNT, setUp, USER } from './harness.ts';

const READ = 'AdminGetUserProfileAndHash';
const DELETE = 'AdminDeleteUser';
const LIST = 'AdminListUsers';

describe('a termination', () => {
  test('reads, deletes, and tells what the account used', async () => {
    const { fake, accounts, calls } = setUp({ users: [{ ...USER, Devices: { d1: {}, d2: {} } }] });
    const done = await accounts.terminate(ACCOUNT);
    expect(calls()).toEqual([READ, DELETE]);
    expect(fake.state.users.size).toBe(0);
    expect(done).toMatchObject({
      username: 'acme',
      alreadyGone: false,
      usage: { devices: '2' },
      steps: [
        { id: 'read', outcome: 'done' },
        { id: 'delete', outcome: 'done' },
      ],
      warnings: [{ code: 'STORAGE_KEPT' }],
    });
  });

  test('of an account that is gone is a success that sends no deletion', async () => {
    const { accounts, calls } = setUp();
    const done = await accounts.terminate(ACCOUNT);
    expect(done).toMatchObject({ alreadyGone: true, steps: [{ id: 'read' }, { outcome: 'skipped' }] });
    expect(done.usage).toBeUndefined();
    expect(calls()).toEqual([READ, LIST]);
  });

  test('made twice succeeds twice and deletes once', async () => {
    const { accounts, calls } = setUp({ users: [USER] });
    await accounts.terminate(ACCOUNT);
    expect(await accounts.terminate(ACCOUNT)).toMatchObject({ alreadyGone: true });
    expect(calls().filter((name) => name === DELETE)).toHaveLength(1);
  });

  test('does not take a server that cannot tell for an account that is gone', async () => {
    const { fake, accounts, calls } = setUp({ users: [USER] });
    fake.inject({ on: READ, fault: { kind: 'enveloped-error', status: 403 } });
    await expect(accounts.terminate(ACCOUNT)).rejects.toMatchObject({ code: 'AUTH_FAILED' });
    expect(calls()).not.toContain(DELETE);
  });

  test('does not take an account for gone that is listed, whatever the read says', async () => {
    const { fake, accounts, calls } = setUp({ users: [USER] });
    fake.inject({ on: READ, fault: { kind: 'enveloped-error', status: 400, message: 'No' } });
    await expect(accounts.terminate(ACCOUNT)).rejects.toMatchObject({ code: 'COMET_REFUSED', step: 'read' });
    expect(calls()).toEqual([READ, LIST]);
  });

  test('that is aborted while it is sent looks no further', async () => {
    const abort = new AbortController();
    const { accounts, calls } = setUp(
      { users: [USER] },
      {
        before: (operation) => {
          if (operation === DELETE) abort.abort();
        },
      },
    );
    await expect(accounts.terminate(ACCOUNT, {}, { signal: abort.signal })).rejects.toMatchObject({
      code: 'TRANSPORT',
      step: 'delete',
      cause: { name: 'AbortedError' },
    });
    expect(calls()).toEqual([READ]);
  });

  test('uninstalls the software where that is asked for', async () => {
    const { fake, accounts } = setUp({ users: [USER] });
    await accounts.terminate(ACCOUNT, { uninstall: { removeConfig: true } });
    const request = fake.requests.find(({ operation }) => operation === DELETE);
    expect(JSON.parse(request?.form?.['UninstallConfig'] ?? '{}')).toEqual({
      UninstallFlag: true,
      RemoveConfigFile: true,
    });
  });
});

describe('a termination is refused, and nothing deleted,', () => {
  test.each([
    ['for an account that is in use', {}, { requireSuspended: true }, 'TERMINATION_REFUSED'],
    ['for devices too many', { Devices: { d1: {} } }, { maxDevices: 0 }, 'TERMINATION_REFUSED'],
    ['for the account of another', { CreationGUID: 'guid-new' }, {}, 'OWNERSHIP_MISMATCH'],
  ])('%s', async (_name, profile, options, code) => {
    const { fake, accounts } = setUp({ users: [{ ...USER, ...profile }] });
    await expect(accounts.terminate(ACCOUNT, options)).rejects.toMatchObject({ code, step: 'read' });
    expect(fake.state.users.size).toBe(1);
  });
});

describe('a deletion without an answer', () => {
  test('that happened is a success', async () => {
    const { fake, accounts, calls } = setUp({ users: [USER] });
    fake.inject({ on: DELETE, fault: { kind: 'lost-answer' } });
    const done = await accounts.terminate(ACCOUNT);
    expect(calls()).toEqual([READ, DELETE, LIST]);
    expect(done).toMatchObject({ alreadyGone: false, steps: [{}, { id: 'delete', outcome: 'adopted' }] });
  });

  test('that did not happen is made once more', async () => {
    const { fake, accounts, calls } = setUp({ users: [USER] });
    fake.inject({ on: DELETE, fault: { kind: 'network-error' } });
    await accounts.terminate(ACCOUNT);
    expect(calls()).toEqual([READ, DELETE, LIST, READ, DELETE]);
    expect(fake.state.users.size).toBe(0);
  });

  test('that comes through late is a success too', async () => {
    let reads = 0;
    const { fake, accounts, calls } = setUp(
      { users: [USER] },
      {
        before: (operation, { state }) => {
          if (operation === READ) reads += 1;
          if (reads === 2) state.users.delete('acme');
        },
      },
    );
    fake.inject({ on: DELETE, fault: { kind: 'network-error' } });
    expect(await accounts.terminate(ACCOUNT)).toMatchObject({ steps: [{}, { outcome: 'adopted' }] });
    expect(calls().filter((name) => name === DELETE)).toHaveLength(1);
  });

  test('is not made again for whoever has the name by now', async () => {
    const { fake, accounts } = setUp(
      { users: [USER] },
      {
        before: (operation, server) => {
          if (operation === LIST) server.profile('acme').CreationGUID = 'guid-of-another';
        },
      },
    );
    fake.inject({ on: DELETE, fault: { kind: 'network-error' } });
    await expect(accounts.terminate({ username: 'acme', allowUnverifiedOwner: true })).rejects.toMatchObject({
      code: 'OWNERSHIP_MISMATCH',
    });
    expect(fake.state.users.size).toBe(1);
  });

  test('says that the outcome is not known where the server does not tell', async () => {
    const { fake, accounts } = setUp({ users: [USER] });
    fake.inject({ on: DELETE, fault: { kind: 'lost-answer' } });
    fake.inject({ on: LIST, fault: { kind: 'status', status: 502 } });
    await expect(accounts.terminate(ACCOUNT)).rejects.toMatchObject({
      code: 'TRANSPORT',
      step: 'delete',
      operation: DELETE,
      exists: { account: 'unknown', username: 'acme' },
    });
  });

  test('that the server refuses stops, and the account exists', async () => {
    const { fake, accounts } = setUp({ users: [USER] });
    fake.inject({ on: DELETE, fault: { kind: 'enveloped-error', status: 400, message: 'No' } });
    await expect(accounts.terminate(ACCOUNT)).rejects.toMatchObject({
      code: 'COMET_REFUSED',
      serverStatus: 400,
      exists: { account: 'exists' },
    });
  });
});
