import { describe, expect, it, vi } from 'vitest';
import { openWorld, SPEED } from './world.ts';

type World = Awaited<ReturnType<typeof openWorld>>;

/** Lives in processes of their own, which mostly wait. */
const LANES = 3;
vi.setConfig({ maxConcurrency: LANES });

/** More calls of storage and network than a life has. */
const TOO_MANY = 500;

/** Runs a test in a world of its own. */
async function inWorld<T>(work: (world: World) => Promise<T>, options?: { speed: number }): Promise<T> {
  const world = await openWorld(options);
  try {
    return await work(world);
  } finally {
    await world.close();
  }
}

/** Lives on after a death, to the end, and holds what must hold then. */
async function liveOnFrom(world: World, said: string, what: string): Promise<void> {
  const lines = await world.finish();
  const { state, requests } = world.fake;
  const builds = requests.filter(({ operation }) => operation === 'virtualMachines.build');
  expect(builds.length, `builds ${what}: ${lines.join('\n')}`).toBe(1);
  expect(state.virtualMachines.size, `machines left ${what}`).toBe(0);
  expect(state.trash.size, `machines in the trash ${what}`).toBe(0);
  const organizations = [...state.organizations.values()].filter(({ parent }) => parent !== null);
  expect(organizations, `organizations ${what}`).toHaveLength(1);
  const everything = [said, ...lines].join('\n');
  expect(everything).toContain('is ready at');
  expect(everything).toContain('svc-101 was removed');
  for (const secret of [...world.passwords(), ...world.secrets()]) expect(everything).not.toContain(secret);
}

describe('the shop', () => {
  it('orders one machine and removes it, wherever it died', { timeout: 300_000 }, async () => {
    for (let calls = 1; calls < TOO_MANY; calls += 1) {
      const isDead = await inWorld(async (world) => {
        const died = await world.dieAt(calls);
        await liveOnFrom(world, '', `after a death at call ${calls}`);
        return died;
      });
      if (isDead) continue;
      expect(calls).toBeGreaterThan(70);
      return;
    }
    throw new Error('it dies for ever');
  });

  // From the begin of a life to its end; the test above dies at every call.
  it.concurrent.each([4, 16, 28, 40, 52, 64])(
    'does so when its process is killed after %i calls',
    { timeout: 120_000 },
    (calls) =>
      inWorld(
        async (world) => {
          const { signal, said } = await world.run(String(calls));
          expect({ signal, said }).toMatchObject({ signal: 'SIGKILL' });
          await liveOnFrom(world, said, `after a kill at call ${calls}`);
        },
        { speed: SPEED },
      ),
  );

  it.concurrent('does so when its process is never killed', { timeout: 120_000 }, () =>
    inWorld(
      async (world) => {
        const { code, said } = await world.run('never');
        expect({ code, said }).toMatchObject({ code: 0 });
        await liveOnFrom(world, said, 'after a whole life');
      },
      { speed: SPEED },
    ),
  );

  it.concurrent(
    'finds the machine of a build whose answer it did not live to save',
    { timeout: 60_000 },
    () =>
      inWorld(
        async (world) => {
          expect(await world.run('build')).toMatchObject({ signal: 'SIGKILL' });
          expect(world.fake.state.builds.size).toBe(1);
          const lines = await world.finish();
          expect(lines).toContain('svc-101 is built');
          expect(world.fake.state.builds.size).toBe(1);
        },
        { speed: SPEED },
      ),
  );

  it('keeps no secret in plain text, nor prints one', () =>
    inWorld(async (world) => {
      const lines = await world.finish();
      const [password = ''] = world.passwords();
      expect(password).not.toBe('');
      for (const secret of [password, ...world.secrets()]) {
        expect(world.stored()).not.toContain(secret);
        expect(lines.join('\n')).not.toContain(secret);
      }
    }));
});
