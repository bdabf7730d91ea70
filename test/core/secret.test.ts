import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalSecrets, MAX_QUOTE, quote, redactFields, Secret } from '../../src/core/secret.ts';

describe('Secret', () => {
  const secret = new Secret('canary');

  it('hands itself out on demand alone', () => {
    expect(secret.reveal()).toBe('canary');
    const shown = [
      String(secret),
      `${secret}`,
      JSON.stringify({ secret }),
      inspect(secret, { showHidden: true, depth: 9 }),
      inspect({ deep: [secret] }, { depth: 9 }),
      JSON.stringify(Object.entries(secret)),
    ];
    expect(shown.join()).not.toContain('canary');
    expect(shown[0]).toBe('[redacted]');
  });
});

describe('quote', () => {
  it('shows short text on one line, without control characters', () => {
    expect(quote('  a\r\n\tb \u001b[31mc\u0000 ')).toBe('a b [31mc');
  });

  it('shows at most 200 characters, and never half a character', () => {
    expect(quote('x'.repeat(MAX_QUOTE))).toBe('x'.repeat(MAX_QUOTE));
    expect(quote('x'.repeat(MAX_QUOTE + 1))).toBe(`${'x'.repeat(MAX_QUOTE - 1)}…`);
    expect(quote(`${'x'.repeat(MAX_QUOTE - 2)}🦊🦊`)).toBe(`${'x'.repeat(MAX_QUOTE - 2)}…`);
  });

  it('law: no secret shows, wherever it stands and however it is cut or repeated', () => {
    const secret = fc
      .stringMatching(/^[a-z0-9"\\ü&+ ]{8,300}$/)
      .map((text) => text.trim())
      .filter((text) => text.length >= 8);
    fc.assert(
      fc.property(
        secret,
        fc.nat(450),
        fc.integer({ min: 1, max: 12 }),
        fc.string(),
        (text, before, times, after) => {
          const quoted = quote('~'.repeat(before) + text.repeat(times) + after, [text]);
          expect(quoted.length).toBeLessThanOrEqual(MAX_QUOTE);
          // Eight characters in a row of the beginning or the end would tell part of it.
          expect(quoted).not.toContain(text.slice(0, 8));
        },
      ),
    );
  });

  it('shows no part of a secret that stands where the text is cut off', () => {
    const secret = 'canary0123'.repeat(10);
    for (let before = 0; before < 200; before += 1) {
      expect(quote(`${'~'.repeat(before)}${secret.repeat(10)}`, [secret])).not.toContain('canary');
    }
  });

  it('blots out a secret as JSON and addresses write it', () => {
    const secret = 'pa"ss wörd&\\1';
    for (const written of [
      JSON.stringify({ secret }),
      new URLSearchParams({ secret }).toString(),
      encodeURIComponent(secret),
    ]) {
      expect(quote(`before ${written} after`, [secret])).toMatch(/^before .*\[redacted\].* after$/);
    }
  });

  it('blots out a secret that stands next to itself and reads like its JSON form across the border', () => {
    const secret = '\\üüaüüü&\\';
    expect(quote(secret.repeat(3), [secret])).toMatch(/^(\[redacted\])+$/);
  });

  it('blots out the longer of two secrets that begin alike', () => {
    expect(quote('key=abcdef', ['abc', 'abcdef'])).toBe('key=[redacted]');
    expect(quote('text', [''])).toBe('text');
  });
});

describe('redactFields', () => {
  it('blots out members by name, in any case and at any depth, and copies the rest', () => {
    const given = {
      User: 'u',
      PASSWORD: 'canary',
      list: [{ sessionKey: { a: 'canary' } }],
      n: 1,
      none: null,
    };
    const names = new Set(['password', 'SessionKey']);
    expect(redactFields(given, names)).toEqual({
      User: 'u',
      PASSWORD: '[redacted]',
      list: [{ sessionKey: '[redacted]' }],
      n: 1,
      none: null,
    });
    expect(given.PASSWORD).toBe('canary');
  });

  it('keeps the key __proto__ as data', () => {
    const copy = redactFields(JSON.parse('{"__proto__":{"password":"canary"}}'), new Set(['password']));
    expect(JSON.stringify(copy)).toBe('{"__proto__":{"password":"[redacted]"}}');
  });

  it('ends at a depth that no answer has', () => {
    let deep: unknown = 'canary';
    for (let level = 0; level < 10_000; level += 1) deep = { deep };
    expect(JSON.stringify(redactFields(deep, new Set()))).not.toContain('canary');
  });
});

describe('equalSecrets', () => {
  it('law: equal texts and no others', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(equalSecrets(a, a)).toBe(true);
        expect(equalSecrets(a, b)).toBe(a === b);
        expect(equalSecrets(a, `${a}x`)).toBe(false);
        expect(equalSecrets(`${a}${a}`, a)).toBe(a === '');
      }),
    );
  });
});
