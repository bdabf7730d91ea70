import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { policy } from '../../../src/comet/policy/index.ts';
import type { CreateOptions } from '../../../src/comet/provisioning/index.ts';
import type { Fault } from '../../../src/testing/index.ts';
import { ORDER, setUp } from './harness.ts';

const SEQUENCE = [
  'AdminPoliciesGet',
  'AdminRequestStorageVaultProviders',
  'AdminAddUser',
  'AdminGetUserProfileAndHash',
  'AdminSetUserProfileHash',
  'AdminRequestStorageVault',
  'AdminSetUserProfileHash',
];

const LOST: Fault = { kind: 'lost-answer' };

function refusal(status: number): Fault {
  return { kind: 'enveloped-error', status, message: 'No' };
}

describe('a creation', () => {
  test('makes the calls of the contract in their order, and all of the account', async () => {
    const { fake, accounts, calls } = setUp();
    const created = await accounts.create(ORDER);
    expect(calls()).toEqual(SEQUENCE);
    const profile = fake.profile('acme');
    expect(created).toMatchObject({
      status: 'created',
      username: 'acme',
      creationGuid: profile.CreationGUID,
      policyId: 'gold',
      profileHash: fake.profileHash('acme'),
    });
    expect(profile).toMatchObject({
      AccountName: 'Acme',
      PolicyID: 'gold',
      MaximumDevices: 5,
      AllProtectedItemsQuotaEnabled: true,
      AllProtectedItemsQuotaBytes: 500 * 2 ** 30,
    });
    expect(profile.Destinations?.[created.destinationId ?? '']).toMatchObject({
      Description: 'Acme vault',
      StorageLimitEnabled: true,
      StorageLimitBytes: 2 ** 40,
    });
    expect(profile.PasswordRecovery).not.toBe('');
  });

  test('that is done reads once and writes nothing when it is asked for again', async () => {
    const { fake, accounts, calls } = setUp();
    const created = await accounts.create(ORDER);
    fake.clearRequests();
    const again = await accounts.create(ORDER);
    expect(calls()).toEqual(['AdminGetUserProfileAndHash']);
    expect(again).toMatchObject({ ...created, status: 'unchanged', steps: expect.anything() });
  });

  test('reads again after the vault where an older server answers no profile', async () => {
    const { accounts, calls } = setUp({ serverVersion: '24.12.5' });
    await accounts.create(ORDER);
    expect(calls()).toEqual([
      ...SEQUENCE.slice(0, 6),
      'AdminGetUserProfileAndHash',
      'AdminSetUserProfileHash',
      'AdminGetUserProfileAndHash',
    ]);
  });

  test('tells the host of the account before it is configured', async () => {
    const { fake, accounts, calls } = setUp();
    const told: unknown[] = [];
    await accounts.create(ORDER, {
      onClaimed: (account) => {
        told.push(account, calls().length);
      },
    });
    expect(told).toEqual([{ username: 'acme', creationGuid: fake.profile('acme').CreationGUID }, 4]);
  });

  test('tells the host again when it is resumed, because the first time may have failed', async () => {
    const { fake, accounts } = setUp();
    const told: unknown[] = [];
    const onClaimed = (account: unknown) => {
      told.push(account);
      if (told.length === 1) throw new Error('the database is down');
    };
    await expect(accounts.create(ORDER, { onClaimed })).rejects.toMatchObject({ code: 'PARTIAL_PROVISION' });
    await accounts.create(ORDER, { onClaimed });
    const { CreationGUID: creationGuid } = fake.profile('acme');
    expect(told).toEqual([
      { username: 'acme', creationGuid },
      { username: 'acme', creationGuid },
    ]);
    await accounts.create(ORDER, { onClaimed });
    expect(told).toHaveLength(2);
  });

  test('keeps no password in the journal', async () => {
    const { journal, accounts } = setUp();
    await accounts.create(ORDER);
    const entry = await journal.load('1042');
    expect(entry?.record.stage).toBe('done');
    expect(JSON.stringify(entry)).not.toContain('correct horse');
  });
});

