import { describe, expect, test } from 'vitest';
import { ACCOUNT, setUp, USER } from './harness.ts';

const READ = 'AdminGetUserProfileAndHash';
const RESET = 'AdminResetUserPassword';
const newPassword = 'another horse battery';

describe('a new password', () => {
  test('is set after a look at whose account it is', async () => {
    const { fake, accounts, calls } = setUp({ users: [USER] });
    expect(await accounts.changePassword(ACCOUNT, { newPassword })).toMatchObject({ changed: true });
    expect(calls()).toEqual([READ, RESET]);
    expect(fake.state.users.get('acme')?.password).toBe(newPassword);
  });

  test.each([
    ['another account', { ...USER, CreationGUID: 'guid-new' }, 'OWNERSHIP_MISMATCH'],
    ['an account without a recovery code', { ...USER, PasswordRecovery: '' }, 'RECOVERY_CODE_MISSING'],
  ])('is not set for %s', async (_name, user, code) => {
    const { accounts, calls } = setUp({ users: [user] });
    await expect(accounts.changePassword(ACCOUNT, { newPassword })).rejects.toMatchObject({ code });
    expect(calls()).toEqual([READ]);
  });

  test.each(['short', 'two\nlines of text'])('that Comet would not take sends nothing', async (bad) => {
    const { accounts, calls } = setUp({ users: [USER] });
    await expect(accounts.changePassword(ACCOUNT, { newPassword: bad })).rejects.toMatchObject({
      code: 'INVALID_SPEC',
    });
    expect(calls()).toEqual([]);
  });

  test('goes with the old one where no recovery code is stored', async () => {
    const { fake, accounts } = setUp({ users: [{ ...USER, PasswordRecovery: '' }] });
    const user = fake.state.users.get('acme');
    if (user !== undefined) user.password = 'the old password';
    await accounts.changePassword(ACCOUNT, { newPassword, oldPassword: 'the old password' });
    expect(fake.state.users.get('acme')?.password).toBe(newPassword);
  });

  test('is sent again after a lost answer, because that does no harm', async () => {
    const { fake, accounts, calls } = setUp({ users: [USER] });
    fake.inject({ on: RESET, fault: { kind: 'lost-answer' } });
    await accounts.changePassword(ACCOUNT, { newPassword });
    expect(calls()).toEqual([READ, RESET, RESET]);
  });

  test('is not sent again once the work was aborted', async () => {
    const abort = new AbortController();
    const { accounts, calls } = setUp(
      { users: [USER] },
      {
        before: (operation) => {
          if (operation === RESET) abort.abort();
        },
      },
    );
    await expect(
      accounts.changePassword(ACCOUNT, { newPassword }, { signal: abort.signal }),
    ).rejects.toMatchObject({ cause: { name: 'AbortedError' } });
    expect(calls()).toEqual([READ]);
  });

  test('is not sent again with the old one, which may be wrong by then', async () => {
    const { fake, accounts, calls } = setUp({ users: [USER] });
    fake.inject({ on: RESET, fault: { kind: 'lost-answer' } });
    const change = accounts.changePassword(ACCOUNT, { newPassword, oldPassword: 'the old password' });
    await expect(change).rejects.toMatchObject({ code: 'TRANSPORT', step: 'reset-password' });
    expect(calls()).toEqual([READ, RESET]);
  });
});
