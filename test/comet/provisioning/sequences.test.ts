import { describe, expect, test } from 'vitest';
import { policy } from '../../../src/comet/policy/index.ts';
import type { AccountSpec } from '../../../src/comet/provisioning/index.ts';
import { ORDER, setUp } from './harness.ts';

const POLICY = 'AdminPoliciesGet';
const PROVIDERS = 'AdminRequestStorageVaultProviders';
const CLAIM = 'AdminAddUser';
const READ = 'AdminGetUserProfileAndHash';
const WRITE = 'AdminSetUserProfileHash';
const VAULT = 'AdminRequestStorageVault';

const PLAIN: AccountSpec = {
  serviceKey: '1042',
  username: { mode: 'explicit', value: 'acme' },
  password: 'correct horse battery',
};

/** Calls of a creation, by what is ordered. Source: contract 2.6 (CREATE). */
describe('the calls of a creation', () => {
  const managed = policy('Silver').key('silver');

  test.each<[string, Partial<AccountSpec>, readonly string[], object]>([
    ['of an account alone', {}, [CLAIM, READ], { MaximumDevices: 0, PolicyID: '' }],
    ['with limits', { limits: { devices: 2 } }, [CLAIM, READ, WRITE], { MaximumDevices: 2 }],
    ['with limits that are as they are', { limits: { devices: 'unlimited' } }, [CLAIM, READ], {}],
    ['with a policy', { policy: { id: 'gold' } }, [POLICY, CLAIM, READ, WRITE], { PolicyID: 'gold' }],
    [
      'with a managed policy',
      { policy: { managed } },
      ['AdminPoliciesListFull', 'AdminPoliciesSet', POLICY, CLAIM, READ, WRITE],
      { PolicyID: expect.stringMatching(/^bill_/) },
    ],
    [
      'with a vault as the template makes it',
      { vault: { providerId: 'local' } },
      [PROVIDERS, CLAIM, READ, VAULT],
      {},
    ],
    [
      'with a vault, its name and its quota',
      { vault: { providerId: 'local', label: 'Main', quota: { gib: '1.5' } } },
      [PROVIDERS, CLAIM, READ, VAULT, WRITE],
      {},
    ],
    ['with all', ORDER, [POLICY, PROVIDERS, CLAIM, READ, WRITE, VAULT, WRITE], { AccountName: 'Acme' }],
  ])('%s', async (_name, members, expected, profile) => {
    const { fake, accounts, calls } = setUp();
    const done = await accounts.create({ ...PLAIN, ...members });
    expect(calls()).toEqual(expected);
    expect(fake.profile('acme')).toMatchObject(profile);
    expect(done).toMatchObject({ status: 'created', profileHash: fake.profileHash('acme') });
    expect(Object.keys(fake.profile('acme').Destinations ?? {})).toEqual(
      done.destinationId === undefined ? [] : [done.destinationId],
    );
  });

  test('carry what was ordered', async () => {
    const { fake, accounts } = setUp();
    await accounts.create({
      ...PLAIN,
      requirePasswordChange: true,
      organizationId: 'org-b',
      vault: { providerId: 'local' },
    });
    const form = (operation: string) =>
      fake.requests.find((request) => request.operation === operation)?.form;
    expect(form(PROVIDERS)).toMatchObject({ TargetOrganization: 'org-b' });
    expect(form(CLAIM)).toMatchObject({
      TargetUser: 'acme',
      StoreRecoveryCode: '1',
      RequirePasswordChange: '1',
      TargetOrganization: 'org-b',
    });
    expect(form(VAULT)).toMatchObject({
      TargetUser: 'acme',
      StorageProvider: 'local',
      SelfAddress: 'https://backup.example.com/',
    });
  });

  test('leave out what was not', async () => {
    const { fake, accounts } = setUp();
    await accounts.create({ ...PLAIN, storeRecoveryCode: false });
    const claim = fake.requests.find(({ operation }) => operation === CLAIM)?.form ?? {};
    expect(Object.keys(claim)).not.toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^(StoreRecoveryCode|RequirePasswordChange|Target(Org).*)$/),
      ]),
    );
  });
});

/** Calls of another run after one that broke off. Source: contract 2.6 (RESUME). */
describe('the calls of a creation that is resumed', () => {
  const ALL = [POLICY, PROVIDERS, CLAIM, READ, WRITE, VAULT, WRITE];

  test.each<[string, { on: string; skip?: number }, readonly string[]]>([
    ['where no policy could be read', { on: POLICY }, ALL],
    ['where the claim was refused', { on: CLAIM }, ALL],
    ['where the account was not read', { on: READ }, ALL],
    ['where it was not configured', { on: WRITE }, [READ, WRITE, VAULT, WRITE]],
    ['where it got no vault', { on: VAULT }, [READ, VAULT, WRITE]],
    ['where the vault got no quota', { on: WRITE, skip: 1 }, [READ, WRITE]],
  ])('%s', async (_name, at, expected) => {
    const { fake, accounts, calls } = setUp();
    const calm = setUp();
    await calm.accounts.create(ORDER);
    fake.inject({ ...at, times: 1, fault: { kind: 'enveloped-error', status: 401, message: 'No' } });
    await expect(accounts.create(ORDER)).rejects.toThrow();
    fake.clearRequests();
    await accounts.create(ORDER);
    expect(calls()).toEqual(expected);
    const { PolicyID, MaximumDevices, AccountName, Emails } = calm.fake.profile('acme');
    expect(fake.profile('acme')).toMatchObject({ PolicyID, MaximumDevices, AccountName, Emails });
    expect(Object.values(fake.profile('acme').Destinations ?? {})).toMatchObject([
      { Description: 'Acme vault', StorageLimitBytes: 2 ** 40 },
    ]);
  });

  test('and whose vault somebody took away: it gets another', async () => {
    const { fake, accounts, calls } = setUp();
    fake.inject({ on: WRITE, skip: 1, fault: { kind: 'enveloped-error', status: 500, message: 'No' } });
    await expect(accounts.create(ORDER)).rejects.toThrow();
    fake.profile('acme').Destinations = {};
    fake.clearRequests();
    const { destinationId } = await accounts.create(ORDER);
    expect(calls()).toEqual([READ, VAULT, WRITE]);
    expect(Object.keys(fake.profile('acme').Destinations ?? {})).toEqual([destinationId]);
  });
});