describe('a name that is taken', () => {
  const users = [{ Username: 'acme', CreationGUID: 'guid-of-another', MaximumDevices: 9 }];

  test('is passed over for the next candidate, and its account stays as it is', async () => {
    const { fake, accounts } = setUp({ users });
    const before = structuredClone(fake.profile('acme'));
    expect(await accounts.create(ORDER)).toMatchObject({ username: 'acme-1042' });
    expect(fake.profile('acme')).toEqual(before);
  });

  test('is refused where the customer chose it', async () => {
    const { fake, accounts } = setUp({ users });
    const create = accounts.create({ ...ORDER, username: { mode: 'explicit', value: 'acme' } });
    await expect(create).rejects.toMatchObject({
      name: 'CometAccountError',
      code: 'USERNAME_TAKEN',
      step: 'claim',
      operation: 'AdminAddUser',
      serverStatus: expect.any(Number),
      serverMessage: expect.stringMatching(/./),
      exists: { account: 'none' },
    });
    expect(fake.state.users.size).toBe(1);
  });

  test('is not taken for free when the server does not tell', async () => {
    const { fake, accounts } = setUp({ users });
    fake.inject({ on: 'AdminGetUserProfileAndHash', fault: { kind: 'status', status: 502 } });
    await expect(accounts.create(ORDER)).rejects.toMatchObject({ code: 'COMET_REFUSED' });
    expect(fake.state.users.size).toBe(1);
  });

  test('is exhausted after the last', async () => {
    const names = ['acme', 'acme-1042', ...[2, 3, 4, 5].map((at) => `acme-1042-${at}`)];
    const { accounts } = setUp({ users: names.map((Username) => ({ Username })) });
    await expect(accounts.create(ORDER)).rejects.toMatchObject({ code: 'USERNAME_EXHAUSTED' });
  });
});

describe('nothing that costs money is made', () => {
  test.each([
    ['a policy that is not there', { policy: { id: 'silver' } }, 'POLICY_NOT_FOUND'],
    ['a template that is not offered', { vault: { providerId: 'other' } }, 'PROVIDER_NOT_FOUND'],
    ['a policy of another organization', { organizationId: 'org-b' }, 'ORGANIZATION_MISMATCH'],
  ])('before %s is noticed', async (_name, change, code) => {
    const { fake, accounts } = setUp();
    await expect(accounts.create({ ...ORDER, ...change })).rejects.toMatchObject({
      code,
      exists: { account: 'none' },
    });
    expect(fake.state.users.size).toBe(0);
  });
});

describe('a managed policy', () => {
  const managed = policy('Silver').key('silver');
  const LIST = 'AdminPoliciesListFull';

  test('is made in the organization of the account', async () => {
    const { fake, accounts } = setUp();
    const { policyId } = await accounts.create({ ...ORDER, policy: { managed }, organizationId: 'org-b' });
    expect(fake.state.policies.get(policyId ?? '')?.policy.OrganizationID).toBe('org-b');
    expect(fake.requests.find(({ operation }) => operation === LIST)?.form).toMatchObject({
      TargetOrganization: 'org-b',
    });
  });

  test('is asked for without naming an organization where the login belongs to it', async () => {
    const { fake, accounts } = setUp();
    const capabilities = { loginOrganizationId: 'org-b' };
    await accounts.create({ ...ORDER, policy: { managed }, capabilities }).catch(() => undefined);
    const form = fake.requests.find(({ operation }) => operation === LIST)?.form;
    expect(form).toBeDefined();
    expect(form).not.toHaveProperty('TargetOrganization');
  });
});

