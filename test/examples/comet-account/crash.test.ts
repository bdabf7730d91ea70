import { describe, expect, it } from 'vitest';
import { CrashPoints } from '../../../examples/comet-account/crash-points.ts';
import { openWorld, type World } from '../../../examples/comet-account/demo/world.ts';
import { readSettings } from '../../../examples/comet-account/settings.ts';
import { openShop } from '../../../examples/comet-account/shop.ts';
import { workOn } from '../../../examples/comet-account/work.ts';
import { COMMANDS, expectSound, liveFrom } from './life.ts';

const ORDER = {
  ...{ serviceKey: '1042', name: 'Acme Ltd', email: 'ada@acme.example' },
  ordered: { package: 'starter', devices: null, storageGib: null },
};
/** More calls of storage and network than a life has. */
const TOO_MANY = 1000;
const LANES = 2;

/** Runs a life that dies after so many calls. Answers the command that died; the number of commands for none. */
async function dieAt(calls: number, world: World): Promise<number> {
  let left = calls;
  for (const [index, command] of COMMANDS.entries()) {
    let die = (): void => undefined;
    const death = new Promise<'dead'>((resolve) => {
      die = () => resolve('dead');
    });
    const crashPoints = new CrashPoints(left, die);
    const end = await Promise.race([world.run(command, crashPoints), death]);
    if (crashPoints.isDead || end === 'dead') return index;
    left -= crashPoints.passed;
  }
  return COMMANDS.length;
}

/** False: a life has fewer calls. */
async function dieAndRecover(calls: number): Promise<boolean> {
  const world = await openWorld();
  try {
    const died = await dieAt(calls, world);
    await liveFrom(died, world, `after a death at call ${calls}`);
    return died < COMMANDS.length;
  } finally {
    await world.close();
  }
}

describe('a seller', () => {
  it('has one account and its password, wherever it died', { timeout: 600_000 }, async () => {
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
    expect(deaths).toBeGreaterThan(100);
  });

  it('finds what a killed process left, by work alone', { timeout: 300_000 }, async () => {
    for (const [operation, command] of [
      ['request-storage-vault', COMMANDS[0]],
      ['set-user-profile-hash', COMMANDS[1]],
      ['reset-user-password', COMMANDS[2]],
      ['delete-user', COMMANDS[4]],
    ] as const) {
      const world = await openWorld();
      for (const [index, before] of COMMANDS.entries()) {
        if (COMMANDS[index] === command) break;
        expect(await world.run(before), before.join(' ')).toMatchObject({ code: 0 });
      }
      const what = `killed after ${operation}`;
      expect(await world.spawn(command ?? [], operation), what).toEqual({ code: null, said: '' });
      expect(await world.run(['work']), what).toMatchObject({ code: 0 });
      await expectSound(world, what);
      await world.close();
    }
  });

  it('sells one account where many processes take one order at once', { timeout: 300_000 }, async () => {
    const world = await openWorld();
    const [order = []] = COMMANDS;
    const ended = await Promise.all([world.spawn(order), world.spawn(order), world.spawn(['work'])]);
    for (const { code, said } of ended) expect({ code, said }).toMatchObject({ code: 0 });
    expect(await world.run(['work'])).toMatchObject({ code: 0 });
    await expectSound(world, 'after rivals');
    await world.close();
  });

  it('sells one account where many take one order at once, and no lock keeps them apart', async () => {
    const world = await openWorld();
    const { services, passwords } = world.shop;
    services.add(ORDER, await passwords.generate(ORDER.serviceKey));
    const shops = Array.from({ length: 4 }, () => openShop(readSettings(world.environment)));
    const locks = { take: () => () => undefined };
    await Promise.all(shops.map((shop) => workOn({ ...shop, locks }, ORDER.serviceKey)));
    for (const shop of shops) await shop.close();
    expect(await world.run(['work'])).toMatchObject({ code: 0 });
    await expectSound(world, 'after rivals without a lock');
    await world.close();
  });
});
