import { InvalidInputError } from 'reseller-sdk';
import { FakeClock, FakeCometServer, fakeJob, fakePolicy, fakeProfile } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { ADMIN, acme, admin, OK, post } from './call.ts';

const NEW = { TargetUser: 'new.customer', TargetPassword: 'long enough 1' };

describe('lists', () => {
  test('of nothing are null', async () => {
    const fake = new FakeCometServer();
    expect(await admin(fake, 'list-users')).toBeNull();
    expect(await admin(fake, 'list-users-full')).toBeNull();
  });

  test('hold every user, whatever the name', async () => {
    const users = ['__proto__', 'Status', 'Message'].map((Username) => fakeProfile({ Username }));
    const fake = new FakeCometServer({ users });
    expect(await admin(fake, 'list-users')).toEqual(['__proto__', 'Status', 'Message']);
    const wire = await (await post(fake, '/api/v1/admin/list-users-full', ADMIN)).text();
    expect(Object.getOwnPropertyNames(JSON.parse(wire))).toEqual(['__proto__', 'Status', 'Message']);
  });
});

describe('adding', () => {
  test('makes an account with an id and a time of its own', async () => {
    const fake = new FakeCometServer({ clock: new FakeClock('2026-01-05T09:00:00Z') });
    expect(await admin(fake, 'add-user', { ...NEW, StoreRecoveryCode: '1' })).toEqual(OK);
    const profile = fake.profile('new.customer');
    expect(profile).toMatchObject({
      CreateTime: 1_767_603_600,
      Sources: null,
      SupportsDeviceAssociations: true,
    });
    expect(profile['CreationGUID']).toMatch(/^[0-9a-f-]{36}$/);
    expect(profile['PasswordRecovery']).not.toBe('');
    expect(JSON.stringify(profile)).not.toContain(NEW.TargetPassword);
  });

  test('is the claim of the name: the second one is refused and changes nothing', async () => {
    const fake = new FakeCometServer();
    await admin(fake, 'add-user', NEW);
    const hash = fake.profileHash('new.customer');
    expect(await admin(fake, 'add-user', { ...NEW, TargetPassword: 'another one' })).toMatchObject({
      Status: 400,
    });
    expect(fake.profileHash('new.customer')).toBe(hash);
  });

  test.each([
    ['', 'long enough 1', '25.9.8'],
    ['a b', 'long enough 1', '25.9.8'],
    ['x'.repeat(256), 'long enough 1', '25.9.8'],
    ['short', 'long enough 1', '21.9.9'],
    ['name', 'seven77', '25.9.8'],
    ['name', 'two lines\nof it', '25.9.8'],
  ])('refuses the name %o with the password %o on %s', async (TargetUser, TargetPassword, serverVersion) => {
    const fake = new FakeCometServer({ serverVersion });
    expect(await admin(fake, 'add-user', { TargetUser, TargetPassword })).toMatchObject({ Status: 400 });
    expect(fake.state.users.size).toBe(0);
  });

  test('follows the default policy of its organization', async () => {
    const policies = {
      other: fakePolicy({ DefaultUserPolicy: true, OrganizationID: 'org-2' }),
      mine: fakePolicy({ DefaultUserPolicy: true, Policy: { PreventOpenAppUI: true } }),
    };
    const fake = new FakeCometServer({ policies });
    await admin(fake, 'add-user', NEW);
    expect(fake.profile('new.customer')).toMatchObject({
      PolicyID: 'mine',
      Policy: { PreventOpenAppUI: true },
    });
  });

  test('from a profile keeps what the profile says', async () => {
    const fake = new FakeCometServer();
    const ProfileData = JSON.stringify({ ...acme, MaximumDevices: 3, NewField: 1 });
    expect(await admin(fake, 'add-user-from-profile', { TargetUser: 'copy', ProfileData })).toEqual(OK);
    expect(fake.profile('copy')).toMatchObject({ Username: 'copy', MaximumDevices: 3, NewField: 1 });
  });
});

