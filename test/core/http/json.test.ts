import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../src/core/errors/input.ts';
import { parseJson, stringifyJson } from '../../../src/core/http/json.ts';

const MAX_UINT64 = 18_446_744_073_709_551_615n;

describe('parseJson', () => {
  it.each([
    ['18446744073709551615', MAX_UINT64],
    [' \n-9223372036854775808', -9_223_372_036_854_775_808n],
    ['9007199254740991', 9_007_199_254_740_991],
    ['9007199254740992', 9_007_199_254_740_992n],
    ['-9007199254740991', -9_007_199_254_740_991],
    ['-9007199254740992', -9_007_199_254_740_992n],
    ['1000000000000000', 1e15],
  ])('reads %s exactly', (text, value) => {
    expect(parseJson(text)).toBe(value);
  });

  it('reads unsafe integers at any depth and in lists', () => {
    const text = '{"a":[1,[9007199254740993 , -9007199254740993]],"b":{"c": 9007199254740995},"d":2}';
    expect(parseJson(text)).toEqual({
      a: [1, [9_007_199_254_740_993n, -9_007_199_254_740_993n]],
      b: { c: 9_007_199_254_740_995n },
      d: 2,
    });
  });

  it('leaves digits inside of strings alone', () => {
    const text = '{"a":"12345678901234567890","b":"x: 12345678901234567890, [12345678901234567890]"}';
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it.each(['1e20', '1E+400', '12345678901234567890.5', '0.12345678901234567890', '1.0e3'])(
    'leaves %s the float that it is',
    (text) => {
      expect(parseJson(`[${text}]`)).toEqual([Number(text)]);
    },
  );

  it.each(['{"__proto__":{"x":1},"a":1}', '{"__proto__":{"x":9007199254740993},"a":1}'])(
    'keeps the key __proto__ as data: %s',
    (text) => {
      const value = parseJson(text) as object;
      expect(Object.keys(value)).toEqual(['__proto__', 'a']);
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      expect(stringifyJson(value)).toBe(text);
    },
  );

  it('law: finds an unsafe integer wherever it stands', () => {
    fc.assert(
      fc.property(fc.nat(64), fc.integer({ min: 16, max: 80 }), fc.nat(64), (before, length, after) => {
        const digits = '9'.repeat(length);
        const text = `["${'a1'.repeat(before)}",{"k":${digits}},"${'1b'.repeat(after)}"]`;
        expect(parseJson(text)).toEqual([expect.any(String), { k: BigInt(digits) }, expect.any(String)]);
      }),
    );
  });

  it('reads a long run of digits in a string in no more than linear time', () => {
    const text = JSON.stringify('7'.repeat(4_000_000));
    const started = performance.now();
    expect(parseJson(text)).toHaveLength(4_000_000);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('throws a SyntaxError like JSON.parse', () => {
    expect(() => parseJson('{')).toThrow(SyntaxError);
    expect(() => parseJson('[12345678901234567890')).toThrow(SyntaxError);
  });

  it('law: differs from JSON.parse in unsafe integers alone', () => {
    const rounded = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value, (_key, member) => (typeof member === 'bigint' ? Number(member) : member)),
      );
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(rounded(parseJson(text))).toEqual(rounded(JSON.parse(text)));
      }),
    );
  });

  it('law: write-back is exact for integers of any size, in any place', () => {
    const leaf = fc.oneof(fc.bigInt(), fc.string(), fc.boolean(), fc.constant(null));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('tree')),
        fc.dictionary(fc.string(), tie('tree')),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const text = stringifyJson(value);
        expect(stringifyJson(parseJson(text))).toBe(text);
      }),
    );
  });
});

describe('stringifyJson', () => {
  it('writes what JSON.stringify writes, and bigints as integers', () => {
    const value = { a: [1, 2.5, -0, null], b: 'x', c: undefined, d: new Date(0) };
    expect(stringifyJson(value)).toBe(JSON.stringify(value));
    expect(stringifyJson([MAX_UINT64, 1n])).toBe('[18446744073709551615,1]');
  });

  it('refuses every number that is rounded or has no JSON form, and names each', () => {
    const value = { a: 2 ** 53, b: [1, { c: Number.NaN }], d: 5, e: -Infinity, f: 10n };
    const issues = ['a', 'b[1].c', 'e'].map((path) =>
      expect.objectContaining({ path, code: 'UNSAFE_NUMBER' }),
    );
    expect(() => stringifyJson(value)).toThrow(InvalidInputError);
    expect(() => stringifyJson(value)).toThrow(expect.objectContaining({ code: 'UNSAFE_NUMBER', issues }));
  });

  it.each([[undefined], [() => 1], [Symbol('x')]])('refuses %s, which has no JSON form', (value) => {
    expect(() => stringifyJson(value)).toThrow(InvalidInputError);
  });
});
