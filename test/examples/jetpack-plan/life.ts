import { expect } from 'vitest';
import { CrashPoints } from '../../../examples/jetpack-plan/crash-points.ts';
import { runChecks } from '../../../examples/jetpack-plan/demo/checks.ts';
import type { World } from '../../../examples/jetpack-plan/demo/world.ts';

export const SITE = 'https://shop.example.com';
export const ORDER = ['order', '1042', SITE, 'premium', '--user', 'admin'];
export const SALE = ['license', 'sell', '2001', 'jetpack-scan'];
const MINUTE_MS = 60_000;
/** More than a worker has for a call. */
const LEASE_MS = 6 * MINUTE_MS;
const MAX_TRIES = 6;

/** What happens in the world, and then a command, which may be given again. */
interface Step {
  readonly before?: (world: World) => Promise<void> | void;
  readonly command: readonly string[];
}

/** A plan and a license of a customer whose domain comes late, from the orders to the end. */
const LIFE: readonly Step[] = [
  { command: ORDER },
  { before: ({ fake }) => fake.advance(MINUTE_MS), command: ['tick'] },
  { before: ({ fake }) => void fake.addSite({ url: SITE }), command: ['recheck', '1042'] },
  { before: connect, command: ['tick'] },
  { command: SALE },
  { command: ['license', 'attach', '2001', SITE] },
  { command: ['license', 'revoke', '2001'] },
  { command: ['cancel', '1042'] },
];
/** Before this step plan and license are on the site. */
const HEYDAY = LIFE.length - 2;

/** Runs a life that dies after so many calls of storage and network. Answers the step that died; undefined for none. */
export async function dieAt(calls: number, world: World): Promise<number | undefined> {
  let left = calls;
  for (const [index, { before, command }] of LIFE.entries()) {
    await before?.(world);
    let die = (): void => undefined;
    const death = new Promise<'dead'>((resolve) => {
      die = () => resolve('dead');
    });
    const crashPoints = new CrashPoints(left, die);
    const end = await Promise.race([world.run(command, {}, crashPoints), death]);
    if (crashPoints.isDead || end === 'dead') return index;
    left -= crashPoints.passed;
  }
  return undefined;
}

/** Gives the command of a step again, and lives on; holds what must hold at the height of the life and at its end. */
export async function liveOnFrom(first: number, world: World, what: string): Promise<void> {
  for (const [index, { before, command }] of LIFE.entries()) {
    if (index < first) continue;
    if (index > first) await before?.(world);
    if (index === HEYDAY && index > first) await expectHeyday(world, what);
    await insist(world, command, what);
  }
  await expectSound(world, what);
  const { status } = (await world.shop.plans.get('1042')) ?? {};
  expect(['cancelled', 'nothing_to_cancel'], what).toContain(status);
  expect(world.fake.state.activations.length, what).toBe(1);
  expect(world.fake.state.licenses.size, what).toBe(1);
}

/** Gives a command until it ends well, as a shop does that is told to do so later, and a person who settles a sale. */
export async function insist(world: World, command: readonly string[], what: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const { code, said } = await world.run(command);
    world.said.push(said);
    if (code === 0) return;
    expect({ code, said, what }, command.join(' ')).toMatchObject({ code: expect.toBeOneOf([1, 3]) });
    expect(tries, `${what}: ${command.join(' ')}: ${said}`).toBeLessThan(MAX_TRIES);
    if (code === 3) world.fake.advance(LEASE_MS);
    else await settle(world, what);
  }
}

/** A person takes the one candidate that there is, or finds that there is none. */
async function settle(world: World, what: string): Promise<void> {
  const { said } = await world.run(['license', 'candidates', '2001']);
  const [reference = ''] = said.split(' ');
  expect(await world.run(['license', 'settle', '2001', reference]), what).toMatchObject({ code: 0 });
}

/** The customer opens his link. */
async function connect({ fake, shop }: World): Promise<void> {
  const { nextUrl } = (await shop.plans.get('1042')) ?? {};
  if (nextUrl) fake.authorize(nextUrl);
  fake.advance(MINUTE_MS);
}

async function expectHeyday(world: World, what: string): Promise<void> {
  await insist(world, ['recheck', '1042'], what);
  await expectSound(world, what);
  const { fake, shop } = world;
  expect(await shop.plans.get('1042'), what).toMatchObject({ status: 'provisioned' });
  expect(fake.state.activations, what).toMatchObject([{ plan: 'premium', endedAt: null }]);
  expect([...fake.state.licenses.values()], what).toMatchObject([
    { site: 'shop.example.com', revokedAt: null },
  ]);
}

export async function expectSound(world: World, what: string): Promise<void> {
  const problems = (await runChecks(world)).flatMap((check) => check.problems);
  expect(problems, what).toEqual([]);
}
