import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { managedByBilling, policy } from '../../../src/comet/policy/index.ts';
import { fromWhmcsOptions } from '../../../src/comet/provisioning/index.ts';
import type { Fault } from '../../../src/testing/index.ts';
import { ACCOUNT, ORDER, setUp, USER } from './harness.ts';

const WRITE = 'AdminSetUserProfileHash';
const OTHER = { ...USER, MaximumDevices: 9, AccountName: 'Somebody else' };

function refusal(status: number): Fault {
  return { kind: 'enveloped-error', status, message: 'No' };
}

/** The hazards of the module that this room takes the place of. Source: contract 1.16. */
describe('hazard', () => {
  test('H1: a name that had to be altered is the one that is configured; the account it collides with is untouched', async () => {
    const { fake, accounts } = setUp({ users: [OTHER] });
    const before = structuredClone(fake.profile('acme'));
    const { username } = await accounts.create(ORDER);
    expect(username).not.toBe('acme');
    expect(fake.profile('acme')).toEqual(before);
    expect(fake.profile(username)).toMatchObject({ MaximumDevices: 5, PolicyID: 'gold' });
  });

  test('H1: a chosen name is used as it is but for blanks around it', async () => {
    const { fake, accounts } = setUp();
    const done = await accounts.create({ ...ORDER, username: { mode: 'explicit', value: '  bob ' } });
    expect(done.username).toBe('bob');
    expect([...fake.state.users.keys()]).toEqual(['bob']);
  });

  test.each([403, 500])('H2: a policy that cannot be read (%i) is not written', async (status) => {
    const { fake, accounts, calls } = setUp();
    const before = structuredClone(fake.state.policies.get('gold'));
    fake.inject({ on: 'AdminPoliciesGet', times: 9, fault: refusal(status) });
    fake.inject({ on: 'AdminPoliciesListFull', times: 9, fault: refusal(status) });
    await expect(accounts.create(ORDER)).rejects.toThrow();
    const managed = { managed: policy('Gold').key('gold') };
    await expect(accounts.create({ ...ORDER, policy: managed })).rejects.toThrow();
    expect(calls()).not.toContain('AdminPoliciesSet');
    expect(fake.state.policies.get('gold')).toEqual(before);
    expect(fake.state.users.size).toBe(0);
  });

  test('H3: the host is told no name that is not proved to be its own', async () => {
    const { fake, accounts } = setUp({ users: [OTHER] });
    const told: unknown[] = [];
    fake.inject({ on: 'AdminGetUserProfileAndHash', fault: { kind: 'status', status: 502 } });
    const create = accounts.create(ORDER, { onClaimed: (account) => void told.push(account) });
    await expect(create).rejects.toThrow();
    expect(told).toEqual([]);
  });

  test('H3: a name that was given again after a deletion is not deleted for the former owner', async () => {
    const { fake, accounts } = setUp({ users: [{ ...OTHER, CreationGUID: 'guid-of-another' }] });
    await expect(accounts.terminate(ACCOUNT)).rejects.toMatchObject({ code: 'OWNERSHIP_MISMATCH' });
    expect(fake.state.users.size).toBe(1);
  });

  test('H4: another try makes no second account', async () => {
    const { fake, accounts } = setUp();
    fake.inject({ on: WRITE, fault: refusal(500) });
    await expect(accounts.create(ORDER)).rejects.toThrow();
    await accounts.create(ORDER);
    await accounts.create(ORDER);
    expect([...fake.state.users.keys()]).toEqual(['acme']);
  });

  test('H5: a vault that was not made is no success', async () => {
    const { fake, accounts } = setUp();
    fake.inject({ on: 'AdminRequestStorageVault', fault: refusal(500) });
    await expect(accounts.create(ORDER)).rejects.toMatchObject({ code: 'PARTIAL_PROVISION', step: 'vault' });
  });

  test("H6: a quota is for the vault that came with the account, not for the customer's own", async () => {
    const own = { DestinationType: 1002, Description: 'My disk' };
    const v1 = { DestinationType: 1003, Description: 'Main' };
    const { fake, accounts } = setUp({ users: [{ ...USER, Destinations: { own, v1 } }] });
    await accounts.change(ACCOUNT, { vault: { quota: { gib: 1 } }, destinationId: 'v1' });
    expect(fake.profile('acme').Destinations?.['v1']?.StorageLimitEnabled).toBe(true);
    expect(fake.profile('acme').Destinations?.['own']?.StorageLimitEnabled ?? false).toBe(false);
  });

  test('H6: which of several vaults came with the account is not guessed', async () => {
    const vault = { DestinationType: 1003 };
    const { accounts, calls } = setUp({ users: [{ ...USER, Destinations: { v1: vault, v2: vault } }] });
    await expect(accounts.change(ACCOUNT, { vault: { quota: { gib: 1 } } })).rejects.toMatchObject({
      code: 'VAULT_AMBIGUOUS',
    });
    expect(calls()).not.toContain(WRITE);
  });

  test('H7: no limit any more means that the old one is lifted', async () => {
    const v1 = { DestinationType: 1003, StorageLimitEnabled: true, StorageLimitBytes: 7 };
    const { fake, accounts } = setUp({ users: [{ ...USER, Destinations: { v1 } }] });
    const { vaultQuota } = fromWhmcsOptions({}, { liftVaultQuota: true });
    await accounts.change(ACCOUNT, { vault: { quota: vaultQuota }, destinationId: 'v1' });
    expect(fake.profile('acme').Destinations?.['v1']?.StorageLimitEnabled).toBe(false);
  });

  test('H8: a password that must be changed and may not be is refused', async () => {
    const Policy = { PreventChangeAccountPassword: true };
    const { fake, accounts } = setUp({ policies: { gold: { Description: 'Gold', Policy } } });
    await expect(accounts.create({ ...ORDER, requirePasswordChange: true })).rejects.toMatchObject({
      code: 'CONTRADICTORY_SPEC',
    });
    expect(fake.state.users.size).toBe(0);
  });

  test('H9: a vault of a type that the policy does not allow is told', async () => {
    const StorageVaultProviders = {
      ShouldRestrictProviderList: true,
      AllowedProvidersWhenRestricted: [1000],
    };
    const { accounts } = setUp({
      policies: { gold: { Description: 'Gold', Policy: { StorageVaultProviders } } },
    });
    const { warnings } = await accounts.create(ORDER);
    expect(warnings).toEqual([
      { code: 'VAULT_TYPE_NOT_ALLOWED', message: expect.stringMatching(/has the type 1003.*only 1000/) },
    ]);
  });

  test('H9: a vault of an allowed type is not', async () => {
    const StorageVaultProviders = {
      ShouldRestrictProviderList: true,
      AllowedProvidersWhenRestricted: [1003],
    };
    const { accounts } = setUp({
      policies: { gold: { Description: 'Gold', Policy: { StorageVaultProviders } } },
    });
    expect((await accounts.create(ORDER)).warnings).toEqual([]);
  });

  test('H10: the policy of the billing system keeps users from editing vaults', async () => {
    const { fake, accounts } = setUp();
    const managed = managedByBilling({ vaultTypes: [1003] })
      .description('Gold by billing')
      .key('billed');
    const { policyId } = await accounts.create({ ...ORDER, policy: { managed } });
    const written = fake.state.policies.get(policyId ?? '')?.policy;
    expect(written?.Policy?.PreventEditStorageVault).toBe(true);
  });

  test('H11: a redirect is not followed', async () => {
    const { fake, accounts, calls } = setUp({ users: [USER] });
    fake.inject({
      on: 'AdminGetUserProfileAndHash',
      fault: { kind: 'redirect', location: 'https://elsewhere.example.com/' },
    });
    await expect(accounts.suspend(ACCOUNT)).rejects.toMatchObject({ name: 'ConfigError' });
    expect(calls()).toEqual(['AdminGetUserProfileAndHash']);
  });

  test('H12: the host hears of nothing that Comet did not confirm', async () => {
    const { fake, accounts } = setUp();
    const told: unknown[] = [];
    fake.inject({ on: 'AdminAddUser', fault: refusal(400) });
    await expect(
      accounts.create(ORDER, { onClaimed: (account) => void told.push(account) }),
    ).rejects.toMatchObject({ code: 'COMET_REFUSED', exists: { account: 'none' } });
    expect(told).toEqual([]);
  });

  test.each(['unlimited', '-1', '1.9', '5 GB'])(
    'H13: the quantity %j is refused, not made a limit',
    (quantity) => {
      const read = () => fromWhmcsOptions({ storage_vault_quota_gb: quantity });
      expect(read).toThrow(expect.objectContaining({ name: 'InvalidInputError' }));
    },
  );
});

