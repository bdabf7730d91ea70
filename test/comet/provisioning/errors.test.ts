import { describe, expect, test } from 'vitest';
import { CometConnection } from '../../../src/comet/admin/index.ts';
import {
  type AccountSpec,
  type CometAccountError,
  CometAccounts,
} from '../../../src/comet/provisioning/index.ts';
import type { FakeCometServerOptions, Fault } from '../../../src/testing/index.ts';
import { ACCOUNT, ORDER, setUp, USER } from './harness.ts';

const WRITE = 'AdminSetUserProfileHash';
const VAULT = 'AdminRequestStorageVault';

/** What a creation stops with. */
async function stopOf(
  spec: Partial<AccountSpec>,
  options: FakeCometServerOptions = {},
  fault?: { readonly on: string; readonly fault: Fault; readonly times?: number },
): Promise<unknown> {
  const { fake, accounts } = setUp(options);
  if (fault !== undefined) fake.inject(fault);
  return accounts.create({ ...ORDER, ...spec }).catch((error: CometAccountError) => error);
}

/** Source: contract 2.8 (G9). */
describe('a stop tells the call, and what the server said to it,', () => {
  test('where a policy is not there', async () => {
    expect(await stopOf({ policy: { id: 'silver' } })).toMatchObject({
      code: 'POLICY_NOT_FOUND',
      step: 'policy',
      operation: 'AdminPoliciesGet',
      serverStatus: expect.any(Number),
      serverMessage: expect.stringMatching(/./),
      retryable: false,
    });
  });

  test('where an account is not finished', async () => {
    const fault: Fault = { kind: 'enveloped-error', status: 400, message: 'The bucket is full' };
    expect(await stopOf({}, {}, { on: VAULT, fault })).toMatchObject({
      code: 'PARTIAL_PROVISION',
      step: 'vault',
      operation: VAULT,
      serverStatus: 400,
      serverMessage: 'The bucket is full',
    });
  });

  test('where another account may be the one that was created', async () => {
    const users = [{ Username: 'acme', CreateTime: 1_000_000_000 }];
    const fault: Fault = { kind: 'network-error' };
    expect(await stopOf({}, { users }, { on: 'AdminAddUser', fault })).toMatchObject({
      code: 'AMBIGUOUS_CREATE',
      operation: 'AdminAddUser',
      message: expect.stringMatching(/option verdict/),
    });
  });
});

test('a claim whose login found no code was not sent, and leaves nothing to settle', async () => {
  const { fake, comet, journal } = setUp();
  const totp = () => Promise.reject(new Error('the vault is sealed'));
  const auth = { type: 'totp', username: 'admin', password: 'fake-password', totp } as const;
  const locked = new CometConnection({ baseUrl: 'https://backup.example.com/', auth, fetch: fake.fetch });
  const call: typeof comet.call = (operation, params, options) =>
    (operation.name === 'AdminAddUser' ? locked : comet).call(operation, params, options);
  const stop = new CometAccounts({ comet: { ...comet, call }, journal }).create(ORDER);
  await expect(stop).rejects.toMatchObject({
    ...{ code: 'TRANSPORT', step: 'claim', retryable: true, cause: { outcomeUnknown: false } },
  });
  expect(await journal.load('1042')).toMatchObject({ record: { stage: 'planned' } });
  expect(fake.requests.map(({ operation }) => operation)).not.toContain('AdminAddUser');
});

describe('a stop says what to do:', () => {
  test('which templates there are', async () => {
    expect(await stopOf({ vault: { providerId: 'other' } })).toMatchObject({
      code: 'PROVIDER_NOT_FOUND',
      message: expect.stringMatching(/It offers "?local"?/),
    });
  });

  test('that there are none', async () => {
    const options = { storageProviders: {} };
    expect(await stopOf({ vault: { providerId: 'other' } }, options)).toMatchObject({
      message: expect.stringMatching(/offers none/),
    });
  });

  test('what a login of an organization has to tell', async () => {
    const policies = { gold: { Description: 'Gold', OrganizationID: 'org-b' } };
    expect(await stopOf({}, { policies })).toMatchObject({
      code: 'ORGANIZATION_MISMATCH',
      message: expect.stringMatching(/org-b.*top level.*loginOrganizationId/),
    });
  });
});

describe('an unfinished account', () => {
  test('of an order that this server can never take is not to be tried again', async () => {
    const { fake, accounts } = setUp(
      {},
      {
        before: (operation, { state }) => {
          const user = state.users.get('acme');
          if (operation !== 'AdminGetUserProfileAndHash' || user === undefined) return;
          const { QuotaHyperVGuests: _none, ...older } = user.profile;
          user.profile = older as typeof user.profile;
        },
      },
    );
    await expect(accounts.create({ ...ORDER, limits: { hyperv: 3 } })).rejects.toMatchObject({
      code: 'PARTIAL_PROVISION',
      step: 'configure',
      retryable: false,
      cause: { name: 'InvalidInputError', issues: [{ path: 'limits.hyperv' }] },
    });
    expect(fake.requests.map(({ operation }) => operation)).not.toContain(WRITE);
  });

  test.each<[string, Fault, boolean]>([
    ['for want of rights', { kind: 'enveloped-error', status: 403, message: 'No' }, false],
    ['for now', { kind: 'status', status: 502 }, true],
  ])('%s tells whether to try again', async (_name, fault, retryable) => {
    expect(await stopOf({}, {}, { on: WRITE, fault, times: 9 })).toMatchObject({
      code: 'PARTIAL_PROVISION',
      retryable,
    });
  });
});

test('the result names the organization that the account has', async () => {
  const { accounts } = setUp(
    {},
    {
      before: (operation, { state }) => {
        const user = state.users.get('acme');
        if (operation === 'AdminGetUserProfileAndHash' && user !== undefined)
          user.profile = { ...user.profile, OrganizationID: 'org-b' };
      },
    },
  );
  const { policy: _none, ...order } = ORDER;
  expect((await accounts.create(order)).organizationId).toBe('org-b');
});

test('four writes that others forestalled are a conflict, and nothing of theirs is lost', async () => {
  let writes = 0;
  const { fake, accounts, calls } = setUp(
    { users: [USER] },
    {
      before: (operation, { state }) => {
        if (operation !== WRITE) return;
        writes += 1;
        for (const user of state.users.values())
          user.profile = { ...user.profile, AccountName: `device ${writes}` };
      },
    },
  );
  await expect(accounts.change(ACCOUNT, { limits: { devices: 3 } })).rejects.toMatchObject({
    code: 'CONFLICT_EXHAUSTED',
    step: 'change',
    operation: WRITE,
  });
  expect(calls().filter((name) => name === WRITE)).toHaveLength(4);
  expect(fake.profile('acme')).toMatchObject({ AccountName: 'device 4', MaximumDevices: 0 });
});
