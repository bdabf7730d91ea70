import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { ConfigError, InvalidInputError } from 'reseller-sdk';
import { type ActionTokenStore, ActionTokens, InMemoryActionTokenStore } from 'reseller-sdk/action-tokens';
import { FakeClock, seededRandom } from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';

const BINDINGS = { subject: 'client-7', action: 'restart', resource: 'service-42' };
const TTL = 60_000;

function setUp(clock = new FakeClock()) {
  const store = new InMemoryActionTokenStore({ clock });
  return { clock, store, tokens: new ActionTokens({ store, clock }) };
}

/** The key as the documentation of the class describes it. */
function documentedKey(...texts: string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(Buffer.byteLength(text));
    hash.update(length).update(text);
  }
  return hash.digest('hex');
}

const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 });
const bindings = fc.record({ subject: texts, action: texts, resource: texts });

describe('ActionTokens', () => {
  it('issues tokens of 256 random bits that are safe in a URL, with their expiry', async () => {
    const { tokens } = setUp(new FakeClock('2026-01-05T09:00:00Z'));
    const issued = await Promise.all(
      Array.from({ length: 100 }, () => tokens.issue({ ...BINDINGS, ttlMs: TTL })),
    );
    expect(new Set(issued.map(({ token }) => token)).size).toBe(100);
    for (const { token, expiresAt } of issued) {
      expect(token).toMatch(/^[\w-]{43}$/);
      expect(encodeURIComponent(token)).toBe(token);
      expect(expiresAt).toBe('2026-01-05T09:01:00.000Z');
    }
  });

  it('law: a token works once, among 100 who use it at once', async () => {
    await fc.assert(
      fc.asyncProperty(bindings, async (bound) => {
        const { tokens, store } = setUp();
        const { token } = await tokens.issue({ ...bound, ttlMs: TTL });
        const answers = await Promise.all(Array.from({ length: 100 }, () => tokens.consume(token, bound)));
        expect(answers.filter(Boolean)).toHaveLength(1);
        expect(await tokens.consume(token, bound)).toBe(false);
        expect(store.size).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  it('law: other bindings are refused and do not use the token up, also where the texts join alike', async () => {
    await fc.assert(
      fc.asyncProperty(bindings, bindings, async (bound, other) => {
        fc.pre(JSON.stringify(bound) !== JSON.stringify(other));
        const { tokens } = setUp();
        const { token } = await tokens.issue({ ...bound, ttlMs: TTL });
        const shifted = { ...bound, subject: bound.subject + bound.action[0], action: bound.action.slice(1) };
        for (const wrong of [other, shifted, { ...bound, resource: `${bound.resource} ` }]) {
          expect(await tokens.consume(token, wrong)).toBe(false);
        }
        expect(await tokens.consume(token, bound)).toBe(true);
      }),
    );
  });

  it('lets several tokens for the same action be open at once', async () => {
    const { tokens } = setUp();
    const first = await tokens.issue({ ...BINDINGS, ttlMs: TTL });
    const second = await tokens.issue({ ...BINDINGS, ttlMs: TTL });
    expect(await tokens.consume(second.token, BINDINGS)).toBe(true);
    expect(await tokens.consume(first.token, BINDINGS)).toBe(true);
  });

  it('counts a token as valid until, and not at, its expiry', async () => {
    for (const [after, works] of [
      [TTL - 1, true],
      [TTL, false],
      [TTL + 1, false],
    ] as const) {
      const { tokens, clock } = setUp();
      const { token } = await tokens.issue({ ...BINDINGS, ttlMs: TTL });
      clock.advance(after);
      expect(await tokens.consume(token, BINDINGS)).toBe(works);
      clock.advance(-after);
      expect(await tokens.consume(token, BINDINGS)).toBe(false);
    }
  });

  it('asks the store by a digest alone', async () => {
    const asked: string[] = [];
    const store: ActionTokenStore = {
      put: async (key) => void asked.push(key),
      take: async (key) => {
        asked.push(key);
        return new Date('2999-01-01T00:00:00Z');
      },
    };
    const tokens = new ActionTokens({ store });
    const { token } = await tokens.issue({ ...BINDINGS, ttlMs: TTL });
    expect(await tokens.consume(token, BINDINGS)).toBe(true);
    const key = documentedKey(token, BINDINGS.subject, BINDINGS.action, BINDINGS.resource);
    expect(asked).toEqual([key, key]);
  });

  it('law: whatever else is presented is false, never an error', async () => {
    const { tokens } = setUp();
    const { token } = await tokens.issue({ ...BINDINGS, ttlMs: TTL });
    const consume = (given: unknown, bound: unknown): Promise<boolean> =>
      Reflect.apply(tokens.consume, tokens, [given, bound]);
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.anything(), fc.string()), fc.anything(), async (given, bound) => {
        expect(await consume(given, BINDINGS)).toBe(false);
        expect(await consume(token, bound)).toBe(false);
      }),
    );
    const hostile = [
      `${token} `,
      `${token}\n`,
      `${token}=`,
      token.slice(1),
      `${token}${token}`,
      'é'.repeat(43),
    ];
    for (const given of hostile) expect(await consume(given, BINDINGS)).toBe(false);
    expect(await consume('x'.repeat(10_000_000), BINDINGS)).toBe(false);
    for (const text of ['', '\uD800', 'x'.repeat(10_000_000)]) {
      expect(await consume(token, { ...BINDINGS, resource: text })).toBe(false);
    }
    expect(await consume(token, BINDINGS)).toBe(true);
  });

  it('refuses to issue a token that is bound to nothing or never valid, with every reason', async () => {
    const { tokens, store } = setUp();
    const wrong = { subject: '', action: '\uD800', resource: 'x'.repeat(4097) };
    for (const ttlMs of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e15]) {
      const refused = await tokens.issue({ ...wrong, ttlMs }).catch((error: unknown) => error);
      const paths = refused instanceof InvalidInputError ? refused.issues.map(({ path }) => path) : [];
      expect(paths).toEqual(['subject', 'action', 'resource', 'ttlMs']);
    }
    expect(store.size).toBe(0);
  });

  it('passes on what the store throws', async () => {
    const down = () => Promise.reject(new Error('store down'));
    const tokens = new ActionTokens({ store: { put: down, take: down } });
    await expect(tokens.issue({ ...BINDINGS, ttlMs: TTL })).rejects.toThrow('store down');
    await expect(tokens.consume('A'.repeat(43), BINDINGS)).rejects.toThrow('store down');
  });

  it('takes its random bytes from outside, and not too few', async () => {
    const { store } = setUp();
    const tokens = new ActionTokens({ store, random: (length) => new Uint8Array(length).fill(255) });
    expect((await tokens.issue({ ...BINDINGS, ttlMs: TTL })).token).toBe(`${'_'.repeat(42)}8`);
    const short = new ActionTokens({ store, random: () => new Uint8Array(8) });
    await expect(short.issue({ ...BINDINGS, ttlMs: TTL })).rejects.toThrow(ConfigError);
  });
});

describe('InMemoryActionTokenStore', () => {
  it('does not grow with tokens that nobody used', async () => {
    const { tokens, store, clock } = setUp();
    const random = seededRandom(1);
    let largest = 0;
    for (let count = 0; count < 10_000; count += 1) {
      await tokens.issue({ ...BINDINGS, ttlMs: 1 + Math.floor(random() * 500) });
      clock.advance(1);
      largest = Math.max(largest, store.size);
    }
    expect(largest).toBeLessThanOrEqual(1000);
  });

  it('keeps open tokens, however many', async () => {
    const { tokens } = setUp();
    const first = await tokens.issue({ ...BINDINGS, ttlMs: TTL });
    for (let count = 0; count < 5000; count += 1) await tokens.issue({ ...BINDINGS, ttlMs: TTL });
    expect(await tokens.consume(first.token, BINDINGS)).toBe(true);
  });
});
