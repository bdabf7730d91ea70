import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson, stringifyJson } from '../../../src/core/http/json.ts';
import { DecodeError, decode } from '../../../src/testing/comet/decode.ts';
import { shapeOf } from '../../../src/testing/comet/shape.ts';

const PROFILE = 'UserProfileConfig';
const VERSION = '25.9.8';
const known = new Set((shapeOf(PROFILE) ?? []).map(({ name }) => name));

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map((big) => parseJson(String(big))),
    fc.string(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constant('__proto__')), tie('value'), { maxKeys: 3 }),
  ),
})).value;

/** A JSON object with some fields of the type, most of the wrong kind, and some of its own. */
const objects = fc.dictionary(fc.oneof(fc.string(), fc.constantFrom(...known)), json, {
  maxKeys: 6,
  noNullPrototype: true,
});

describe('decoding, as a law', () => {
  test('decoding twice is decoding once, also after a trip over the wire', async () => {
    await fc.assert(
      fc.property(objects, (value) => {
        let once: unknown;
        try {
          once = decode(PROFILE, value, VERSION);
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
          return;
        }
        expect(decode(PROFILE, once, VERSION)).toEqual(once);
        expect(decode(PROFILE, parseJson(stringifyJson(once)), VERSION)).toEqual(once);
      }),
      { seed: 1 },
    );
  });

  test('what is unknown survives, whatever it is', async () => {
    await fc.assert(
      fc.property(fc.dictionary(fc.string(), json, { noNullPrototype: true }), (value) => {
        const unknown = Object.entries(value).filter(([name]) => !known.has(name));
        const decoded = decode(PROFILE, Object.fromEntries(unknown), VERSION);
        expect(Object.entries(decoded ?? {}).filter(([name]) => !known.has(name))).toEqual(unknown);
      }),
      { seed: 1 },
    );
  });

  test('a decoded value shares nothing with what it was made of', () => {
    const source = { Devices: { d: { FriendlyName: 'PC' } }, Emails: ['a@example.com'], New: { list: [1] } };
    const before = structuredClone(source);
    const decoded = decode(PROFILE, source, VERSION);
    JSON.stringify(decoded, (_key, value) => {
      if (typeof value === 'object' && value !== null) Object.assign(value, { added: true });
      return value;
    });
    expect(source).toEqual(before);
  });
});
