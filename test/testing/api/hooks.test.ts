import { FakeCometServer } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { ADMIN, acme, admin, post, text } from '../comet/call.ts';

const SET = 'AdminSetUserProfileHash';

/** Reads the profile of `acme` and writes it back with another name. */
async function rename(fake: FakeCometServer, AccountName: string): Promise<unknown> {
  const read = await admin(fake, 'get-user-profile-and-hash', { TargetUser: 'acme' });
  return admin(fake, 'set-user-profile-hash', {
    TargetUser: 'acme',
    RequireHash: text(read, 'ProfileHash'),
    ProfileData: JSON.stringify({ ...fake.profile('acme'), AccountName }),
  });
}

describe('a hook', () => {
  test('before the work: the server finds what it did', async () => {
    const fake = new FakeCometServer({ users: [acme] });
    fake.hook({
      on: SET,
      before: () => {
        fake.profile('acme').MaximumDevices = 9;
      },
    });
    expect(await rename(fake, 'Late')).toMatchObject({ Status: 400 });
    expect(fake.profile('acme')).toMatchObject({ AccountName: 'Acme Ltd', MaximumDevices: 9 });
    expect(await rename(fake, 'In time')).toMatchObject({ Status: 200 });
  });

  test('after the work: the answer is as it was, the state is not', async () => {
    const fake = new FakeCometServer({ users: [acme] });
    fake.hook({ on: 'AdminListUsers', after: () => fake.state.users.clear() });
    expect(await admin(fake, 'list-users')).toEqual(['acme']);
    expect(await admin(fake, 'list-users')).toBeNull();
  });

  test('may send requests of its own, which it does not concern itself', async () => {
    const fake = new FakeCometServer({ users: [acme] });
    fake.hook({ on: SET, before: async () => void (await rename(fake, 'Rival')) });
    expect(await rename(fake, 'Mine')).toMatchObject({ Status: 400 });
    expect(fake.profile('acme').AccountName).toBe('Rival');
  });

  test('is told the request without its secrets', async () => {
    const fake = new FakeCometServer();
    const seen: unknown[] = [];
    fake.hook({ on: 'AdminListUsers', before: ({ form }) => void seen.push({ ...form }) });
    await admin(fake, 'list-users');
    expect(seen).toEqual([{ ...ADMIN, Password: expect.not.stringContaining('fake') }]);
  });

  test('concerns as many requests as it says, after those that pass; all that fit run', async () => {
    const fake = new FakeCometServer();
    const ran: string[] = [];
    const limited = fake.hook({ skip: 1, times: 2, before: () => void ran.push('limited') });
    const every = fake.hook({ times: Number.POSITIVE_INFINITY, before: () => void ran.push('every') });
    for (let call = 0; call < 4; call += 1) await admin(fake, 'list-users');
    expect(ran).toEqual(['every', 'limited', 'every', 'limited', 'every', 'every']);
    expect([limited.used, every.used]).toEqual([2, 4]);
    every.remove();
    fake.hook({ before: () => void ran.push('never') });
    fake.clearHooks();
    await admin(fake, 'list-users');
    expect(ran).toHaveLength(6);
  });

  test('runs where an answer is lost, and not where nothing is worked', async () => {
    const fake = new FakeCometServer();
    const planned = fake.hook({ times: 2, before: () => undefined });
    fake.inject({ fault: { kind: 'network-error' } });
    fake.inject({ fault: { kind: 'lost-answer' } });
    await expect(admin(fake, 'list-users')).rejects.toThrow(TypeError);
    expect(planned.used).toBe(0);
    await expect(admin(fake, 'list-users')).rejects.toThrow(TypeError);
    expect(planned.used).toBe(1);
  });

  test('that throws is a failure of the fake', async () => {
    const fake = new FakeCometServer();
    fake.hook({
      before: () => {
        throw new Error('no such user');
      },
    });
    const answer = await post(fake, '/api/v1/admin/list-users', ADMIN);
    expect([answer.status, await answer.text()]).toEqual([500, 'The fake failed: no such user']);
  });

  test('for an unknown operation or count is refused', () => {
    const fake = new FakeCometServer();
    expect(() => fake.hook({ on: 'AdminListUser' })).toThrow('on: AdminListUser is no operation');
    expect(() => fake.hook({ times: -1, skip: 0.5 })).toThrow(/times.*\n?.*skip/s);
  });
});
