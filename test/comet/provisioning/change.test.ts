import { describe, expect, test } from 'vitest';
import { policy } from '../../../src/comet/policy/index.ts';
import { ACCOUNT, setUp, USER } from './harness.ts';

const POLICY = 'AdminPoliciesGet';
const PROVIDERS = 'AdminRequestStorageVaultProviders';
const READ = 'AdminGetUserProfileAndHash';
const WRITE = 'AdminSetUserProfileHash';
const VAULT = 'AdminRequestStorageVault';

const VAULTS = { Destinations: { v1: { DestinationType: 1003, Description: 'Old' } } };
const withVault = { ...USER, ...VAULTS };

describe('a change', () => {
  test('is one write of what differs', async () => {
    const { fake, accounts, calls } = setUp({ users: [withVault] });
    const done = await accounts.change(ACCOUNT, {
      policy: { id: 'gold' },
      limits: { devices: 7, protectedItems: { gib: 2 } },
      profile: { accountName: 'Acme Ltd' },
      vault: { quota: { tib: 2 }, label: 'New' },
      destinationId: 'v1',
    });
    expect(calls()).toEqual([POLICY, READ, WRITE]);
    expect(fake.profile('acme')).toMatchObject({
      PolicyID: 'gold',
      MaximumDevices: 7,
      AllProtectedItemsQuotaEnabled: true,
      AllProtectedItemsQuotaBytes: 2 * 2 ** 30,
      AccountName: 'Acme Ltd',
      Destinations: { v1: { Description: 'New', StorageLimitEnabled: true, StorageLimitBytes: 2 * 2 ** 40 } },
    });
    expect(done).toMatchObject({ changed: true, policyId: 'gold', destinationId: 'v1', warnings: [] });
  });

  test('made again writes nothing', async () => {
    const { accounts, calls } = setUp({ users: [withVault] });
    const change = { limits: { devices: 7 }, vault: { quota: { tib: 2 } }, destinationId: 'v1' } as const;
    await accounts.change(ACCOUNT, change);
    expect(await accounts.change(ACCOUNT, change)).toMatchObject({ changed: false });
    expect(calls()).toEqual([READ, WRITE, READ]);
  });

  test('of nothing reads and stops', async () => {
    const { accounts, calls } = setUp({ users: [USER] });
    expect(await accounts.change(ACCOUNT, {})).toMatchObject({ changed: false, creationGuid: 'guid-acme' });
    expect(calls()).toEqual([READ]);
  });

  test('lifts a limit that is not wanted any more', async () => {
    const limited = { v1: { DestinationType: 1003, StorageLimitEnabled: true, StorageLimitBytes: 5 } };
    const { fake, accounts } = setUp({ users: [{ ...USER, Destinations: limited }] });
    await accounts.change(ACCOUNT, { vault: { quota: 'unlimited' }, destinationId: 'v1' });
    expect(fake.profile('acme').Destinations?.['v1']).toMatchObject({
      StorageLimitEnabled: false,
      StorageLimitBytes: 0,
    });
  });

  test('takes a policy away with the restrictions that it left', async () => {
    const Policy = { PreventOpenWebUI: true };
    const { fake, accounts } = setUp({ users: [{ ...USER, PolicyID: 'gold', Policy }] });
    const done = await accounts.change(ACCOUNT, { policy: null });
    expect(fake.profile('acme').PolicyID).toBe('');
    expect(fake.profile('acme').Policy?.PreventOpenWebUI ?? false).toBe(false);
    expect(done.policyId).toBeUndefined();
  });

  test('makes a managed policy that the server does not have yet', async () => {
    const { fake, accounts } = setUp({ users: [USER] });
    const done = await accounts.change(ACCOUNT, { policy: { managed: policy('Silver').key('silver') } });
    expect(fake.state.policies.has(done.policyId ?? '')).toBe(true);
    expect(fake.profile('acme').PolicyID).toBe(done.policyId);
  });

  test.each([
    ['a policy that is not there', { id: 'silver' }, 'POLICY_NOT_FOUND', 'policy'],
    ['a policy of another organization than the account', { id: 'gold' }, 'ORGANIZATION_MISMATCH', 'read'],
  ])('to %s writes nothing', async (_name, choice, code, step) => {
    const { accounts, calls } = setUp({ users: [{ ...USER, OrganizationID: 'org-b' }] });
    await expect(accounts.change(ACCOUNT, { policy: choice })).rejects.toMatchObject({ code, step });
    expect(calls()).not.toContain(WRITE);
  });

  test('leaves an account alone that is not the one that was meant', async () => {
    const { accounts, calls } = setUp({ users: [{ ...USER, CreationGUID: 'guid-new' }] });
    await expect(accounts.change(ACCOUNT, { limits: { devices: 1 } })).rejects.toMatchObject({
      code: 'OWNERSHIP_MISMATCH',
    });
    expect(calls()).toEqual([READ]);
  });

  test('does not follow the name to another account between two writes', async () => {
    const { fake, accounts } = setUp(
      { users: [USER] },
      {
        before: (operation, server) => {
          if (operation === WRITE) server.profile('acme').CreationGUID = 'guid-of-another';
        },
      },
    );
    await expect(accounts.change(ACCOUNT, { limits: { devices: 1 } })).rejects.toMatchObject({
      code: 'OWNERSHIP_MISMATCH',
    });
    expect(fake.profile('acme').MaximumDevices ?? 0).toBe(0);
  });

  test('is not taken for done because another account of the name is as wanted', async () => {
    let reads = 0;
    const { fake, accounts } = setUp(
      { users: [USER] },
      {
        before: (operation, { state }) => {
          if (operation === READ) reads += 1;
          for (const user of reads === 2 ? state.users.values() : [])
            user.profile = { ...user.profile, CreationGUID: 'guid-of-another', MaximumDevices: 1 };
        },
      },
    );
    fake.inject({ on: WRITE, fault: { kind: 'network-error' } });
    await expect(accounts.change(ACCOUNT, { limits: { devices: 1 } })).rejects.toMatchObject({
      code: 'OWNERSHIP_MISMATCH',
    });
  });

  test('is applied anew to what others wrote meanwhile', async () => {
    let isFirst = true;
    const { fake, accounts } = setUp(
      { users: [USER] },
      {
        before: (operation, server) => {
          if (operation !== WRITE || !isFirst) return;
          isFirst = false;
          server.profile('acme').AccountName = 'Written by a device';
        },
      },
    );
    await accounts.change(ACCOUNT, { limits: { devices: 3 } });
    expect(fake.profile('acme')).toMatchObject({ AccountName: 'Written by a device', MaximumDevices: 3 });
  });
});

