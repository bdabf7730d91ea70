import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AccountJournal, InMemoryAccountJournal } from '../../../src/comet/provisioning/index.ts';
import type { Fault } from '../../../src/testing/index.ts';
import { ORDER, setUp } from './harness.ts';

/** A journal that fails at some of its saves, before or after the row is written. */
function failing(at: ReadonlyMap<number, 'before' | 'after'>): AccountJournal {
  const sound = new InMemoryAccountJournal();
  let saves = 0;
  return {
    load: (key) => sound.load(key),
    save: async (key, record, expected) => {
      saves += 1;
      const when = at.get(saves);
      if (when === 'before') throw new Error('the database is down');
      const version = await sound.save(key, record, expected);
      if (when === 'after') throw new Error('the database went away');
      return version;
    },
  };
}

const FAILURES = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom('before' as const, 'after' as const)), {
    maxLength: 3,
  })
  .map((entries) => new Map(entries));

const STRIKES = fc.array(
  fc.record({
    on: fc.constantFrom('AdminAddUser', 'AdminGetUserProfileAndHash', 'AdminSetUserProfileHash'),
    skip: fc.nat(2),
    fault: fc.constantFrom<Fault>(
      { kind: 'lost-answer' },
      { kind: 'network-error' },
      { kind: 'enveloped-error', status: 500, message: 'No' },
    ),
  }),
  { maxLength: 2 },
);

describe('a journal that fails', { timeout: 60_000 }, () => {
  test('law of one account: in the end there is one account, whatever fails when', async () => {
    await fc.assert(
      fc.asyncProperty(
        FAILURES,
        STRIKES,
        fc.constantFrom('resume' as const, 'suspend' as const),
        async (failures, strikes, onPartial) => {
          const { fake, accounts } = setUp({}, { journal: failing(failures) });
          for (const strike of strikes) fake.inject(strike);
          const seen = new Set<string>();
          for (let run = 0; run < 12; run += 1) {
            const outcome = await accounts.create(ORDER, { onPartial }).catch((error: Error) => error);
            for (const { profile } of fake.state.users.values()) seen.add(profile.CreationGUID);
            if (!(outcome instanceof Error)) break;
          }
          fake.clearFaults();
          const done = await accounts.create(ORDER);
          expect([...seen]).toEqual([done.creationGuid]);
          const profile = fake.profile(done.username);
          expect(profile).toMatchObject({ PolicyID: 'gold', MaximumDevices: 5, IsSuspended: false });
          expect(Object.entries(profile.Destinations ?? {})).toMatchObject([
            [done.destinationId, { StorageLimitBytes: 2 ** 40, Description: 'Acme vault' }],
          ]);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('before the claim is sent: nothing was sent that costs money', async () => {
    const { fake, accounts } = setUp({}, { journal: failing(new Map([[2, 'before']])) });
    await expect(accounts.create(ORDER)).rejects.toThrow('the database is down');
    expect(fake.state.users.size).toBe(0);
  });
});

test('an aborted creation stops at once, and says what is there', async () => {
  const { fake, journal } = setUp();
  const abort = new AbortController();
  const { accounts, calls } = setUp(
    {},
    {
      journal,
      before: (operation) => {
        if (operation === 'AdminSetUserProfileHash') abort.abort();
      },
    },
  );
  const create = accounts.create(ORDER, { signal: abort.signal, onPartial: 'delete' });
  await expect(create).rejects.toMatchObject({
    code: 'PARTIAL_PROVISION',
    exists: { account: 'exists' },
    compensation: { wanted: 'delete', done: 'nothing', error: { name: 'AbortedError' } },
  });
  expect(calls()).not.toContain('AdminDeleteUser');
  expect(fake.state.users.size).toBe(0);
});