describe('an answer that was lost', () => {
  /** The claim never came to the server, on which an old account has the name. */
  function unansweredBesideAnother() {
    const tools = setUp({
      users: [{ Username: 'acme', CreationGUID: 'guid-acme', CreateTime: 1_000_000_000 }],
    });
    tools.fake.inject({ on: 'AdminAddUser', fault: { kind: 'network-error' } });
    return tools;
  }

  test('of the claim: the account is taken over', async () => {
    const { fake, accounts, calls } = setUp();
    fake.inject({ on: 'AdminAddUser', fault: LOST });
    const created = await accounts.create(ORDER);
    expect(created.steps).toContainEqual({ id: 'claim', outcome: 'adopted' });
    expect(calls().filter((name) => name === 'AdminAddUser')).toHaveLength(1);
    expect([...fake.state.users.keys()]).toEqual(['acme']);
  });

  test('of the claim, that never came: it is made once more', async () => {
    const { fake, accounts, calls } = setUp();
    fake.inject({ on: 'AdminAddUser', fault: { kind: 'network-error' } });
    await accounts.create(ORDER);
    expect(calls().filter((name) => name === 'AdminAddUser')).toHaveLength(2);
    expect([...fake.state.users.keys()]).toEqual(['acme']);
  });

  test('of a claim whose name was another account before: nobody decides but a person', async () => {
    const { fake, accounts } = unansweredBesideAnother();
    await expect(accounts.create(ORDER)).rejects.toMatchObject({
      code: 'AMBIGUOUS_CREATE',
      exists: { account: 'unknown', username: 'acme', creationGuid: 'guid-acme' },
    });
    expect(fake.state.users.size).toBe(1);
  });

  test('of a claim that a person finds to be of this service: it goes on with that account', async () => {
    const { fake, accounts } = unansweredBesideAnother();
    await expect(accounts.create(ORDER)).rejects.toThrow();
    const verdict = { creationGuid: 'guid-acme', isOurs: true };
    expect(await accounts.create(ORDER, { verdict })).toMatchObject({
      username: 'acme',
      creationGuid: 'guid-acme',
    });
    expect(fake.state.users.size).toBe(1);
  });

  test('of a claim that a person finds to be of another: the next name is taken, and that account is left alone', async () => {
    const { fake, accounts } = unansweredBesideAnother();
    await expect(accounts.create(ORDER)).rejects.toThrow();
    const before = structuredClone(fake.profile('acme'));
    const verdict = { creationGuid: 'guid-acme', isOurs: false };
    const { username } = await accounts.create(ORDER, { verdict });
    expect(username).not.toBe('acme');
    expect(fake.profile('acme')).toEqual(before);
    expect(fake.state.users.size).toBe(2);
  });

  test('of a claim whose account a person calls another: an explicit name is taken', async () => {
    const { accounts } = unansweredBesideAnother();
    const order = { ...ORDER, username: { mode: 'explicit', value: 'acme' } } as const;
    await expect(accounts.create(order)).rejects.toThrow();
    const verdict = { creationGuid: 'guid-acme', isOurs: false };
    await expect(accounts.create(order, { verdict })).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
    const other = { ...order, username: { mode: 'explicit', value: 'acme-2' } } as const;
    expect(await accounts.create(other)).toMatchObject({ status: 'created', username: 'acme-2' });
  });

  test.each([true, false])(
    'of a claim: a verdict on another account (isOurs %s) decides nothing',
    async (isOurs) => {
      const { fake, accounts } = unansweredBesideAnother();
      const verdict = { creationGuid: 'guid-of-before', isOurs };
      await expect(accounts.create(ORDER, { verdict })).rejects.toMatchObject({ code: 'AMBIGUOUS_CREATE' });
      expect(fake.state.users.size).toBe(1);
    },
  );

  test('of a claim: an account that only a person knows as ours is never deleted', async () => {
    const { fake, accounts } = unansweredBesideAnother();
    await expect(accounts.create(ORDER)).rejects.toThrow();
    fake.inject({ on: 'AdminRequestStorageVault', fault: { kind: 'enveloped-error', status: 400 } });
    const verdict = { creationGuid: 'guid-acme', isOurs: true };
    await expect(accounts.create(ORDER, { verdict, onPartial: 'delete' })).rejects.toMatchObject({
      code: 'PARTIAL_PROVISION',
      compensation: { wanted: 'delete', done: 'suspended' },
    });
    expect(fake.profile('acme').CreationGUID).toBe('guid-acme');
  });

  test.each([
    {},
    { creationGuid: '', isOurs: true },
    { creationGuid: 'guid-acme', isOurs: 'no' },
    'not-ours',
    null,
  ])('of a claim: %j is no verdict', async (verdict) => {
    const { fake, accounts } = setUp();
    const wrong: CreateOptions = JSON.parse(JSON.stringify({ verdict }));
    await expect(accounts.create(ORDER, wrong)).rejects.toMatchObject({ issues: [{ path: 'verdict' }] });
    expect(fake.requests).toEqual([]);
  });

  test('of the vault: the new one is taken over', async () => {
    const { fake, accounts } = setUp();
    fake.inject({ on: 'AdminRequestStorageVault', fault: LOST });
    const created = await accounts.create(ORDER);
    expect(created.steps).toContainEqual({ id: 'vault', outcome: 'adopted' });
    expect(Object.keys(fake.profile('acme').Destinations ?? {})).toEqual([created.destinationId]);
  });

  test('of a write: it is looked up', async () => {
    const { fake, accounts } = setUp();
    fake.inject({ on: 'AdminSetUserProfileHash', times: 2, fault: LOST });
    await accounts.create(ORDER);
    expect(fake.profile('acme').MaximumDevices).toBe(5);
  });
});

