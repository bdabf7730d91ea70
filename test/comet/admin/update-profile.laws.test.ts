import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CometAdminClient, type UserProfileConfig } from '../../../src/comet/admin/index.ts';
import { FakeCometServer } from '../../../src/testing/index.ts';

const WRITE = '/api/v1/admin/set-user-profile-hash';

/** What happens to one write, or at `device` before it. */
const FATES = ['ok', 'lost', 'dropped', 'late', 'refused', 'gateway', 'device'] as const;
type Fate = (typeof FATES)[number];

/** The members that the writers count in; this package knows none of them. */
function counters(profile: UserProfileConfig): Map<string, number> {
  return new Map(Object.entries(Reflect.get(profile, 'Unknown') as Record<string, number>));
}

function count(profile: UserProfileConfig, writer: string): void {
  const found = counters(profile);
  found.set(writer, (found.get(writer) ?? 0) + 1);
  Object.assign(profile, { Unknown: Object.fromEntries(found) });
}

/** A server whose writes meet their fates in turn. A late write arrives after a look, just before the next write. */
function serverOf(fates: readonly Fate[]) {
  const fake = new FakeCometServer({ users: [{ Username: 'acme' }] });
  Object.assign(fake.profile('acme'), { Unknown: { device: 0 }, Big: 9223372036854775807n });
  const waiting = [...fates];
  const late: Request[] = [];
  const arrive = async (): Promise<void> => {
    for (const request of late.splice(0)) await fake.fetch(request);
  };
  const fails: Partial<Record<Fate, (request: Request) => Response>> = {
    refused: () => Response.json({ Status: 403, Message: 'Unauthorised' }),
    gateway: () => new Response('bad gateway', { status: 502 }),
    dropped: reset,
    late: (request) => {
      late.push(request);
      return reset();
    },
  };
  let deviceWrites = 0;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (new URL(request.url).pathname !== WRITE) return fake.fetch(request);
    await arrive();
    const fate = waiting.shift() ?? 'ok';
    if (fate === 'device') {
      deviceWrites += 1;
      count(fake.profile('acme'), 'device');
    }
    const failed = fails[fate]?.(request);
    if (failed !== undefined) return failed;
    const answer = await fake.fetch(request);
    return fate === 'lost' ? reset() : answer;
  };
  return { fake, fetch, arrive, deviceWrites: () => deviceWrites };
}

function reset(): never {
  throw new TypeError('fetch failed');
}

/** Updates in turn; tells how many took effect for sure, and how many may have. */
async function writer(name: string, updates: number, fetch: typeof globalThis.fetch) {
  let writes = 0;
  const comet = new CometAdminClient({
    baseUrl: 'https://backup.example.com/',
    auth: { type: 'password', username: 'admin', password: 'fake-password' },
    authCooldown: 0,
    fetch: (input, init) => {
      if (new URL(input instanceof Request ? input.url : input).pathname === WRITE) writes += 1;
      return fetch(input, init);
    },
    sleep: () => new Promise((resolve) => setTimeout(resolve)),
  });
  const outcome = { name, sure: 0, maybe: 0, most: 0, errors: [] as string[] };
  for (let update = 0; update < updates; update += 1) {
    writes = 0;
    try {
      await comet.users.updateProfile('acme', (profile) => count(profile, name));
      outcome.sure += 1;
    } catch (error) {
      const { name: type, outcomeUnknown } = error as { name: string; outcomeUnknown?: boolean };
      outcome.errors.push(type);
      if (outcomeUnknown === true || type === 'ServerError') outcome.maybe += 1;
    }
    outcome.most = Math.max(outcome.most, writes);
  }
  return outcome;
}

describe('users.updateProfile among other writers and failures', () => {
  test('law: each edit takes effect once or fails clearly, and nothing of others is lost', {
    timeout: 120_000,
  }, async () => {
    const fates = fc.array(fc.constantFrom(...FATES), { maxLength: 14 });
    const scenario = fc.tuple(
      fates,
      fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
    );
    await fc.assert(
      fc.asyncProperty(scenario, async ([plan, updates]) => {
        const { fake, fetch, arrive, deviceWrites } = serverOf(plan);
        const outcomes = await Promise.all(updates.map((times, index) => writer(`w${index}`, times, fetch)));
        await arrive();
        const found = counters(fake.profile('acme'));
        for (const { name, sure, maybe, most, errors } of outcomes) {
          expect(found.get(name) ?? 0).toBeGreaterThanOrEqual(sure);
          expect(found.get(name) ?? 0).toBeLessThanOrEqual(sure + maybe);
          expect(most).toBeLessThanOrEqual(4);
          for (const type of errors) {
            expect(['TransportError', 'PermissionError', 'ConflictError', 'ServerError']).toContain(type);
          }
        }
        expect(found.get('device')).toBe(deviceWrites());
        expect(Reflect.get(fake.profile('acme'), 'Big')).toBe(9223372036854775807n);
      }),
      { numRuns: 150 },
    );
  });
});
