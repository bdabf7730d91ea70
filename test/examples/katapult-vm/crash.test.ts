import { describe, expect, it } from 'vitest';
import { openWorld } from './world.ts';

/** More calls of storage and network than a life has. */
const TOO_MANY = 500;
const LANES = 2;

/** Kills a shop after so many calls, starts it again, and tells whether it was killed at all. */
async function dieAndRecover(calls: number): Promise<boolean> {
  const world = await openWorld();
  try {
    const { signal, code, said } = await world.run(String(calls));
    if (signal !== 'SIGKILL') expect({ code, said }).toMatchObject({ code: 0 });
    const lines = await world.finish();
    const { state, requests } = world.fake;
    const builds = requests.filter(({ operation }) => operation === 'virtualMachines.build');
    expect(builds.length, `builds after a death at call ${calls}: ${lines.join('\n')}`).toBe(1);
    expect(state.virtualMachines.size, 'machines left').toBe(0);
    expect(state.trash.size, 'machines in the trash').toBe(0);
    expect([...state.organizations.values()].filter(({ parent }) => parent !== null)).toHaveLength(1);
    const everything = [said, ...lines].join('\n');
    expect(everything).toContain('is ready at');
    expect(everything).toContain('svc-101 was removed');
    for (const secret of [...world.passwords(), ...world.secrets()]) expect(everything).not.toContain(secret);
    return signal === 'SIGKILL';
  } finally {
    await world.close();
  }
}

describe('the shop', () => {
  it('orders one machine and removes it, wherever it was killed', { timeout: 300_000 }, async () => {
    let next = 1;
    let deaths = 0;
    const lane = async (): Promise<void> => {
      while (next < TOO_MANY) {
        const calls = next;
        next += 1;
        if (await dieAndRecover(calls)) deaths += 1;
        else next = TOO_MANY;
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    expect(deaths).toBeGreaterThan(40);
  });

  it('finds the machine of a build whose answer it did not live to save', async () => {
    const world = await openWorld();
    try {
      expect(await world.run('build')).toMatchObject({ signal: 'SIGKILL' });
      expect(world.fake.state.builds.size).toBe(1);
      const lines = await world.finish();
      expect(lines).toContain('svc-101 is built');
      expect(world.fake.state.builds.size).toBe(1);
    } finally {
      await world.close();
    }
  });

  it('keeps no secret in plain text, nor prints one', async () => {
    const world = await openWorld();
    try {
      const lines = await world.finish();
      const [password = ''] = world.passwords();
      expect(password).not.toBe('');
      for (const secret of [password, ...world.secrets()]) {
        expect(world.stored()).not.toContain(secret);
        expect(lines.join('\n')).not.toContain(secret);
      }
    } finally {
      await world.close();
    }
  });
});
