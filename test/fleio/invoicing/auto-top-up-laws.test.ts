import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faulty, HOUR_MS, World } from './top-up-world.ts';

const PARTS = [
  'lock',
  'days',
  'claims',
  'clients',
  'services',
  'invoices',
  'rates',
  'accounts',
  'fleio',
] as const;

const step = fc.record({
  what: fc.constantFrom('top-up', 'policy', 'both'),
  hours: fc.constantFrom(0, 0, 1, 6, 24),
  usage: fc.constantFrom(0, 0, 3, 40),
  /** Which call of a port fails, if any. */
  fails: fc.option(fc.nat({ max: 25 })),
  isAfter: fc.boolean(),
});

/** Plays the steps, in which every call of every port may fail; then all is well for two days. */
async function play(
  steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[],
  nets: boolean,
) {
  const world = new World({ behaviour: { netsOpenAmount: nets } });
  const sound = world.ports;
  const settings = { serverNetsOpenAmount: nets };
  for (const { what, hours, usage, fails, isAfter } of steps) {
    world.clock.advance(hours * HOUR_MS);
    if (usage > 0) world.fake.addUsage('uuid-a', usage);
    let calls = -1;
    const isNow = (): boolean => {
      calls += 1;
      return calls === fails;
    };
    const broken = PARTS.map((part) => [part, faulty(sound[part], isNow, isAfter)]);
    world.ports = { ...sound, ...Object.fromEntries(broken) };
    const runs = [
      ...(what === 'top-up' ? [] : [world.runPolicy()]),
      ...(what === 'policy' ? [] : [world.run(settings)]),
    ];
    await Promise.all(runs);
  }
  world.ports = sound;
  for (let day = 0; day < 2; day += 1) {
    world.clock.advance(25 * HOUR_MS);
    await world.runPolicy();
    await world.run(settings);
  }
  return world;
}

describe.each([true, false])('automatic top-ups beside the invoice policy, netted by Fleio: %s', (nets) => {
  it('never make two invoices of a service on one day, nor ask for an amount twice (laws: one-a-day, once)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const world = await play(steps, nets);
        const invoices = world.billing.listInvoices();
        const days = invoices.map(({ issuedOn }) => issuedOn);
        expect(new Set(days).size).toBe(days.length);
        const asked = invoices.flatMap(({ lines }) => lines.map((line) => Number(line.amount)));
        const usage = steps.reduce((sum, each) => sum + each.usage, 0);
        // All is asked for once: what is missing of 100, 10 of debt, and the usage.
        expect(asked.reduce((sum, each) => sum + each, 0)).toBe(110 + usage);
      }),
      { numRuns: 60 },
    );
  });
});
