import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CanonicalValue,
  canonicalDecimal,
  canonicalJson,
  fingerprint,
  sha256Hex,
} from '../../src/core/canonical.ts';
import { Decimal } from '../../src/core/decimal.ts';
import { InvalidInputError } from '../../src/core/errors/input.ts';

const leaf = fc.oneof(fc.string({ unit: 'binary' }), fc.maxSafeInteger(), fc.boolean(), fc.constant(null));
const { value } = fc.letrec<{ value: CanonicalValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value')),
    fc.dictionary(fc.string(), tie('value'), { noNullPrototype: false }),
  ),
}));

/** The same value with the members of every object in reverse order. */
function reversed(given: unknown): CanonicalValue {
  if (Array.isArray(given)) return given.map(reversed);
  if (typeof given !== 'object' || given === null) return given as CanonicalValue;
  return Object.fromEntries(
    Object.entries(given)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

describe('canonical JSON', () => {
  it('sorts keys by code unit, leaves out what is absent and writes no blanks', () => {
    const given = { b: 1, a: [true, null, 'x'], Z: { y: undefined, x: -0 }, é: new Date(0), aa: '' };
    expect(canonicalJson(given)).toBe(
      '{"Z":{"x":0},"a":[true,null,"x"],"aa":"","b":1,"é":"1970-01-01T00:00:00.000Z"}',
    );
  });

  it('law: the order of members plays no part', () => {
    fc.assert(
      fc.property(value, (given) => {
        expect(canonicalJson(reversed(given))).toBe(canonicalJson(given));
        expect(fingerprint(reversed(given))).toBe(fingerprint(given));
      }),
    );
  });

  it('law: what it wrote reads back as the same value, and writes the same text', () => {
    fc.assert(
      fc.property(value, (given) => {
        const text = canonicalJson(given);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.stringify(JSON.parse(text))).toBe(
          JSON.stringify(JSON.parse(JSON.stringify(JSON.parse(text)))),
        );
      }),
    );
  });

  it('law: different values have different texts', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const same =
          JSON.stringify(reversed(reversed(JSON.parse(canonicalJson(a))))) ===
          JSON.stringify(reversed(reversed(JSON.parse(canonicalJson(b)))));
        expect(canonicalJson(a) === canonicalJson(b)).toBe(same);
      }),
    );
  });

  it('keeps the key __proto__', () => {
    expect(canonicalJson(JSON.parse('{"__proto__":1}'))).toBe('{"__proto__":1}');
    expect(canonicalJson(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}');
  });

  it.each([
    [1.5, ''],
    [2 ** 53, ''],
    [Number.NaN, ''],
    [new Date(Number.NaN), ''],
    [{ a: [1, { b: 0.1 }] }, 'a[1].b'],
    [{ a: 1n }, 'a'],
    [[1, undefined], '[1]'],
    // biome-ignore lint/suspicious/noSparseArray: a hole must not vanish from the text
    [[1, , 3], '[1]'],
    [{ a: new Map([[1, 2]]) }, 'a'],
    [{ a: new Decimal(1) }, 'a'],
    [{ a: () => 1 }, 'a'],
    [{ a: Symbol('x') }, 'a'],
    [undefined, ''],
  ])('refuses %o at %j', (given, path) => {
    const refusal = () => canonicalJson(given as CanonicalValue);
    expect(refusal).toThrow(InvalidInputError);
    expect(refusal).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ path })] }));
  });

  it.each([
    ['2.50', '2.5'],
    ['-0.0', '0'],
    ['1e2', '100'],
  ])('writes the decimal %s as %s', (text, canonical) => {
    expect(canonicalDecimal(text)).toBe(canonical);
  });
});

describe('hashes', () => {
  it('law: are those of the platform', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(sha256Hex(text)).toBe(createHash('sha256').update(text).digest('hex'));
      }),
    );
  });

  it('of a value are those of its canonical text', () => {
    expect(fingerprint({ b: 1, a: 2 })).toBe(sha256Hex('{"a":2,"b":1}'));
  });
});
