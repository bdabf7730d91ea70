import { describe, expect, test } from 'vitest';
import { setUp } from './harness.ts';

const USERS = [{ Username: 'acme', CreationGUID: 'guid-acme' }];
const ACCOUNT = { username: 'acme', expect: { creationGuid: 'guid-acme' } };
const WRITE = 'AdminSetUserProfileHash';

describe('a suspension', () => {
  test('writes nothing but itself, once, and says that charges go on', async () => {
    const { fake, accounts, calls } = setUp({ users: USERS });
    const before = structuredClone(fake.profile('acme'));
    const first = await accounts.suspend(ACCOUNT);
    expect(first).toMatchObject({ changed: true, warnings: [{ code: 'STILL_CHARGED' }] });
    expect(fake.profile('acme')).toMatchObject({
      ...before,
      IsSuspended: true,
      LastSuspended: expect.anything(),
    });
    expect(await accounts.suspend(ACCOUNT)).toMatchObject({ changed: false });
    expect(calls().filter((name) => name === WRITE)).toHaveLength(1);
  });

  test('ends', async () => {
    const { fake, accounts } = setUp({
      users: [{ Username: 'acme', CreationGUID: 'guid-acme', IsSuspended: true }],
    });
    await accounts.unsuspend(ACCOUNT);
    expect(fake.profile('acme').IsSuspended).toBe(false);
  });

  test('leaves an account alone that is not the one that was meant', async () => {
    const { accounts, calls } = setUp({ users: [{ Username: 'acme', CreationGUID: 'guid-new' }] });
    await expect(accounts.suspend(ACCOUNT)).rejects.toMatchObject({
      code: 'OWNERSHIP_MISMATCH',
      step: 'read',
    });
    expect(calls()).not.toContain(WRITE);
  });

  test('asks for proof of the owner before it sends anything', async () => {
    const { accounts, calls } = setUp({ users: USERS });
    await expect(accounts.suspend({ username: 'acme' })).rejects.toMatchObject({ code: 'INVALID_SPEC' });
    expect(calls()).toEqual([]);
  });
});
