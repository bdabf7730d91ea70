/**
 * Laws of the machine over a vendor that loses answers, is busy and late, and over drivers that crash, rival for
 * one record and have a clock that jumps (contract 12.11).
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VendorTraits } from './faulty-vendor.ts';
import { type Move, Simulation } from './simulation.ts';

const traits: fc.Arbitrary<VendorTraits> = fc.record({
  uniqueNames: fc.boolean(),
  annotations: fc.boolean(),
  foreign: fc.boolean(),
  vmAfter: fc.constantFrom(3, 28, 1500),
  completeAfter: fc.constantFrom(5, 40, 1200),
  passwordAfter: fc.constantFrom(0, 60),
  addressAfter: fc.constantFrom(0, 60),
  build: fc.constantFrom('completes', 'completes', 'completes', 'fails', 'fails without a machine'),
  stopTask: fc.constantFrom('completed', 'completed', 'failed', 'running'),
  namesTrash: fc.boolean(),
});

const policy = fc.record({ stopFirst: fc.boolean(), autoRetry: fc.boolean() });

const order = {
  type: 'request',
  organizationId: 'org_acme',
  hostname: 'web-acme',
  request: { kind: 'package', package: { permalink: 'rock-3' } },
} as const;

const wait = fc.record({
  do: fc.constant('wait' as const),
  seconds: fc.constantFrom(1, 5, 20, 70, 130, 320, 650, 950),
});

const command = fc.record({
  do: fc.constant('command' as const),
  command: fc.oneof(
    fc.constant(order),
    fc.constant({ type: 'retry' as const }),
    fc.record({ type: fc.constant('terminate' as const), mode: fc.constantFrom('trash', 'purge') }),
    fc.constant({ type: 'restore' as const }),
  ),
});

const run = fc.record({
  do: fc.constant('run' as const),
  pick: fc.nat(3),
  fault: fc.constantFrom('none', 'none', 'none', 'none', 'lost before', 'lost after', 'busy', 'limited'),
});

const crash = fc.record({ do: fc.constant('crash' as const), pick: fc.nat(3) });
const jump = fc.record({
  do: fc.constant('jump' as const),
  seconds: fc.constantFrom(-1800, -200, 0, 200, 1800),
});

const calmMoves: readonly fc.WeightedArbitrary<Move>[] = [
  { arbitrary: run, weight: 12 },
  { arbitrary: fc.constant({ do: 'tick' as const }), weight: 6 },
  { arbitrary: wait, weight: 4 },
  { arbitrary: command, weight: 2 },
  { arbitrary: crash, weight: 1 },
];

const moves = (...more: fc.WeightedArbitrary<Move>[]): fc.Arbitrary<Move[]> =>
  fc.array(fc.oneof(...calmMoves, ...more), { maxLength: 120, size: 'max' });

function simulate(
  given: VendorTraits,
  options: { stopFirst: boolean; autoRetry: boolean },
  all: Move[],
  readTimeoutMs?: number,
): Simulation {
  const world = new Simulation(given, options, readTimeoutMs);
  world.move({ do: 'command', command: order });
  for (const move of all) world.move(move);
  return world;
}

const RUNS = { numRuns: 250 };

describe('whatever vendor, drivers and clock do', () => {
  it('no law breaks on the way, and a wish to terminate ends', () => {
    fc.assert(
      fc.property(traits, policy, moves({ arbitrary: jump, weight: 1 }), (given, options, all) => {
        const world = simulate(given, options, all);
        world.move({ do: 'command', command: { type: 'terminate', mode: 'trash' } });
        world.drain();
        const { posts, written, machines } = world.vendor;
        const foreign = machines.filter(({ id, requestId }) => requestId === null && written.has(id));
        expect({
          broken: world.broken,
          state: world.record.state,
          postedTwice: posts.filter((id, index) => posts.indexOf(id) !== index),
          foreign,
        }).toEqual({ broken: [], state: 'gone', postedTwice: [], foreign: [] });
      }),
      RUNS,
    );
  }, 60_000);
});

describe('where host names are unique, machines and answers come soon and clocks agree', () => {
  it('no machine of ours is left over', () => {
    const soon = traits.map((given) => ({ ...given, uniqueNames: true, vmAfter: 28 }));
    fc.assert(
      fc.property(soon, policy, moves(), (given, options, all) => {
        const world = simulate(given, options, all, 60_000);
        world.move({ do: 'command', command: { type: 'terminate', mode: 'trash' } });
        world.drain();
        world.vendor.now += 49 * 3_600_000;
        world.vendor.settle();
        const left = world.vendor.machines.filter(
          ({ requestId, place }) => requestId !== null && place !== 'purged',
        );
        expect({ broken: world.broken, left }).toEqual({ broken: [], left: [] });
      }),
      RUNS,
    );
  }, 60_000);

  it('a request that nobody disturbs is built, or told as failed', () => {
    fc.assert(
      fc.property(traits, (given) => {
        const world = simulate({ ...given, foreign: false }, { stopFirst: true, autoRetry: false }, []);
        world.drain();
        const built = given.build === 'completes';
        expect(world.broken).toEqual([]);
        expect(world.record.state).toBe(built ? 'built' : 'failed');
        expect(world.events.at(-1)?.type).toBe(built ? 'vm.built' : 'vm.build_failed');
      }),
    );
  });
});