describe('secrets', () => {
  const CANARY = 'canary-51c7-password';

  function findCanary(seen: unknown): boolean {
    return inspect(seen, { depth: null, showHidden: true }).includes(CANARY);
  }

  test.each([
    ['AdminAddUser', { kind: 'network-error' } as Fault],
    ['AdminAddUser', refusal(400)],
    ['AdminAddUser', { kind: 'html' } as Fault],
    [WRITE, refusal(500)],
  ])('are in no error, event or journal when %s fails', async (on, fault) => {
    const { fake, accounts, journal, events } = setUp();
    fake.inject({ on, times: 9, fault });
    const outcome: unknown = await accounts
      .create({ ...ORDER, password: CANARY }, { onPartial: 'suspend' })
      .catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(Error);
    for (const seen of [outcome, events, await journal.load('1042')]) expect(findCanary(seen)).toBe(false);
  });

  test('are in no error of a new password', async () => {
    const { fake, accounts, events } = setUp({ users: [USER] });
    const message = `the password ${CANARY} is bad`;
    fake.inject({ on: 'AdminResetUserPassword', fault: { kind: 'enveloped-error', status: 400, message } });
    const outcome: unknown = await accounts
      .changePassword(ACCOUNT, { newPassword: CANARY, oldPassword: `${CANARY}-old` })
      .catch((error: unknown) => error);
    expect(outcome).toMatchObject({ code: 'COMET_REFUSED' });
    for (const seen of [outcome, events]) expect(findCanary(seen)).toBe(false);
  });
});
