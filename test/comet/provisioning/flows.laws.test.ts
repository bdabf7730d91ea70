import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UserProfileConfig } from '../../../src/comet/admin/index.ts';
import type { AccountChange, AccountSpec, CometAccounts } from '../../../src/comet/provisioning/index.ts';
import type { FakeCometServer, Fault } from '../../../src/testing/index.ts';
import { ACCOUNT, ORDER, setUp, USER } from './harness.ts';

const MAX_RUNS = 15;

const FAULTS = fc.constantFrom<Fault>(
  { kind: 'lost-answer' },
  { kind: 'network-error' },
  { kind: 'status', status: 502 },
  { kind: 'html' },
  { kind: 'truncated' },
  { kind: 'enveloped-error', status: 500, message: 'No' },
);

/** Faults at any of the first calls. */
const STRIKES = fc.array(fc.record({ skip: fc.nat(8), fault: FAULTS }), { maxLength: 4 });

/** Calls before which a device writes into its profile. */
const WRITERS = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 3 });

/** What a server of later days may have put into a profile. */
const UNKNOWN = { NewSetting: { list: [], map: {}, none: null, deep: { off: false } }, LaterCount: 7 };

const HOLDER = {
  ...USER,
  ...UNKNOWN,
  Devices: { d1: { FriendlyName: 'One' } },
  Destinations: { v1: { DestinationType: 1003, Description: 'Old', LaterMember: [] } },
};

const CHANGE: AccountChange = {
  policy: { id: 'gold' },
  limits: { devices: 4, protectedItems: 'unlimited' },
  profile: { accountName: 'Acme Ltd' },
  vault: { quota: { gib: 3 } },
  destinationId: 'v1',
};

const ORDERED: AccountSpec = { ...ORDER, username: { mode: 'explicit', value: 'new' } };

const WORK: Readonly<Record<string, (accounts: CometAccounts) => Promise<unknown>>> = {
  create: (accounts) => accounts.create(ORDERED),
  'create, suspended until it is finished': (accounts) => accounts.create(ORDERED, { onPartial: 'suspend' }),
  'create, deleted where it cannot be finished': (accounts) =>
    accounts.create(ORDERED, { onPartial: 'delete' }),
  change: (accounts) => accounts.change(ACCOUNT, CHANGE),
  ensureVault: (accounts) =>
    accounts.change(ACCOUNT, { vault: { providerId: 'local', label: 'Main' }, ensureVault: true }),
  suspend: (accounts) => accounts.suspend(ACCOUNT),
  terminate: (accounts) => accounts.terminate(ACCOUNT),
  changePassword: (accounts) => accounts.changePassword(ACCOUNT, { newPassword: 'another horse battery' }),
};

/** What the server has at the end, without what chance or the clock made. */
function stateOf({ state }: FakeCometServer): unknown {
  return [...state.users].map(([name, { profile, password }]) => ({ name, password, ...plain(profile) }));
}

function plain(profile: UserProfileConfig): object {
  const { CreationGUID: _guid, PasswordRecovery: _code, LanguageCode: _language, ...others } = profile;
  const { LastSuspended: _suspended, ...rest } = others;
  const vaults = Object.values(profile.Destinations ?? {}).map((vault) => {
    const { CometBucket: _bucket, CometBucketKey: _key, ...plainVault } = vault;
    return plainVault;
  });
  return { ...rest, Destinations: vaults };
}

/** Works until it succeeds, as a queue would. */
async function untilDone(work: () => Promise<unknown>): Promise<unknown> {
  for (let run = 1; ; run += 1) {
    try {
      return await work();
    } catch (error) {
      if (run === MAX_RUNS) throw error;
    }
  }
}

/** The last server tells profile and hash after each write, the other one neither. */
const CASES = ['25.9.8', '24.12.5'].flatMap((serverVersion) =>
  Object.entries(WORK).map(([name, work]) => [name, serverVersion, work] as const),
);

describe.each(CASES)('%s on server %s', { timeout: 60_000 }, (name, serverVersion, work) => {
  test('law of the undisturbed end: whatever breaks or is written meanwhile, what is finished is as if nothing had', async () => {
    const calm = setUp({ users: [HOLDER], serverVersion });
    await work(calm.accounts);
    await fc.assert(
      fc.asyncProperty(STRIKES, WRITERS, async (strikes, writers) => {
        let sent = 0;
        const { fake, accounts } = setUp(
          { users: [HOLDER], serverVersion },
          {
            before: (_operation, { state }) => {
              sent += 1;
              if (!writers.includes(sent)) return;
              for (const user of state.users.values())
                user.profile = { ...user.profile, LanguageCode: `language-${sent}` };
            },
          },
        );
        for (const strike of strikes) fake.inject(strike);
        await untilDone(() => work(accounts));
        expect(stateOf(fake)).toEqual(stateOf(calm.fake));
      }),
      { numRuns: 40 },
    );
  });

  test('law of rest: what is finished writes nothing when it is asked for again', async () => {
    const { fake, accounts, calls } = setUp({ users: [HOLDER], serverVersion });
    await work(accounts);
    fake.clearRequests();
    const before = stateOf(fake);
    await work(accounts);
    expect(stateOf(fake)).toEqual(before);
    if (name !== 'changePassword') expect(calls().filter((call) => !isRead(call ?? ''))).toEqual([]);
  });
});

function isRead(operation: string): boolean {
  return /Get|List|Providers$/.test(operation);
}

test('law of what is not ours: whatever breaks, no account is deleted or written that this journal did not create', async () => {
  const stranger = { ...HOLDER, CreationGUID: 'guid-of-another' };
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          on: fc.constantFrom(
            'AdminAddUser',
            'AdminGetUserProfileAndHash',
            'AdminSetUserProfileHash',
            'AdminRequestStorageVault',
            'AdminListUsers',
            'AdminDeleteUser',
          ),
          skip: fc.nat(3),
          fault: FAULTS,
        }),
        { maxLength: 5 },
      ),
      fc.constantFrom('resume', 'suspend', 'delete'),
      async (strikes, onPartial) => {
        const { fake, accounts } = setUp({ users: [stranger] });
        for (const strike of strikes) fake.inject(strike);
        const before = structuredClone(fake.profile('acme'));
        for (let run = 0; run < 4; run += 1) {
          await accounts.create(ORDER, { onPartial }).catch(() => undefined);
          await accounts.terminate(ACCOUNT).catch(() => undefined);
          await accounts.change(ACCOUNT, CHANGE).catch(() => undefined);
          expect(fake.profile('acme')).toEqual(before);
          expect(fake.state.users.size).toBeLessThanOrEqual(2);
        }
      },
    ),
    { numRuns: 80 },
  );
}, 60_000);