describe('deleting', () => {
  test('takes jobs and connections along, and leaves buckets', async () => {
    const fake = new FakeCometServer({
      users: [acme, fakeProfile({ Username: 'other' })],
      jobs: [fakeJob({ GUID: 'a' }), fakeJob({ GUID: 'b', Username: 'other' })],
      connections: { live: { Username: 'acme', DeviceID: 'd' } },
      buckets: { 'bucket-1': {} },
    });
    expect(await admin(fake, 'delete-user', { TargetUser: 'acme' })).toEqual(OK);
    expect([...fake.state.users.keys()]).toEqual(['other']);
    expect([...fake.state.jobs.keys()]).toEqual(['b']);
    expect([fake.state.connections.size, fake.state.buckets.size]).toEqual([0, 1]);
    expect(await admin(fake, 'delete-user', { TargetUser: 'acme' })).toMatchObject({ Status: 400 });
  });
});

describe('resetting a password', () => {
  test('needs the old one unless a recovery code was stored', async () => {
    const fake = new FakeCometServer();
    await admin(fake, 'add-user', NEW);
    const reset = { TargetUser: 'new.customer', NewPassword: 'second password' };
    expect(await admin(fake, 'reset-user-password', reset)).toMatchObject({ Status: 400 });
    const hash = fake.profileHash('new.customer');
    expect(await admin(fake, 'reset-user-password', { ...reset, OldPassword: NEW.TargetPassword })).toEqual(
      OK,
    );
    expect(fake.profileHash('new.customer')).not.toBe(hash);
    const recoverable = { ...NEW, TargetUser: 'safe', StoreRecoveryCode: '1' };
    await admin(fake, 'add-user', recoverable);
    expect(await admin(fake, 'reset-user-password', { ...reset, TargetUser: 'safe' })).toEqual(OK);
    expect(fake.state.users.get('safe')?.password).toBe('second password');
  });
});

describe('revoking a device', () => {
  test('takes its items and its connection along', async () => {
    const profile = fakeProfile({
      Username: 'acme',
      Devices: { d1: { FriendlyName: 'One' }, d2: { FriendlyName: 'Two' } },
      Sources: { s1: { OwnerDevice: 'd1' }, s2: { OwnerDevice: 'd2' } },
    });
    const connections = {
      l1: { Username: 'acme', DeviceID: 'd1' },
      l2: { Username: 'acme', DeviceID: 'd2' },
    };
    const fake = new FakeCometServer({ users: [profile], connections });
    const revoke = { TargetUser: 'acme', TargetDevice: 'd1' };
    expect(await admin(fake, 'revoke-device', revoke)).toEqual(OK);
    const { Devices, Sources } = fake.profile('acme');
    expect([Object.keys(Devices ?? {}), Object.keys(Sources ?? {})]).toEqual([['d2'], ['s2']]);
    expect([...fake.state.connections.keys()]).toEqual(['l2']);
    expect(await admin(fake, 'revoke-device', revoke)).toMatchObject({ Status: 400 });
  });
});

describe('fakeProfile', () => {
  test('is complete down to the jobs inside its sources', () => {
    const Statistics = { LastSuccessfulBackupJob: { TotalVmCount: 3, StartTime: 10 } };
    const { Sources } = fakeProfile({ Sources: { s: { Engine: 'engine1/hyperv', Statistics } } });
    expect(Sources).toMatchObject({
      s: {
        EngineProps: null,
        PreExec: null,
        Statistics: { LastStartTime: 0, LastBackupJob: { GUID: '', Status: 0, StartTime: 0 } },
      },
    });
    expect(Sources).toHaveProperty('s.Statistics.LastSuccessfulBackupJob.TotalVmCount', 3);
    expect(Sources).not.toHaveProperty('s.Statistics.LastBackupJob.TotalVmCount');
  });

  test('refuses a seed that no server could hold', () => {
    const profile: object = { Devices: [] };
    expect(() => fakeProfile(profile)).toThrow('UserProfileConfig.Devices: must be a map, not a list');
    expect(() => new FakeCometServer({ users: [profile] })).toThrow(InvalidInputError);
    expect(() => new FakeCometServer({ users: [acme, acme] })).toThrow(
      'users[1].Username: acme is there already',
    );
    expect(() => new FakeCometServer({ users: [{}] })).toThrow('users[0].Username: must not be empty');
    expect(() => new FakeCometServer({ jobs: [fakeJob(), fakeJob()] })).toThrow('jobs[1].GUID');
  });

  test('two profiles share nothing', () => {
    const Devices = { d: { FriendlyName: 'PC' } };
    const [one, two] = [fakeProfile({ Devices }), fakeProfile({ Devices })];
    expect(one).toEqual(two);
    expect(one['Policy']).not.toBe(two['Policy']);
  });
});