describe('a creation that broke off', () => {
  test('says that the account exists, how far it came and why', async () => {
    const { fake, accounts } = setUp();
    fake.inject({ on: 'AdminRequestStorageVault', fault: refusal(500) });
    const stop: unknown = await accounts.create(ORDER).catch((error: unknown) => error);
    expect(stop).toMatchObject({
      code: 'PARTIAL_PROVISION',
      step: 'vault',
      stage: 'configured',
      retryable: true,
      exists: { account: 'exists', username: 'acme', creationGuid: fake.profile('acme').CreationGUID },
      cause: { code: 'COMET_REFUSED', serverStatus: 500 },
    });
  });

  test('does not go on with an account that is another by now', async () => {
    const { fake, accounts } = setUp();
    fake.inject({ on: 'AdminRequestStorageVault', fault: refusal(500) });
    await expect(accounts.create(ORDER)).rejects.toThrow();
    fake.profile('acme').CreationGUID = 'guid-of-another';
    const before = structuredClone(fake.profile('acme'));
    await expect(accounts.create(ORDER)).rejects.toMatchObject({ code: 'OWNERSHIP_MISMATCH' });
    expect(fake.profile('acme')).toEqual(before);
  });

  test('does not name the vault of an account that is another by now', async () => {
    const { accounts, calls } = setUp(
      {},
      {
        before: (operation, server) => {
          if (operation === 'AdminRequestStorageVault')
            server.profile('acme').CreationGUID = 'guid-of-another';
        },
      },
    );
    await expect(accounts.create(ORDER)).rejects.toMatchObject({ code: 'OWNERSHIP_MISMATCH' });
    expect(calls().at(-1)).toBe('AdminRequestStorageVault');
  });

  const faults = fc.constantFrom<Fault>(
    LOST,
    { kind: 'network-error' },
    { kind: 'status', status: 502 },
    { kind: 'html' },
    refusal(500),
  );
  const strikes = fc.array(
    fc.record({
      on: fc.constantFrom(...new Set(SEQUENCE), 'AdminListUsers'),
      skip: fc.nat(3),
      fault: faults,
    }),
    { maxLength: 4 },
  );

  test('law of one account: whatever breaks, in the end there is one account with one vault, as ordered', async () => {
    await fc.assert(
      fc.asyncProperty(strikes, async (rules) => {
        const { fake, accounts } = setUp();
        for (const rule of rules) fake.inject(rule);
        const seen = new Set<string>();
        for (let runs = 0; runs < 12; runs += 1) {
          const outcome = await accounts.create(ORDER).catch((error: Error) => error);
          for (const { profile } of fake.state.users.values()) seen.add(profile.CreationGUID);
          if (!(outcome instanceof Error)) break;
        }
        fake.clearFaults();
        const done = await accounts.create(ORDER);
        expect([...seen]).toEqual([done.creationGuid]);
        const profile = fake.profile(done.username);
        expect(profile).toMatchObject({ PolicyID: 'gold', MaximumDevices: 5, AccountName: 'Acme' });
        expect(Object.entries(profile.Destinations ?? {})).toMatchObject([
          [done.destinationId, { StorageLimitBytes: 2 ** 40, Description: 'Acme vault' }],
        ]);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
