/** Orders over the wire of a fake Katapult, with everything failing that can. */
import fc from 'fast-check';
import { KatapultConnection } from 'reseller-sdk/katapult';
import { InMemoryManagedOrganizationStore, ManagedOrganizations } from 'reseller-sdk/katapult/organizations';
import { DEFAULT_KATAPULT_TOKEN, FakeClock, FakeKatapult, seededRandom } from 'reseller-sdk/testing';
import { expect, it } from 'vitest';
import { ANSWERS, STRIKES, spoilt } from '../vm/end-to-end/strike.ts';

const CLIENTS = ['client-7', 'client-8'].map((id) => ({ id, name: `Name of ${id}` }));

const world = fc.record({
  seed: fc.integer({ min: 1, max: 2 ** 31 }),
  storm: fc.constantFrom(0, 0.1, 0.3, 0.6),
  filterAnnotations: fc.boolean(),
  rounds: fc.integer({ min: 1, max: 6 }),
});

it('each client gets one organization and no other client has it, whatever fails', async () => {
  await fc.assert(
    fc.asyncProperty(world, async ({ seed, storm, filterAnnotations, rounds }) => {
      const clock = new FakeClock();
      const random = seededRandom(seed);
      const fake = new FakeKatapult({ clock, behaviour: { filterAnnotations } });
      const store = new InMemoryManagedOrganizationStore();
      let share = storm;
      const fetch: typeof globalThis.fetch = async (input, init) => {
        const request = new Request(input, init);
        const strike = random() < share ? STRIKES[Math.floor(random() * STRIKES.length)] : undefined;
        const instead = strike && ANSWERS[strike]?.();
        if (instead) return instead;
        const isLost = strike === 'lost-after' || strike === 'crash-after' || strike === 'late';
        const isUnsent = strike === 'lost-before' || strike === 'crash-before';
        if (isUnsent) throw new TypeError('fetch failed');
        const answer = await fake.handle(request);
        if (isLost) throw new TypeError('fetch failed');
        return spoilt(strike, answer, random);
      };
      const open = () => {
        const now = () => clock.now().getTime();
        const options = { token: DEFAULT_KATAPULT_TOKEN, fetch, sleep: clock.sleep, random, now };
        return new ManagedOrganizations({ katapult: new KatapultConnection(options), store, clock, random });
      };
      const order = () =>
        CLIENTS.flatMap((client) => [client, client]).map((client) => open().ensure(client));
      for (let round = 0; round < rounds; round += 1) {
        await Promise.allSettled(order());
        clock.advance(30_000);
      }
      share = 0;
      const made = (await Promise.all(order())).map(({ organizationId }) => organizationId);
      expect([made[0], made[2]]).toEqual([made[1], made[3]]);
      const managed = [...fake.state.organizations.values()].filter(({ parent }) => parent !== null);
      const byClient = managed.map(({ id, annotations }) => `${id} ${annotations[0]?.value}`);
      expect(byClient.sort()).toEqual([`${made[0]} client-7`, `${made[2]} client-8`].sort());
    }),
    { numRuns: 60 },
  );
}, 60_000);
