import {
  type CometSeed,
  DEFAULT_ADMIN,
  FakeCometServer,
  type FakeCometServerOptions,
  fakeBucket,
  fakeJob,
  fakeProfile,
} from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { admin, OK, text, UNAUTHORISED } from './call.ts';

const TENANT = { Username: 'tenant', Password: 'tenant-password' };
const PASSWORD = 'long enough 1';

/** A customer, a policy, a job, a connection and a bucket of the top level, and of each of two tenants. */
const worlds = ['', 'org-a', 'org-b'].map((OrganizationID) => {
  const Username = `user${OrganizationID}`;
  return { OrganizationID, Username, job: `job${OrganizationID}`, bucket: `bucket${OrganizationID}` };
});
const byName = <T>(entries: readonly (readonly [string, T])[]) => Object.fromEntries(entries);
const seed: CometSeed = {
  admins: [
    DEFAULT_ADMIN,
    { username: 'tenant', password: TENANT.Password, organizationId: 'org-a' },
    { username: 'other', password: TENANT.Password, organizationId: 'org-b' },
  ],
  organizations: { 'org-a': { Name: 'A' }, 'org-b': { Name: 'B' } },
  users: worlds.map(({ OrganizationID, Username }) => fakeProfile({ OrganizationID, Username })),
  policies: byName(
    worlds.map(({ OrganizationID }) => [
      `p${OrganizationID}`,
      { Description: `P ${OrganizationID}`, OrganizationID },
    ]),
  ),
  jobs: worlds.map(({ Username, job }) => fakeJob({ GUID: job, Username })),
  connections: byName(worlds.map(({ Username }) => [`live-${Username}`, { Username, DeviceID: 'd' }])),
  buckets: byName(worlds.map(({ OrganizationID, bucket }) => [bucket, fakeBucket(1, { OrganizationID })])),
  storageProviders: {
    shared: 'Shared',
    top: { label: 'Top', organizationId: '' },
    own: { label: 'Own', organizationId: 'org-a' },
    foreign: { label: 'Foreign', organizationId: 'org-b' },
  },
};

const server = (options: FakeCometServerOptions = {}) => new FakeCometServer({ ...seed, ...options });
const tenant = (fake: FakeCometServer, path: string, form: Record<string, string> = {}) =>
  admin(fake, path, { ...TENANT, ...form });
const keys = (answer: unknown) => Object.keys(answer ?? {});

describe('what an administrator of a tenant sees', () => {
  test.each([
    ['list-users-full', ['userorg-a']],
    ['policies/list', ['porg-a']],
    ['policies/list-full', ['porg-a']],
    ['storage/list-buckets', ['bucketorg-a']],
    ['dispatcher/list-active', ['live-userorg-a']],
    ['request-storage-vault-providers', ['shared', 'own']],
  ])('%s is what his organization has', async (path, expected) => {
    expect(keys(await tenant(server(), path))).toEqual(expected);
  });

  test('lists of users and jobs', async () => {
    const fake = server();
    expect(await tenant(fake, 'list-users')).toEqual(['userorg-a']);
    expect(await tenant(fake, 'get-jobs-all')).toMatchObject([{ GUID: 'joborg-a' }]);
    const Query = JSON.stringify({
      RuleField: 'BackupJobDetail.Status',
      RuleOperator: 'int_gte',
      RuleValue: '0',
    });
    expect(await tenant(fake, 'count-jobs-for-custom-search', { Query })).toMatchObject({ Count: 1 });
    expect(await admin(fake, 'count-jobs-for-custom-search', { Query })).toMatchObject({ Count: 3 });
  });

  test('the top level sees all, its own templates, or one organization', async () => {
    const fake = server();
    expect(await admin(fake, 'list-users')).toHaveLength(3);
    expect(keys(await admin(fake, 'policies/list'))).toHaveLength(3);
    expect(keys(await admin(fake, 'request-storage-vault-providers'))).toEqual(['shared', 'top']);
    const TargetOrganization = 'org-b';
    expect(keys(await admin(fake, 'policies/list', { TargetOrganization }))).toEqual(['porg-b']);
    expect(keys(await admin(fake, 'request-storage-vault-providers', { TargetOrganization }))).toEqual([
      'shared',
      'foreign',
    ]);
  });

  test('his own account tells the organization and what he may assign', async () => {
    const admins = [
      { ...DEFAULT_ADMIN, username: 'tenant', organizationId: 'org-a', allowedUserPolicies: ['porg-a'] },
    ];
    const fake = server({ admins });
    const login = { Username: 'tenant' };
    expect(await admin(fake, 'account/properties', login)).toMatchObject({
      OrganizationID: 'org-a',
      Permissions: { AllowedUserPolicies: ['porg-a'] },
    });
  });
});