describe('limits below what is in use', () => {
  const users = [{ ...USER, Devices: { d1: {}, d2: {} } }];

  test('are warned about', async () => {
    const { fake, accounts } = setUp({ users });
    const done = await accounts.change(ACCOUNT, { limits: { devices: 1 } });
    expect(done.warnings).toEqual([
      { code: 'LIMIT_BELOW_USAGE', message: 'devices: 2 in use, limited to 1' },
    ]);
    expect(fake.profile('acme').MaximumDevices).toBe(1);
  });

  test('are refused where that is wanted, with what is in use', async () => {
    const { accounts, calls } = setUp({ users });
    await expect(
      accounts.change(ACCOUNT, { limits: { devices: 1 }, onDowngrade: 'refuse' }),
    ).rejects.toMatchObject({
      code: 'LIMIT_BELOW_USAGE',
      findings: [{ limit: 'devices', used: '2', limitedTo: '1' }],
    });
    expect(calls()).toEqual([READ]);
  });

  test('are refused too when a device came between read and write', async () => {
    const { fake, accounts } = setUp(
      { users },
      {
        before: (operation, server) => {
          const user = server.state.users.get('acme');
          if (operation === WRITE && user !== undefined)
            user.profile = {
              ...user.profile,
              Devices: { ...user.profile.Devices, d3: user.profile.Devices?.['d1'] } as never,
            };
        },
      },
    );
    await expect(
      accounts.change(ACCOUNT, { limits: { devices: 2 }, onDowngrade: 'refuse' }),
    ).rejects.toMatchObject({ code: 'LIMIT_BELOW_USAGE' });
    expect(fake.profile('acme').MaximumDevices ?? 0).toBe(0);
  });

  test('that are as they were are no downgrade', async () => {
    const { accounts } = setUp({ users: [{ ...USER, Devices: { d1: {}, d2: {} }, MaximumDevices: 1 }] });
    const done = await accounts.change(ACCOUNT, { limits: { devices: 1 }, onDowngrade: 'refuse' });
    expect(done).toMatchObject({ changed: false, warnings: [] });
  });

  test('of a vault are found before anything else is written', async () => {
    const v1 = { DestinationType: 1003, Statistics: { ClientProvidedSize: { Size: 10 * 2 ** 30 } } };
    const { accounts, calls } = setUp({ users: [{ ...USER, Destinations: { v1 } }] });
    const change = accounts.change(ACCOUNT, {
      limits: { devices: 9 },
      vault: { providerId: 'local', quota: { gib: 1 } },
      destinationId: 'v1',
      ensureVault: true,
      onDowngrade: 'refuse',
    });
    await expect(change).rejects.toMatchObject({ code: 'LIMIT_BELOW_USAGE' });
    expect(calls()).toEqual([PROVIDERS, READ]);
  });
});

