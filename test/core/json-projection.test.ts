import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseJson } from '../../src/core/http/json.ts';
import { projectJson } from '../../src/core/json-projection.ts';
import type { JsonShape } from '../../src/core/json-shape.ts';

const encoder = new TextEncoder();
const project = (text: string, shape: JsonShape): unknown => projectJson(encoder.encode(text), shape);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a shape names of a value: the slow and plain way. */
function pick(value: unknown, shape: JsonShape): unknown {
  if (shape === 'whole' || !isObject(value)) return value;
  const wanted = (key: string): JsonShape | undefined =>
    'each' in shape ? shape.each : Object.hasOwn(shape.members, key) ? shape.members[key] : undefined;
  const picked = Object.entries(value).flatMap(([key, member]) => {
    const inner = wanted(key);
    return inner === undefined ? [] : [[key, pick(member, inner)] as const];
  });
  return Object.fromEntries(picked);
}

// No name is a backslash: once V8 13.6 has seen such a one, its JSON.parse takes the name "\\"" for it.
const names = fc.constantFrom('a', 'b', 'ab', '__proto__', 'é', '"', 'a\u0000b', 'x'.repeat(50), '😀', '');
const texts = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 35, maxLength: 60 }));
const numbers = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, 10, 999_999_999_999_999, 9_007_199_254_740_991),
);
const { value: values } = fc.letrec<{ value: unknown; object: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false),
    numbers,
    texts,
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc.dictionary(names, tie('value'), { maxKeys: 6 }),
}));
const { shape: shapes } = fc.letrec<{ shape: JsonShape }>((tie) => ({
  shape: fc.oneof(
    { depthSize: 'small' },
    fc.constant('whole' as const),
    fc.record({ each: tie('shape') }),
    fc.record({ members: fc.dictionary(names, tie('shape'), { maxKeys: 5 }) }),
  ),
}));
/** Ways in which the same value is written. */
const writers = fc.constantFrom(
  (value: unknown) => JSON.stringify(value),
  (value: unknown) => ` \r\n${JSON.stringify(value, null, '\t ')}\n`,
  (value: unknown) => `\uFEFF${JSON.stringify(value).replaceAll(',', ' , ').replaceAll(':', ' : ')}`,
);

describe('projectJson', () => {
  test('law: what it reads is what parseJson reads, less what the shape does not name', async () => {
    await fc.assert(
      fc.property(values, shapes, writers, (value, shape, write) => {
        const text = write(value);
        expect(project(text, shape)).toEqual(pick(parseJson(text.replace('\uFEFF', '')), shape));
      }),
    );
  });

  test('law: a text that ends early is refused wherever it ends', async () => {
    const object = fc.dictionary(names, values, { minKeys: 1, maxKeys: 4 });
    await fc.assert(
      fc.property(object, shapes, fc.nat(), (value, shape, seed) => {
        const bytes = encoder.encode(JSON.stringify(value));
        const cut = bytes.subarray(0, seed % bytes.length);
        expect(() => projectJson(cut, shape)).toThrow(SyntaxError);
      }),
    );
  });

  test('law: a changed byte gives a value or a SyntaxError, and what is read whole is never misread', async () => {
    await fc.assert(
      fc.property(values, shapes, fc.nat(), fc.nat(255), (value, shape, place, byte) => {
        const bytes = encoder.encode(JSON.stringify(value));
        bytes[place % bytes.length] = byte;
        try {
          projectJson(bytes, shape);
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxError);
        }
        let whole: unknown = SyntaxError;
        try {
          whole = parseJson(new TextDecoder().decode(bytes));
        } catch {
          expect(() => projectJson(bytes, 'whole')).toThrow(SyntaxError);
          return;
        }
        expect(projectJson(bytes, 'whole')).toEqual(whole);
      }),
    );
  });

  it('keeps integers beyond 2^53, negative ones and fractions', () => {
    const text =
      '{"a":18446744073709551615,"b":-9007199254740993,"c":-0.5e1,"d":999999999999999,"e":1000000000000000}';
    expect(project(text, { each: 'whole' })).toEqual({
      a: 18_446_744_073_709_551_615n,
      b: -9_007_199_254_740_993n,
      c: -5,
      d: 999_999_999_999_999,
      e: 1_000_000_000_000_000,
    });
  });

  it('knows a name however it is written, and takes the last of two', () => {
    const text = '{"\\u0061b":1,"ab":2,"cd":{"ab":3}}';
    expect(project(text, { members: { ab: 'whole' } })).toEqual({ ab: 2 });
    expect(project('{"\\u0061b":1}', { members: { ab: 'whole' } })).toEqual({ ab: 1 });
  });

  it('knows the empty name', () => {
    expect(project('{"b":1,"":2}', { members: { '': 'whole' } })).toEqual({ '': 2 });
  });

  it('gives __proto__ as a member of its own', () => {
    const read = project('{"__proto__":{"admin":true}}', { each: { each: 'whole' } });
    expect(Object.keys(Object(read))).toEqual(['__proto__']);
    expect(Reflect.get(Object(read), 'admin')).toBeUndefined();
  });

  it.each([
    '',
    '   ',
    '{"a"}',
    '{"a" 1}',
    '{a:1}',
    '{"a":}',
    '{"a":1,}',
    '{"b":1,}',
    '{,"a":1}',
    '{"a":1 "b":2}',
    '{"b":[1}}',
    '{"b":{"c":1]}',
    '{"b":[,1]}',
    '{"b":{"c"}}',
    '{"b":[1"c"]}',
    '{"b":1"c"}',
    '{"b":["\u0001"]}',
    '{"b":[1\u0001]}',
    '{"b":{"c":1,}}',
    '{"b":{"c":}}',
    '{"b":{"c":1 2}}',
    '{"b":[{]}]}',
    '{"b":["\\"]}',
    '{"a":1}x',
    '{"a":tru}',
    '{"a":01}',
    '{"a":+1}',
    '{"a":"\u0001"}',
    '{"a":"\\x"}',
  ])('refuses %j', (text) => {
    expect(() => project(text, { members: { a: 'whole' } })).toThrow(SyntaxError);
  });

  it('says where a text is broken, and nothing of what it holds', () => {
    expect(() => project('{"a":canary}', { each: 'whole' })).toThrow(/^The text is no JSON at byte 5$/);
  });

  it('passes over 1024 levels and no more', () => {
    const nested = (levels: number) => `{"b":${'['.repeat(levels)}1${']'.repeat(levels)},"a":1}`;
    expect(project(nested(1024), { members: { a: 'whole' } })).toEqual({ a: 1 });
    expect(() => project(nested(1025), { members: { a: 'whole' } })).toThrow(SyntaxError);
  });

  it('reads a text that lies inside a longer one', () => {
    const bytes = encoder.encode('xxxxx{"b":"long enough to jump","a":1}yyyyyyyy');
    expect(projectJson(bytes.subarray(5, -8), { members: { a: 'whole' } })).toEqual({ a: 1 });
  });
});