describe('what an administrator of a tenant cannot do', () => {
  const user = { TargetUser: 'userorg-b' };
  test.each([
    ['get-user-profile', user],
    ['get-user-profile-and-hash', user],
    ['get-user-profile-hash', user],
    ['set-user-profile', { ...user, ProfileData: '{}' }],
    ['set-user-profile-hash', { ...user, ProfileData: '{}', RequireHash: '' }],
    ['delete-user', user],
    ['reset-user-password', { ...user, NewPassword: PASSWORD }],
    ['revoke-device', { ...user, TargetDevice: 'd' }],
    ['disable-user-totp', user],
    ['get-jobs-for-user', user],
    ['request-storage-vault', { ...user, StorageProvider: 'shared' }],
    ['account/session-start-as-user', user],
    ['policies/get', { PolicyID: 'porg-b' }],
    ['policies/delete', { PolicyID: 'porg-b' }],
    ['get-job-properties', { JobID: 'joborg-b' }],
    ['get-job-log', { JobID: 'joborg-b' }],
    ['storage/bucket-properties', { BucketID: 'bucketorg-b' }],
  ])('%s of another organization answers as for what is not there', async (path, form) => {
    const fake = server();
    const absent = Object.fromEntries(
      Object.entries(form).map(([name, value]) => [name, value.endsWith('org-b') ? 'nothing' : value]),
    );
    const refused = await tenant(fake, path, form);
    expect(refused).toMatchObject({ Status: 400 });
    expect(refused).toEqual(await tenant(fake, path, absent));
    expect(fake.state.users.has('userorg-b') && fake.state.policies.has('porg-b')).toBe(true);
  });

  test.each([
    ['organization/list', {}],
    ['organization/set', { Organization: '{"Name":"C"}' }],
    ['organization/delete', { OrganizationID: 'org-b' }],
    ['admin-user/list', {}],
    ['admin-user/new', { TargetUser: 'more', TargetPassword: PASSWORD }],
    ['admin-user/delete', { TargetUser: 'other' }],
    ['policies/list', { TargetOrganization: 'org-a' }],
    ['request-storage-vault-providers', { TargetOrganization: 'org-b' }],
    ['add-user', { TargetUser: 'new', TargetPassword: PASSWORD, TargetOrganization: 'org-a' }],
  ])('%s, which is for the top level', async (path, form) => {
    const fake = server();
    expect(await tenant(fake, path, form)).toEqual(UNAUTHORISED);
    expect([fake.state.users.size, fake.state.admins.size, fake.state.organizations.size]).toEqual([3, 3, 2]);
  });
});

describe('what belongs to a tenant', () => {
  test('are the users that its administrator adds, whatever he writes', async () => {
    const fake = server();
    expect(await tenant(fake, 'add-user', { TargetUser: 'new', TargetPassword: PASSWORD })).toEqual(OK);
    const ProfileData = JSON.stringify(fakeProfile({ OrganizationID: 'org-b' }));
    expect(await tenant(fake, 'add-user-from-profile', { TargetUser: 'copy', ProfileData })).toEqual(OK);
    expect(fake.profile('new').OrganizationID).toBe('org-a');
    expect(fake.profile('copy').OrganizationID).toBe('org-a');
  });

  test('stays there when a profile is written', async () => {
    const fake = server();
    const move = (OrganizationID: string) => ({
      TargetUser: 'userorg-a',
      ProfileData: JSON.stringify({ ...fake.profile('userorg-a'), OrganizationID }),
    });
    expect(await tenant(fake, 'set-user-profile', move('org-b'))).toEqual(OK);
    expect(fake.profile('userorg-a').OrganizationID).toBe('org-a');
    expect(await admin(fake, 'set-user-profile', move('org-b'))).toEqual(OK);
    expect(fake.profile('userorg-a').OrganizationID).toBe('org-b');
  });

  test('are its policies; an id of another organization is refused, or overwritten if you say so', async () => {
    const Policy = '{"Description":"Mine"}';
    for (const foreignPolicyId of ['refused', 'overwritten'] as const) {
      const fake = server({ behaviour: { foreignPolicyId } });
      expect(await tenant(fake, 'policies/set', { PolicyID: 'new', Policy })).toEqual(OK);
      expect(fake.state.policies.get('new')?.policy.OrganizationID).toBe('org-a');
      await tenant(fake, 'policies/set', { PolicyID: 'porg-b', Policy });
      expect(fake.state.policies.get('porg-b')?.policy.OrganizationID).toBe(
        foreignPolicyId === 'refused' ? 'org-b' : 'org-a',
      );
    }
  });

  test('is the bucket of a vault; the template must be one of its own', async () => {
    const fake = server();
    const request = (StorageProvider: string) =>
      admin(fake, 'request-storage-vault', { TargetUser: 'userorg-a', StorageProvider });
    expect(await request('top')).toMatchObject({ Status: 400 });
    expect(await request('foreign')).toMatchObject({ Status: 400 });
    expect(await request('own')).toMatchObject({ Status: 200 });
    expect(keys(await tenant(fake, 'storage/list-buckets'))).toHaveLength(2);
  });

  test('a name that another tenant has is taken', async () => {
    const fake = server();
    const taken = await tenant(fake, 'add-user', { TargetUser: 'userorg-b', TargetPassword: PASSWORD });
    expect(taken).toMatchObject({ Status: 400, Message: 'The user name already exists' });
  });

  test('a user cannot get the policy of another organization', async () => {
    const fake = server();
    const assign = (PolicyID: string, form: Record<string, string> = {}) =>
      admin(fake, 'set-user-profile', {
        TargetUser: 'userorg-a',
        ProfileData: JSON.stringify({ ...fake.profile('userorg-a'), PolicyID }),
        ...form,
      });
    expect(await assign('porg-b')).toMatchObject({ Status: 400 });
    expect(await assign('porg-b', TENANT)).toMatchObject({ Status: 400 });
    expect(await assign('porg-a', TENANT)).toEqual(OK);
    fake.state.admins.set('tenant', {
      ...{ username: 'tenant', password: TENANT.Password, organizationId: 'org-a' },
      allowedUserPolicies: ['another'],
    });
    expect(await assign('', TENANT)).toEqual(OK);
    expect(await assign('porg-a', TENANT)).toEqual(UNAUTHORISED);
  });
});

