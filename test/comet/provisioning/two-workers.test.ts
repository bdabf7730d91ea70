import { expect, test } from 'vitest';
import { ORDER, setUp } from './harness.ts';

test('of two creations of one service at once, one makes the account and the other stops', async () => {
  const { fake, accounts, calls } = setUp();
  const outcomes = await Promise.allSettled([accounts.create(ORDER), accounts.create(ORDER)]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { name: 'ConcurrencyError', code: 'VERSION_CONFLICT' },
  });
  expect(fake.state.users.size).toBe(1);
  expect(calls().filter((name) => name === 'AdminAddUser')).toHaveLength(1);
  expect(await accounts.create(ORDER)).toMatchObject({ status: 'unchanged' });
});

test('a worker that comes while another works leaves its account alone, whatever it should do with unfinished ones', async () => {
  for (let after = 1; after <= 12; after += 1) {
    let sent = 0;
    let second: Promise<unknown> | undefined;
    const tools = setUp(
      {},
      {
        before: () => {
          sent += 1;
          if (sent === after)
            second = tools.accounts.create(ORDER, { onPartial: 'delete' }).catch((error: unknown) => error);
        },
      },
    );
    const first = await tools.accounts
      .create(ORDER, { onPartial: 'delete' })
      .catch((error: unknown) => error);
    await second;
    const { fake, calls } = tools;
    expect(calls()).not.toContain('AdminDeleteUser');
    await tools.accounts.create(ORDER);
    expect([...fake.state.users.keys()], `after ${after}: ${String(first)}`).toEqual(['acme']);
  }
});

test('of two that resume one creation at once, one requests the vault', async () => {
  const { fake, accounts, calls } = setUp();
  const vault = 'AdminRequestStorageVault';
  fake.inject({ on: vault, fault: { kind: 'enveloped-error', status: 500, message: 'No' } });
  await expect(accounts.create(ORDER)).rejects.toThrow();
  fake.clearRequests();
  const outcomes = await Promise.allSettled([accounts.create(ORDER), accounts.create(ORDER)]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { name: 'ConcurrencyError' },
  });
  expect(calls().filter((name) => name === vault)).toHaveLength(1);
  expect(Object.keys(fake.profile('acme').Destinations ?? {})).toHaveLength(1);
});
