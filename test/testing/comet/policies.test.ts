import { FakeClock, FakeCometServer, fakePolicy, fakeProfile } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { admin, OK, text } from './call.ts';

const seed = {
  p1: fakePolicy({ Description: 'Gold' }),
  p2: fakePolicy({ Description: 'Tenant', OrganizationID: 'o' }),
};

describe('policies', () => {
  test('lists: null when empty, by organization when asked', async () => {
    expect(await admin(new FakeCometServer(), 'policies/list')).toBeNull();
    const fake = new FakeCometServer({ policies: seed });
    expect(await admin(fake, 'policies/list')).toEqual({ p1: 'Gold', p2: 'Tenant' });
    expect(await admin(fake, 'policies/list', { TargetOrganization: 'o' })).toEqual({ p2: 'Tenant' });
    expect(await admin(fake, 'policies/list', { TargetOrganization: '' })).toEqual({ p1: 'Gold' });
    expect(await admin(fake, 'policies/list-full')).toEqual(seed);
  });

  test('set creates under the id that the caller chose, then replaces the whole', async () => {
    const fake = new FakeCometServer({ clock: new FakeClock('2026-01-05T09:00:00Z') });
    const Policy = JSON.stringify({ Description: 'New', Policy: { PreventOpenWebUI: true }, Later: 1 });
    expect(await admin(fake, 'policies/set', { PolicyID: 'mine', Policy })).toEqual(OK);
    expect(await admin(fake, 'policies/get', { PolicyID: 'mine' })).toMatchObject({
      Policy: {
        Description: 'New',
        CreatedDate: 1_767_603_600,
        Policy: { PreventOpenWebUI: true },
        Later: 1,
      },
    });
    await admin(fake, 'policies/set', { PolicyID: 'mine', Policy: '{"Description":"Less"}' });
    expect(fake.state.policies.get('mine')?.policy).toMatchObject({ Policy: { PreventOpenWebUI: false } });
  });

  test('a hash that does not fit writes nothing; without one the last writer wins', async () => {
    const fake = new FakeCometServer({ policies: seed });
    const hash = text(await admin(fake, 'policies/get', { PolicyID: 'p1' }), 'PolicyHash');
    const write = (Description: string, check: Record<string, string>) =>
      admin(fake, 'policies/set', { PolicyID: 'p1', Policy: JSON.stringify({ Description }), ...check });
    expect(await write('A', { CheckPolicyHash: hash })).toEqual(OK);
    expect(await write('B', { CheckPolicyHash: hash })).toMatchObject({ Status: 400 });
    expect(await write('C', { CheckPolicyHash: '' })).toMatchObject({ Status: 400 });
    expect(fake.state.policies.get('p1')?.policy['Description']).toBe('A');
    expect(await write('D', {})).toEqual(OK);
    expect(fake.state.policies.get('p1')?.policy['Description']).toBe('D');
  });

  test('a new policy answers its hash, not its id', async () => {
    const fake = new FakeCometServer();
    const answer = await admin(fake, 'policies/new', { Policy: '{"Description":"Silver"}' });
    expect(Object.keys(answer ?? {}).sort()).toEqual(['Message', 'PolicyHash', 'Status']);
    const [id] = fake.state.policies.keys();
    const found = await admin(fake, 'policies/get', { PolicyID: id ?? '' });
    expect(text(found, 'PolicyHash')).toBe(text(answer, 'PolicyHash'));
  });

  test('profiles that follow a policy change with it', async () => {
    const users = [fakeProfile({ Username: 'acme', PolicyID: 'p1' }), fakeProfile({ Username: 'free' })];
    const fake = new FakeCometServer({ policies: seed, users });
    const hashes = [fake.profileHash('acme'), fake.profileHash('free')];
    await admin(fake, 'policies/set', { PolicyID: 'p1', Policy: '{"Policy":{"PreventOpenAppUI":true}}' });
    expect(fake.profile('acme')['Policy']).toMatchObject({ PreventOpenAppUI: true });
    expect([fake.profileHash('acme') === hashes[0], fake.profileHash('free') === hashes[1]]).toEqual([
      false,
      true,
    ]);
  });

  test('a new default takes the role from the one of its organization before it', async () => {
    const policies = {
      old: fakePolicy({ DefaultUserPolicy: true }),
      tenant: fakePolicy({ DefaultUserPolicy: true, OrganizationID: 'o' }),
    };
    const fake = new FakeCometServer({ policies });
    const hash = text(await admin(fake, 'policies/get', { PolicyID: 'old' }), 'PolicyHash');
    await admin(fake, 'policies/set', { PolicyID: 'new', Policy: '{"DefaultUserPolicy":true}' });
    const flags = [...fake.state.policies].map(([id, { policy }]) => [id, policy.DefaultUserPolicy]);
    expect(Object.fromEntries(flags)).toEqual({ old: false, tenant: true, new: true });
    expect(text(await admin(fake, 'policies/get', { PolicyID: 'old' }), 'PolicyHash')).not.toBe(hash);
    await admin(fake, 'add-user', { TargetUser: 'new.customer', TargetPassword: 'long enough 1' });
    expect(fake.profile('new.customer').PolicyID).toBe('new');
  });

  test('a default is not attached to new users if you say so', async () => {
    const policies = { p: fakePolicy({ DefaultUserPolicy: true }) };
    const fake = new FakeCometServer({ policies, behaviour: { attachDefaultPolicy: false } });
    await admin(fake, 'add-user', { TargetUser: 'new.customer', TargetPassword: 'long enough 1' });
    expect(fake.profile('new.customer').PolicyID).toBe('');
  });

  test('items that profiles have of a policy go when the write names them', async () => {
    const Sources = { a: { PolicySourceID: 'made' }, b: { PolicySourceID: 'kept' }, c: {} };
    const users = [
      fakeProfile({ Username: 'acme', PolicyID: 'p1', Sources }),
      fakeProfile({ Username: 'b', Sources }),
    ];
    const fake = new FakeCometServer({ policies: seed, users });
    const write = { PolicyID: 'p1', Policy: '{}' };
    expect(await admin(fake, 'policies/set', write)).toEqual(OK);
    expect(Object.keys(fake.profile('acme').Sources ?? {})).toEqual(['a', 'b', 'c']);
    await admin(fake, 'policies/set', { ...write, Options: '{"DeleteSources":["made"]}' });
    expect(Object.keys(fake.profile('acme').Sources ?? {})).toEqual(['b', 'c']);
    expect(Object.keys(fake.profile('b').Sources ?? {})).toEqual(['a', 'b', 'c']);
  });

  test('the number of a conflict can be another', async () => {
    const users = [fakeProfile({ Username: 'acme' })];
    const fake = new FakeCometServer({ policies: seed, users, behaviour: { conflictStatus: 409 } });
    const stale = { PolicyID: 'p1', Policy: '{}', CheckPolicyHash: 'stale' };
    expect(await admin(fake, 'policies/set', stale)).toMatchObject({ Status: 409 });
    const profile = { TargetUser: 'acme', ProfileData: '{}', RequireHash: 'stale' };
    expect(await admin(fake, 'set-user-profile-hash', profile)).toMatchObject({ Status: 409 });
  });

  test('a profile has a copy of its policy: editing one leaves the others alone', () => {
    const users = [
      fakeProfile({ Username: 'a', PolicyID: 'p1' }),
      fakeProfile({ Username: 'b', PolicyID: 'p1' }),
    ];
    const fake = new FakeCometServer({ policies: seed, users });
    fake.profile('a').Policy.PreventOpenWebUI = true;
    expect(fake.profile('b').Policy.PreventOpenWebUI).toBe(false);
    expect(fake.state.policies.get('p1')?.policy.Policy.PreventOpenWebUI).toBe(false);
  });

  test('deleted once; unknown ids are refused', async () => {
    const fake = new FakeCometServer({ policies: seed });
    expect(await admin(fake, 'policies/delete', { PolicyID: 'p1' })).toEqual(OK);
    expect(await admin(fake, 'policies/set', { PolicyID: '', Policy: '{}' })).toMatchObject({ Status: 400 });
    for (const call of ['policies/delete', 'policies/get']) {
      expect(await admin(fake, call, { PolicyID: 'p1' })).toMatchObject({ Status: 400 });
    }
  });
});