describe('an organization that is not there', () => {
  const add = { TargetUser: 'new', TargetPassword: PASSWORD, TargetOrganization: 'org-x' };

  test('is refused by a server with tenants, and taken by one without', async () => {
    const [strict, open] = [server(), new FakeCometServer()];
    expect(await admin(strict, 'add-user', add)).toMatchObject({ Status: 400 });
    const Policy = '{"OrganizationID":"org-x"}';
    expect(await admin(strict, 'policies/set', { PolicyID: 'p', Policy })).toMatchObject({ Status: 400 });
    expect(await admin(open, 'add-user', add)).toEqual(OK);
    expect(open.profile('new').OrganizationID).toBe('org-x');
  });
});

describe('organizations and administrators', () => {
  test('are made, listed, changed and removed with all that is theirs', async () => {
    const fake = new FakeCometServer();
    expect(await admin(fake, 'organization/list')).toBeNull();
    const id = text(await admin(fake, 'organization/set', { Organization: '{"Name":"New"}' }), 'ID');
    const account = { TargetUser: 'boss', TargetPassword: PASSWORD };
    expect(await admin(fake, 'admin-user/new', { ...account, TargetOrgID: id })).toEqual(OK);
    expect(await admin(fake, 'admin-user/new', account)).toMatchObject({ Status: 400 });
    expect(await admin(fake, 'admin-user/list')).toMatchObject([
      { Username: 'admin', OrganizationID: '' },
      { Username: 'boss', OrganizationID: id, Password: '(hash)' },
    ]);
    const boss = { Username: 'boss', Password: PASSWORD };
    await admin(fake, 'add-user', { ...boss, TargetUser: 'customer', TargetPassword: PASSWORD });
    await admin(fake, 'policies/new', { ...boss, Policy: '{}' });
    await admin(fake, 'account/session-start', boss);
    await admin(fake, 'organization/set', { OrganizationID: id, Organization: '{"Name":"Renamed"}' });
    expect(await admin(fake, 'organization/list')).toMatchObject({ [id]: { Name: 'Renamed', Hosts: null } });
    expect(await admin(fake, 'organization/delete', { OrganizationID: id })).toEqual(OK);
    const { users, policies, admins } = fake.state;
    expect([users.size, policies.size, admins.size]).toEqual([0, 0, 1]);
    expect(await admin(fake, 'organization/delete', { OrganizationID: id })).toMatchObject({ Status: 400 });
  });

  test('whoever is removed has no session any more', async () => {
    const fake = server();
    const key = text(await tenant(fake, 'account/session-start'), 'SessionKey');
    expect(await admin(fake, 'admin-user/delete', { TargetUser: 'tenant' })).toEqual(OK);
    const form = { Username: 'tenant', AuthType: 'SessionKey', SessionKey: key };
    expect(await admin(fake, 'meta/version', form)).toEqual(UNAUTHORISED);
  });

  test('an old server does not answer the id', async () => {
    const fake = server({ serverVersion: '22.5.0' });
    expect(await admin(fake, 'organization/set', { Organization: '{}' })).toEqual(OK);
    expect(fake.state.organizations.size).toBe(3);
  });
});
