import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { LimitExceededError } from '../../src/core/errors/transport.ts';
import { JsonMembers } from '../../src/core/json-members.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The members of a text that comes in pieces of the given lengths, over and over. */
function split(text: string, lengths: readonly number[] = [text.length + 1], longest = 1e6): string[] {
  const members = new JsonMembers(longest);
  const bytes = encoder.encode(text);
  const found: string[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1;
    for (const member of members.push(bytes.slice(at, at + length))) found.push(decoder.decode(member));
    at += length;
  }
  members.end();
  return found;
}

const objects = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 8 });
const pieces = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 });

describe('JsonMembers', () => {
  test('law: the members are those of the object, wherever its text is cut', async () => {
    const writers = fc.constantFrom(
      (value: unknown) => JSON.stringify(value),
      (value: unknown) => `\uFEFF ${JSON.stringify(value, null, 2)}\n`,
    );
    await fc.assert(
      fc.property(objects, pieces, writers, (object, lengths, write) => {
        const text = write(object);
        const found = split(text, lengths).map((member): unknown => JSON.parse(member));
        const whole: object = JSON.parse(text.replace('\uFEFF', ''));
        expect(found).toEqual(Object.entries(whole).map((member) => Object.fromEntries([member])));
      }),
    );
  });

  test('law: a text that ends early is refused wherever it ends', async () => {
    await fc.assert(
      fc.property(objects, pieces, fc.nat(), (object, lengths, seed) => {
        const text = JSON.stringify(object);
        expect(() => split(text.slice(0, seed % text.length), lengths)).toThrow(SyntaxError);
      }),
    );
  });

  it.each([
    '[]',
    'null',
    '"a"',
    '<html>',
    '\u0001{"a":1}',
    '\u000b{"a":1}',
    '{"a":1}}',
    '{"a":1},',
    '{,}',
    '{"a":1,}',
    '{"a":1,,"b":2}',
    '{"a":1]',
  ])('refuses %j', (text) => {
    expect(() => split(text)).toThrow(SyntaxError);
    expect(() => split(text, [1])).toThrow(SyntaxError);
  });

  it('refuses a part of a byte order mark', () => {
    for (const part of [[0xef], [0xef, 0xbb]]) {
      const members = new JsonMembers(100);
      expect(() => [...members.push(Uint8Array.from([...part, 0x7b, 0x7d]))]).toThrow(SyntaxError);
    }
  });

  it('gives no member of an empty object', () => {
    expect(split('{}')).toEqual([]);
    expect(split(' { \n } ', [1])).toEqual([]);
  });

  it('holds a member of the longest length, and refuses a longer one before it has come', () => {
    expect(split('{"a":"12345"}', [3], 11)).toHaveLength(1);
    expect(() => split('{"a":"123456"}', [3], 11)).toThrow(LimitExceededError);
    const endless = new JsonMembers(100);
    expect([...endless.push(encoder.encode('{"a":"'))]).toEqual([]);
    expect(() => [...endless.push(encoder.encode('x'.repeat(200)))]).toThrow(LimitExceededError);
  });
});
