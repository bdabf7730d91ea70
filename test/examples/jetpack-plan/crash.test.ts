import { describe, expect, it } from 'vitest';
import { openWorld, type World } from '../../../examples/jetpack-plan/demo/world.ts';
import { dieAt, expectSound, insist, liveOnFrom, ORDER, SALE, SITE } from './life.ts';

/** More calls of storage and network than a life has. */
const TOO_MANY = 500;
const LEASE_MS = 360_000;

/** Runs a test in a world of its own. */
async function inWorld<T>(work: (world: World) => Promise<T>): Promise<T> {
  const world = await openWorld();
  try {
    return await work(world);
  } finally {
    await world.close();
  }
}

/** How often an operation was asked for. */
function calls({ fake }: World, name: string): number {
  return fake.requests.filter(({ operation }) => operation === name).length;
}

describe('a shop', () => {
  it('has one plan and one license, wherever it died', { timeout: 300_000 }, async () => {
    for (let at = 1; at < TOO_MANY; at += 1) {
      const died = await inWorld(async (world) => {
        const step = await dieAt(at, world);
        if (step !== undefined) await liveOnFrom(step, world, `after a death at call ${at}`);
        return step;
      });
      if (died !== undefined) continue;
      expect(at).toBeGreaterThan(40);
      return;
    }
    throw new Error('it dies for ever');
  });

  it('finds the plan of an order that was killed, without asking for it again', { timeout: 60_000 }, () =>
    inWorld(async (world) => {
      world.fake.addSite({ url: SITE, isConnected: true });
      expect(await world.spawn(ORDER, 'provision')).toEqual({ code: null, said: '' });
      expect(await world.run(ORDER)).toMatchObject({ code: 3 });
      world.fake.advance(LEASE_MS);
      expect(await world.run(['tick'])).toMatchObject({
        code: 0,
        said: expect.stringContaining('provisioned'),
      });
      expect(calls(world, 'provision')).toBe(1);
      await expectSound(world, 'after a killed order');
    }),
  );

  it('issues no second license after a sale that was killed', { timeout: 60_000 }, () =>
    inWorld(async (world) => {
      expect(await world.spawn(SALE, 'license')).toEqual({ code: null, said: '' });
      expect(await world.run(['license', 'candidates', '2001'])).toMatchObject({ code: 3 });
      world.fake.advance(LEASE_MS);
      expect(await world.run(['tick'])).toMatchObject({ code: 1, said: expect.stringContaining('settle') });
      await insist(world, SALE, 'after a killed sale');
      expect(calls(world, 'licensing.issue')).toBe(1);
      await expectSound(world, 'after a killed sale');
    }),
  );

  it('sells one of each where many processes take an order at once', { timeout: 120_000 }, () =>
    inWorld(async (world) => {
      world.fake.addSite({ url: SITE });
      const all = [ORDER, SALE, ORDER, SALE, ['tick']];
      const ended = await Promise.all(all.map((args) => world.spawn(args)));
      for (const { code, said } of ended)
        expect({ code, said }).toMatchObject({ code: expect.toBeOneOf([0, 3]) });
      await insist(world, ORDER, 'after rivals');
      await insist(world, SALE, 'after rivals');
      expect([calls(world, 'provision'), calls(world, 'licensing.issue')]).toEqual([1, 1]);
      await expectSound(world, 'after rivals');
    }),
  );

  it('lets one of two services have a site, where both order at once', { timeout: 120_000 }, () =>
    inWorld(async (world) => {
      world.fake.addSite({ url: SITE });
      const rival = ['order', '1043', `${SITE}/`, 'personal', '--user', 'admin'];
      const codes = (await Promise.all([ORDER, rival].map((args) => world.spawn(args)))).map(
        ({ code }) => code,
      );
      expect(codes.sort()).toEqual([0, 2]);
      expect(world.fake.state.activations).toHaveLength(1);
    }),
  );
});
