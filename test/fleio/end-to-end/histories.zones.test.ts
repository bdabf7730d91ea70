import fc from 'fast-check';
import { describe, it } from 'vitest';
import { expectLawful } from './laws.ts';
import { lived } from './life.ts';
import { setup } from './setup.ts';
import { step } from './step.ts';

describe('wherever the machine is', () => {
  it('billing with Fleio keeps its laws over nights in which clocks change and months end', async () => {
    const steps = fc.array(step, { minLength: 5, maxLength: 25, size: 'max' });
    const property = fc.asyncProperty(setup, steps, async (world, history) =>
      expectLawful(await lived(world, history)),
    );
    await fc.assert(property, { numRuns: 12 });
  }, 240_000);
});
