import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deriveUsername, validateUsername } from '../../../src/comet/provisioning/index.ts';

const legal = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.@-';

const sources = fc
  .record({
    candidates: fc.array(
      fc.oneof(fc.string({ unit: 'binary' }), fc.string({ minLength: 240, maxLength: 300 })),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    serviceKey: fc.string({ unit: fc.constantFrom(...legal), minLength: 1, maxLength: 64 }),
    minLength: fc.integer({ min: 1, max: 255 }),
  })
  .map((source) => ({ ...source, candidates: [...source.candidates, 'acme'] }));

describe('derived user names', () => {
  test('law of legality: every name is one that a server takes, with enough characters and at most 255', async () => {
    await fc.assert(
      fc.property(sources, (source) => {
        for (const name of deriveUsername(source))
          expect(validateUsername(name, source.minLength)).toBe(name);
      }),
    );
  });

  test('law of determinism: the same source gives the same names', async () => {
    await fc.assert(
      fc.property(sources, (source) => {
        expect(deriveUsername(structuredClone(source))).toEqual(deriveUsername(source));
      }),
    );
  });

  test('law of variety: no name comes twice, and six at most come of a candidate', async () => {
    await fc.assert(
      fc.property(sources, (source) => {
        const names = deriveUsername(source);
        expect(new Set(names).size).toBe(names.length);
        expect(names.length).toBeLessThanOrEqual(6 * source.candidates.length);
      }),
    );
  });

  test('law of the suffix: the key stays whole in every name after the first of a candidate', async () => {
    await fc.assert(
      fc.property(sources, ({ candidates: [candidate = ''], serviceKey, minLength }) => {
        fc.pre(candidate.trim() !== '' && /[a-z]/.test(candidate));
        const [, ...others] = deriveUsername({ candidates: [candidate], serviceKey, minLength });
        for (const name of others) expect(name).toContain(`-${serviceKey}`);
      }),
    );
  });
});