describe('a vault to be made sure of', () => {
  const change = { vault: { providerId: 'local', quota: { gib: 5 }, label: 'Main' }, ensureVault: true };

  test('is made for an account that has none', async () => {
    const { fake, accounts, calls } = setUp({ users: [USER] });
    const done = await accounts.change(ACCOUNT, { ...change, limits: { devices: 2 } });
    expect(calls()).toEqual([PROVIDERS, READ, WRITE, VAULT, WRITE]);
    expect(Object.entries(fake.profile('acme').Destinations ?? {})).toMatchObject([
      [done.destinationId, { Description: 'Main', StorageLimitBytes: 5 * 2 ** 30 }],
    ]);
  });

  test('is left out for an account that has one', async () => {
    const { fake, accounts, calls } = setUp({ users: [withVault] });
    const done = await accounts.change(ACCOUNT, change);
    expect(calls()).toEqual([PROVIDERS, READ, WRITE]);
    expect(fake.profile('acme').Destinations?.['v1']).toMatchObject({ Description: 'Main' });
    expect(done).toMatchObject({ warnings: [{ code: 'VAULT_ASSUMED' }] });
  });

  test('whose answer was lost is taken over, not made twice', async () => {
    const { fake, accounts } = setUp({ users: [USER] });
    fake.inject({ on: VAULT, fault: { kind: 'lost-answer' } });
    const done = await accounts.change(ACCOUNT, change);
    expect(Object.keys(fake.profile('acme').Destinations ?? {})).toEqual([done.destinationId]);
    expect(done.steps).toContainEqual({ id: 'vault', outcome: 'adopted' });
  });

  test.each([undefined, { kind: 'lost-answer' } as const])(
    'of another account by now is not written to (%j)',
    async (fault) => {
      const { fake, accounts, calls } = setUp(
        { users: [USER] },
        {
          before: (operation, server) => {
            if (operation === VAULT) server.profile('acme').CreationGUID = 'guid-of-another';
          },
        },
      );
      if (fault !== undefined) fake.inject({ on: VAULT, fault });
      await expect(accounts.change(ACCOUNT, change)).rejects.toMatchObject({ code: 'OWNERSHIP_MISMATCH' });
      expect(calls()).not.toContain(WRITE);
    },
  );

  test('is never a success when it failed', async () => {
    const { fake, accounts } = setUp({ users: [USER] });
    fake.inject({ on: VAULT, fault: { kind: 'enveloped-error', status: 500 } });
    await expect(accounts.change(ACCOUNT, change)).rejects.toMatchObject({ step: 'vault' });
  });

  test('is made once, however often it is asked for', async () => {
    const { accounts, calls } = setUp({ users: [USER] });
    const { destinationId } = await accounts.change(ACCOUNT, change);
    expect(await accounts.change(ACCOUNT, { ...change, destinationId })).toMatchObject({ changed: false });
    expect(calls().filter((name) => name === VAULT)).toHaveLength(1);
  });
});
