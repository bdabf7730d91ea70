import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLIENT, lost, World } from './world.ts';

const STORE: readonly string[] = ['load', 'save'];

function faultOf(name: string): Error {
  return STORE.includes(name) ? new Error('the store went away') : lost(name);
}

/** A world in which the nth call of the API or the store fails, before or after it did its work. */
function faultyWorld(nth: number, when: 'before' | 'after'): { world: World; struck: () => boolean } {
  const world = new World();
  let count = 0;
  world.around = async (name, run) => {
    count += 1;
    const strikes = count === nth;
    if (strikes && when === 'before') throw faultOf(name);
    const answer = await run();
    if (strikes) throw faultOf(name);
    return answer;
  };
  return { world, struck: () => count >= nth };
}

describe.each(['before', 'after'] as const)('a fault %s any call', (when) => {
  it('leaves what the next order takes up: one organization, and it is the stored one', async () => {
    let nth = 0;
    for (let more = true; more; ) {
      nth += 1;
      const { world, struck } = faultyWorld(nth, when);
      await world.ensure().catch(() => undefined);
      more = struck();
      world.around = (_name, run) => run();
      world.clock.advance(3_600_000);
      const { organizationId } = await world.ensure();
      expect(
        world.managed.map(({ id }) => id),
        `fault ${when} call ${nth}`,
      ).toEqual([organizationId]);
    }
    expect(nth).toBeGreaterThan(6);
  });

  it('leaves the same with a process that dies with it', async () => {
    for (let nth = 1, more = true; more; nth += 1) {
      const { world, struck } = faultyWorld(nth, when);
      const { around } = world;
      let isDead = false;
      world.around = async (name, run) => {
        if (isDead) throw faultOf('load');
        try {
          return await around(name, run);
        } catch (error) {
          isDead = struck();
          throw error;
        }
      };
      await world.ensure().catch(() => undefined);
      more = struck();
      world.around = (_name, run) => run();
      const { organizationId } = await world.ensure();
      expect(
        world.managed.map(({ id }) => id),
        `death ${when} call ${nth}`,
      ).toEqual([organizationId]);
    }
  });
});

/** What becomes of a call: nothing, or it is lost before its work, after it, or long before it. */
const fate = fc.oneof(
  { weight: 12, arbitrary: fc.constant('none') },
  { weight: 2, arbitrary: fc.constantFrom('before', 'after', 'late') },
);

describe('orders of one client at the same time', () => {
  it('get one organization, in whatever order their calls arrive and whichever are lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 2, max: 4 }),
        fc.array(fate, { minLength: 20, maxLength: 60 }),
        fc.boolean(),
        async (scheduler, orders, fates, isIgnored) => {
          const world = new World();
          if (isIgnored) world.filter = 'ignored';
          let count = 0;
          world.around = async (name, run) => {
            const fate = fates[count] ?? 'none';
            count += 1;
            await scheduler.schedule(Promise.resolve(), `${name} leaves`);
            if (fate === 'late')
              void scheduler
                .schedule(Promise.resolve(), `${name} is late`)
                .then(run)
                .catch(() => {});
            if (fate === 'before' || fate === 'late') throw faultOf(name);
            const answer = await run();
            await scheduler.schedule(Promise.resolve(), `${name} answered`);
            if (fate === 'after') throw faultOf(name);
            return answer;
          };
          const results = Promise.allSettled(Array.from({ length: orders }, () => world.ensure()));
          await scheduler.waitFor(results);
          await scheduler.waitIdle();
          world.around = (_name, run) => run();
          const { organizationId } = await world.ensure();
          expect(world.managed.map(({ id }) => id)).toEqual([organizationId]);
          for (const result of await results) {
            if (result.status === 'fulfilled') expect(result.value.organizationId).toBe(organizationId);
          }
        },
      ),
      { numRuns: 300, seed: 35 },
    );
  });

  it('two of them both succeed', async () => {
    const world = new World();
    const [first, second] = await Promise.all([world.ensure(), world.ensure()]);
    expect(first.organizationId).toBe(second.organizationId);
    expect(world.managed).toHaveLength(1);
  });

  it('of several clients get one each', async () => {
    const world = new World();
    const ids = ['a', 'b', 'c'];
    const made = await Promise.all([...ids, ...ids].map((id) => world.ensure({ ...CLIENT, id })));
    expect(new Set(made.map(({ organizationId }) => organizationId)).size).toBe(3);
    expect(world.managed).toHaveLength(3);
  });
});

describe('a record that others write', () => {
  it('is given up after ten times', async () => {
    const world = new World();
    let version = 0;
    world.around = async (name, run) => {
      if (name === 'save') {
        version += 1;
        const claim = { subDomain: `rival${version}`, storedAt: world.clock.now().toISOString() };
        const before = (await world.store.load(CLIENT.id))?.version ?? 0;
        const record = { clientId: CLIENT.id, organizationId: null, claim, version: before + 1 };
        await world.store.save(record, before);
        world.seed({ sub_domain: `rival${version}`, managed: false });
      }
      return run();
    };
    await expect(world.ensure(CLIENT, { parent: 'acme' })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      retryable: true,
    });
  });

  it('does not drop a new organization: it is stored over their version', async () => {
    const world = new World();
    world.around = async (name, run) => {
      const answer = await run();
      if (name === 'managedOrganizations.create') {
        const record = await world.store.load(CLIENT.id);
        if (record) await world.store.save({ ...record, version: 2 }, 1);
      }
      return answer;
    };
    const made = await world.ensure();
    expect(made).toMatchObject({ how: 'created', organizationId: 'org_made1' });
    expect(await world.store.load(CLIENT.id)).toMatchObject({ organizationId: 'org_made1', version: 3 });
  });

  it('is reported when it got another organization meanwhile', async () => {
    const world = new World();
    world.around = async (name, run) => {
      const answer = await run();
      if (name === 'managedOrganizations.create') {
        const record = await world.store.load(CLIENT.id);
        if (record) await world.store.save({ ...record, organizationId: 'org_rival', version: 2 }, 1);
      }
      return answer;
    };
    await expect(world.ensure()).rejects.toMatchObject({
      code: 'SECOND_ORGANIZATION',
      details: { organizationIds: ['org_rival', 'org_made1'] },
    });
  });
});
