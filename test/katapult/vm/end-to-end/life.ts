/** A machine's life over the wire of a fake Katapult: what is asked, and how Katapult behaves. */
import fc from 'fast-check';
import type { VmProvisioner } from 'reseller-sdk/katapult/vm';
import type { BuildPlan, KatapultBehaviour } from 'reseller-sdk/testing';
import { expect } from 'vitest';
import { expectLawful } from './laws.ts';
import { HOST, SERVICE, Stage } from './stage.ts';

const command = fc.constantFrom(
  'request',
  'request',
  'tick',
  'tick',
  'tick',
  'tickDue',
  'tickDue',
  'retry',
  'terminate',
  'purge',
  'restore',
  'start',
  'stop',
  'suspend',
  'resume',
  'package',
  'console',
  'view',
  'reveal',
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

const actor = 'client 7';

function run(stage: Stage, provisioner: VmProvisioner, name: Command): Promise<unknown> {
  switch (name) {
    case 'request':
      return provisioner.request(SERVICE, stage.order);
    case 'purge':
      return provisioner.terminate(SERVICE, { mode: 'purge' });
    case 'tickDue':
      return provisioner.tickDue();
    case 'package':
      return provisioner.changePackage(SERVICE, { actor, package: { permalink: 'medium-2' } });
    case 'console':
      return provisioner.openConsole(SERVICE, { actor });
    case 'view':
      return provisioner.view(SERVICE);
    case 'reveal':
      return provisioner.revealRootPassword(SERVICE);
    case 'start':
    case 'stop':
    case 'suspend':
    case 'resume':
      return provisioner[name](SERVICE, { actor });
    default:
      return provisioner[name](SERVICE);
  }
}

const behaviour: fc.Arbitrary<Partial<KatapultBehaviour>> = fc.record({
  inheritAnnotations: fc.boolean(),
  filterAnnotations: fc.boolean(),
  deleteRunning: fc.boolean(),
  reserveHostnames: fc.subarray(['machines', 'builds', 'trash'] as const),
  retryAfter: fc.boolean(),
  idlePowerTask: fc.constantFrom('completes', 'fails'),
  trashedMachine: fc.constantFrom('object_in_trash', 'not_found'),
  sendAnnotations: fc.boolean(),
});

const plan: fc.Arbitrary<BuildPlan> = fc.record({
  outcome: fc.oneof(
    { weight: 12, arbitrary: fc.constant('complete' as const) },
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        'failed',
        'failed-with-machine',
        'stays-pending',
        'stays-with-machine',
        'vanishes',
      ),
    },
    { weight: 1, arbitrary: fc.constant('stays-building' as const) },
  ),
  timings: fc.record({
    buildPassword: fc.constantFrom(0, 60_000),
    buildAddresses: fc.constantFrom(0, 45_000),
  }),
  addresses: fc.constantFrom<('ipv4' | 'ipv6')[]>(['ipv4'], ['ipv6', 'ipv4'], ['ipv6']),
});

export const life = fc.record({
  behaviour,
  plans: fc.array(plan, { maxLength: 2 }),
  autoRetry: fc.boolean(),
  stopAfterMs: fc.constantFrom(null, 60_000),
  storm: fc.constantFrom(0, 0.05, 0.15, 0.4),
  seed: fc.integer({ min: 1, max: 2 ** 31 }),
  steps: fc.array(fc.tuple(command, fc.option(command), fc.constantFrom(0, 1, 5, 20, 60)), {
    minLength: 2,
    maxLength: 14,
  }),
  start: fc.constantFrom('nothing', 'requested', 'built', 'built', 'trashed'),
  stormyEnd: fc.boolean(),
  failingTask: fc.boolean(),
  older: fc.boolean(),
  marked: fc.boolean(),
});

export type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;

/** Gets the service to where the life begins, as far as its builds allow. */
async function begin(stage: Stage, { start, storm }: Life): Promise<void> {
  if (start === 'nothing') return;
  stage.storm = start === 'requested' ? storm : 0;
  await stage
    .open()
    .request(SERVICE, stage.order)
    .catch((error: unknown) => stage.said.push(error));
  if (start === 'requested') return;
  await stage.calm(100, 10);
  if (start === 'built') return;
  await stage.open().terminate(SERVICE);
  await stage.calm(100, 10);
}

/** Lives a life, judges it after every step, and ends it. */
export async function live(given: Life, watch?: (stage: Stage) => void): Promise<void> {
  const { autoRetry, stopAfterMs, seed } = given;
  const stage = new Stage({
    fake: { behaviour: given.behaviour },
    policy: { graceMs: 120_000, autoRetry, stopAfterMs },
    seed,
  });
  watch?.(stage);
  for (const one of given.plans) stage.fake.planBuild(one);
  const now = Math.floor(stage.clock.now().getTime() / 1000);
  if (given.older) stage.plant({ hostname: HOST, createdAt: now - 600 });
  const annotations = [{ key: 'reseller-sdk.request', value: 'of-somebody-else' }];
  // Where the API shows no annotations, nothing tells such a machine from one of ours.
  if (given.marked && given.behaviour.sendAnnotations)
    stage.plant({ hostname: HOST, annotations, createdAt: now + 10 });
  if (given.failingTask) stage.fake.failNextTask();
  await begin(stage, given);
  stage.storm = given.storm;
  for (const [first, second, wait] of given.steps) {
    const both = second === null ? [first] : [first, second];
    const outcomes = await Promise.allSettled(both.map((name) => run(stage, stage.open(), name)));
    stage.said.push(...outcomes);
    await stage.advance(wait);
    expectLawful(stage);
  }
  for (let ticks = 0; given.stormyEnd && ticks < 15; ticks += 1) {
    const name = ticks === 0 ? 'purge' : 'tick';
    await run(stage, stage.open(), name).catch((error: unknown) => stage.said.push(error));
    await stage.advance(10);
    expectLawful(stage);
  }
  stage.storm = 0;
  await stage.open().terminate(SERVICE, { mode: 'purge' });
  await stage.calm(1300);
  if ((await stage.record())?.state !== 'gone') await stage.calm(90_000, 900);
  expectLawful(stage);
  expect((await stage.record())?.state).toBe('gone');
  expect(stage.ours).toEqual([]);
}
