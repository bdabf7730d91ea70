import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CometAdminClient } from '../../../src/comet/admin/index.ts';
import {
  diffPolicy,
  ensurePolicy,
  type PolicyDraft,
  policy,
  policyId,
} from '../../../src/comet/policy/index.ts';
import { FakeClock, FakeCometServer, type Fault, seededRandom } from '../../../src/testing/index.ts';
import { draftOf, textOf } from './support.ts';

const WRITE = 'AdminPoliciesSet';
const READS = ['AdminPoliciesListFull', 'AdminPoliciesGet'];

const FAULTS: readonly Fault[] = [
  { kind: 'network-error' },
  { kind: 'lost-answer' },
  { kind: 'truncated' },
  { kind: 'html' },
  { kind: 'empty' },
  { kind: 'status', status: 502 },
  { kind: 'status', status: 429 },
  { kind: 'enveloped-error', status: 400 },
  { kind: 'enveloped-error', status: 403 },
  { kind: 'enveloped-error', status: 500 },
];

const theirs = {
  Description: 'Gold backup',
  OrganizationID: 'org-b',
  Policy: { PreventEditStorageVault: true },
};
const others = { Description: 'Silver', Policy: { PreventOpenWebUI: true } };

/** A server whose clock stands still, so that two of them date the same policy alike. */
function server(policies: Record<string, object> = {}): FakeCometServer {
  return new FakeCometServer({ clock: new FakeClock(), policies: { theirs, others, ...policies } });
}

/** A client; `turn` runs before each request, so that several clients take turns. */
function clientOf(fake: FakeCometServer, turn: () => Promise<void> = async () => {}): CometAdminClient {
  return new CometAdminClient({
    baseUrl: 'https://backup.example.com/',
    auth: { type: 'password', username: 'admin', password: 'fake-password' },
    retry: { limit: 0 },
    authCooldown: 0,
    fetch: async (input, init) => {
      await turn();
      return fake.fetch(input, init);
    },
  });
}

const ensure = (comet: CometAdminClient, draft: PolicyDraft) =>
  ensurePolicy(comet, draft, { sleep: () => Promise.resolve(), random: () => 0 });

/** The policies of a server without what it counts and dates. */
function stored(fake: FakeCometServer): string {
  const entries = [...fake.state.policies].map(([id, { policy: group }]) => [
    id,
    { ...group, ModifiedDate: 0 },
  ]);
  return textOf(entries.sort());
}

/** The operations of a server's requests, with those that failed before they had an answer of the server. */
const calls = (fake: FakeCometServer) => fake.requests.map(({ operation, fault }) => ({ operation, fault }));

describe('ensurePolicy', { timeout: 60_000 }, () => {
  const gold = policy('Gold backup').key('gold').vaults({ edit: 'deny' });

  test('law: twice is once', async () => {
    await fc.assert(
      fc.asyncProperty(draftOf, async (draft) => {
        const fake = server();
        const comet = clientOf(fake);
        await ensure(comet, draft);
        const after = stored(fake);
        const { outcome, id } = await ensure(comet, draft);
        expect(outcome).toBe('unchanged');
        expect(stored(fake)).toBe(after);
        expect(fake.requests.filter(({ operation }) => operation === WRITE)).toHaveLength(1);
        expect(diffPolicy(draft, fake.state.policies.get(id)?.policy ?? {})).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('law: with a fault at any call, a repeat ends as if nothing had happened', async () => {
    await fc.assert(
      fc.asyncProperty(
        draftOf,
        draftOf,
        fc.boolean(),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.constantFrom(...FAULTS)), {
          minLength: 1,
          maxLength: 3,
        }),
        async (draft, before, isThere, faults) => {
          const prepare = async (): Promise<FakeCometServer> => {
            const fake = server();
            if (isThere) await ensure(clientOf(fake), before);
            return fake;
          };
          const calm = await prepare();
          await ensure(clientOf(calm), draft);
          const fake = await prepare();
          const start = fake.requests.length;
          for (const [at, fault] of faults) {
            fake.inject({ on: () => fake.requests.length === start + at + 1, times: 1, fault });
          }
          const comet = clientOf(fake);
          await ensure(comet, draft).catch(() => undefined);
          fake.clearFaults();
          await ensure(comet, draft);
          expect(stored(fake)).toBe(stored(calm));
        },
      ),
      { numRuns: 100 },
    );
  });

  test('law: nothing is written after a read that failed', async () => {
    const id = await policyId({ key: 'gold' });
    for (const fault of FAULTS) {
      for (const on of READS) {
        const fake = server({ [id]: { Description: 'Gold backup', Policy: { PreventOpenWebUI: true } } });
        const before = stored(fake);
        fake.inject({ on, fault });
        await expect(ensure(clientOf(fake), gold)).rejects.toThrow();
        expect(calls(fake).map(({ operation }) => operation)).not.toContain(WRITE);
        expect(stored(fake)).toBe(before);
      }
    }
  });

  test('law: creators that race end with one policy of the same content', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.integer({ min: 2, max: 4 }),
        draftOf,
        async (seed, writers, draft) => {
          const fake = server();
          const random = seededRandom(seed);
          const turn = async (): Promise<void> => {
            for (let wait = Math.floor(random() * 4); wait > 0; wait -= 1) await Promise.resolve();
            await new Promise((resolve) => setTimeout(resolve));
          };
          const results = await Promise.all(
            Array.from({ length: writers }, () => ensure(clientOf(fake, turn), draft)),
          );
          expect(new Set(results.map(({ id }) => id)).size).toBe(1);
          expect(fake.state.policies.size).toBe(3);
          const group = fake.state.policies.get(results[0]?.id ?? '')?.policy ?? {};
          expect(diffPolicy(draft, group)).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('law: writers of different settings end with all of them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const id = await policyId({ key: 'gold' });
        const fake = server({ [id]: { Description: 'Gold backup', Policy: {} } });
        const random = seededRandom(seed);
        const turn = async (): Promise<void> => {
          for (let wait = Math.floor(random() * 6); wait > 0; wait -= 1) await Promise.resolve();
        };
        const drafts = [
          gold,
          policy('Gold backup').key('gold').account({ webUi: 'deny' }),
          policy('Gold backup').key('gold').items({ delete: 'deny' }),
        ];
        await Promise.all(drafts.map((draft) => ensure(clientOf(fake, turn), draft)));
        const group = fake.state.policies.get(id)?.policy ?? {};
        for (const draft of drafts) expect(diffPolicy(draft, group)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('law: policies of others are never touched', async () => {
    await fc.assert(
      fc.asyncProperty(
        draftOf,
        fc.constantFrom(...FAULTS),
        fc.constantFrom(...READS, WRITE),
        fc.constantFrom(undefined, 'org-a', 'org-b'),
        async (draft, fault, on, organization) => {
          const named = organization === undefined ? draft : draft.organization(organization);
          const own = { Description: 'Gold backup', OrganizationID: 'org-c', Policy: {} };
          const fake = server({ [await policyId({ key: 'gold' })]: own });
          const before = [...fake.state.policies].map(
            ([id, { policy: group }]) => [id, textOf(group)] as const,
          );
          fake.inject({ on, fault });
          await ensure(clientOf(fake), named).catch(() => undefined);
          await ensure(clientOf(fake), named).catch(() => undefined);
          for (const [id, text] of before) expect(textOf(fake.state.policies.get(id)?.policy)).toBe(text);
        },
      ),
      { numRuns: 80 },
    );
  });
});
