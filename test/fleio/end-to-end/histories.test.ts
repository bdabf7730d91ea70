import fc from 'fast-check';
import { describe, it } from 'vitest';
import { expectLawful } from './laws.ts';
import { lived } from './life.ts';
import { setup } from './setup.ts';
import { duel, step } from './step.ts';

const PATIENCE_MS = 240_000;

describe('billing with Fleio keeps its laws', () => {
  const steps = fc.array(step, { minLength: 10, maxLength: 60, size: 'max' });

  it(
    'whatever clients, Fleio, the network and the processes do',
    async () => {
      const property = fc.asyncProperty(setup, steps, async (world, history) =>
        expectLawful(await lived(world, history)),
      );
      await fc.assert(property, { numRuns: 40 });
    },
    PATIENCE_MS,
  );

  it(
    'when two runs are at one client at the same time',
    async () => {
      const property = fc.asyncProperty(setup, duel, async (world, history) => {
        const customers = world.customers.slice(0, 1);
        expectLawful(await lived({ ...world, customers, hasLock: false }, history));
      });
      await fc.assert(property, { numRuns: 60 });
    },
    PATIENCE_MS,
  );
});
