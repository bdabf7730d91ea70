/** Lives of a machine over the wire of a fake Katapult, with everything failing that can (contract 12.11). */
import fc from 'fast-check';
import { it } from 'vitest';
import { life, live } from './life.ts';

it('every life is lawful at every step, and ends without a machine that is left', async () => {
  await fc.assert(
    fc.asyncProperty(life, (given) => live(given)),
    { numRuns: 50 },
  );
}, 120_000);
