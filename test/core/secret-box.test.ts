import { createCipheriv, createDecipheriv } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  ConfigError,
  InvalidInputError,
  ResellerSdkError,
  Secret,
  SecretBox,
  SecretBoxError,
} from '../../src/index.ts';

const CONTEXT = 'katapult/root-password/42';
const bytes = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
const one = { id: '2026-01', key: bytes(1) };
const two = { id: '2026-02', key: bytes(2) };

/** The additional data as the documentation of the class describes it. */
function additionalData(...texts: string[]): Buffer {
  return Buffer.concat(
    texts.flatMap((text) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(Buffer.byteLength(text));
      return [length, Buffer.from(text)];
    }),
  );
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof SecretBoxError ? error.code : String(error);
}

describe('SecretBox', () => {
  it('opens what another implementation sealed by the description of the format', async () => {
    const nonce = Buffer.from('0102030405060708090a0b0c', 'hex');
    const cipher = createCipheriv('aes-256-gcm', one.key, nonce);
    cipher.setAAD(additionalData('v1', one.id, CONTEXT));
    const sealed = Buffer.concat([cipher.update('pässwörd', 'utf8'), cipher.final(), cipher.getAuthTag()]);
    const box = `v1.${one.id}.${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
    expect((await new SecretBox({ keys: [one] }).open(box, CONTEXT)).reveal()).toBe('pässwörd');
  });

  it('seals so that another implementation opens it by the description of the format', async () => {
    const box = await new SecretBox({ keys: [two, one] }).seal('pässwörd', CONTEXT);
    const [version = '', id = '', nonce = '', sealed = ''] = box.split('.');
    expect([version, id]).toEqual(['v1', two.id]);
    const decipher = createDecipheriv('aes-256-gcm', two.key, Buffer.from(nonce, 'base64url'));
    const raw = Buffer.from(sealed, 'base64url');
    decipher.setAAD(additionalData(version, id, CONTEXT));
    decipher.setAuthTag(raw.subarray(-16));
    expect(Buffer.concat([decipher.update(raw.subarray(0, -16)), decipher.final()]).toString()).toBe(
      'pässwörd',
    );
  });

  it('law: what was sealed comes back exactly, as a Secret', async () => {
    const secrets = new SecretBox({ keys: [one] });
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'grapheme' }),
        async (text, context) => {
          const box = await secrets.seal(text, context);
          expect(box).toMatch(/^v1\.2026-01\.[\w-]{16}\.[\w-]{22,}$/);
          const opened = await secrets.open(box, context);
          expect(opened.reveal()).toBe(text);
          expect(String(opened)).toBe('[redacted]');
        },
      ),
    );
    const marked = await secrets.seal(new Secret('\uFEFFmark'), CONTEXT);
    expect((await secrets.open(marked, CONTEXT)).reveal()).toBe('\uFEFFmark');
  });

  it('never uses a nonce twice', async () => {
    const secrets = new SecretBox({ keys: [one] });
    const boxes = await Promise.all(Array.from({ length: 500 }, () => secrets.seal('same', CONTEXT)));
    expect(new Set(boxes.map((box) => box.split('.')[2])).size).toBe(500);
  });

  it('law: a box in which any character was changed does not open', async () => {
    const secrets = new SecretBox({ keys: [one] });
    const box = await secrets.seal('pw', CONTEXT);
    await fc.assert(
      fc.asyncProperty(fc.nat(box.length - 1), fc.constantFrom(...'Aa0_-.+/= \n'), async (at, character) => {
        fc.pre(box[at] !== character);
        const changed = box.slice(0, at) + character + box.slice(at + 1);
        expect(await codeOf(secrets.open(changed, CONTEXT))).toMatch(/^SECRET_BOX_/);
      }),
      { numRuns: 300 },
    );
  });

  it('opens a box for the context alone that it was sealed for', async () => {
    const secrets = new SecretBox({ keys: [one] });
    const box = await secrets.seal('pw', CONTEXT);
    expect(await codeOf(secrets.open(box, 'katapult/root-password/43'))).toBe('SECRET_BOX_NOT_AUTHENTIC');
    expect(await codeOf(secrets.open(box, ''))).toBe('SECRET_BOX_NOT_AUTHENTIC');
  });

  it('rotates: the first key seals, all open, and says which boxes are left', async () => {
    const old = await new SecretBox({ keys: [one] }).seal('pw', CONTEXT);
    const rotated = new SecretBox({ keys: [two, one] });
    expect(rotated.needsResealing(old)).toBe(true);
    const renewed = await rotated.seal(await rotated.open(old, CONTEXT), CONTEXT);
    expect(rotated.needsResealing(renewed)).toBe(false);
    expect((await new SecretBox({ keys: [two] }).open(renewed, CONTEXT)).reveal()).toBe('pw');
    expect(await codeOf(new SecretBox({ keys: [two] }).open(old, CONTEXT))).toBe('SECRET_BOX_UNKNOWN_KEY');
  });

  it('tells other bytes under a known id from an unknown id', async () => {
    const box = await new SecretBox({ keys: [one] }).seal('pw', CONTEXT);
    const other = new SecretBox({ keys: [{ id: one.id, key: bytes(9) }] });
    expect(await codeOf(other.open(box, CONTEXT))).toBe('SECRET_BOX_NOT_AUTHENTIC');
  });

  it.each([
    '',
    'plain text',
    'v1',
    'v1.2026-01',
    'v2.2026-01.AQIDBAUGBwgJCgsM.AAAAAAAAAAAAAAAAAAAAAA',
    'v1..AQIDBAUGBwgJCgsM.AAAAAAAAAAAAAAAAAAAAAA',
    'v1.2026-01.AQID.AAAAAAAAAAAAAAAAAAAAAA',
    'v1.2026-01.AQIDBAUGBwgJCgsM.AAAA',
    'v1.2026-01.AQIDBAUGBwgJCgsM.AAAAAAAAAAAAAAAAAAAAAA==',
    'v1.2026-01.AQIDBAUGBwgJCgsM.AAAAAAAAAAAAAAAAAAAAAA.x',
  ])('refuses %j, which is no box', async (box) => {
    const secrets = new SecretBox({ keys: [one] });
    expect(await codeOf(secrets.open(box, CONTEXT))).toBe('SECRET_BOX_MALFORMED');
    expect(() => secrets.needsResealing(box)).toThrow(SecretBoxError);
  });

  it('quotes nothing of a box or key in an error', async () => {
    const secrets = new SecretBox({ keys: [one] });
    const sealed = await secrets.seal('canary-secret', CONTEXT);
    for (const box of ['canary-secret', 'v1.canary-secret.AQIDBAUGBwgJCgsM.AAAAAAAAAAAAAAAAAAAAAA', sealed]) {
      const error: unknown = await secrets.open(box, 'other').catch((reason: unknown) => reason);
      const said = error instanceof ResellerSdkError ? `${inspect(error)}${JSON.stringify(error)}` : '';
      expect(said).toContain('SECRET_BOX_');
      expect(said).not.toContain('canary');
      expect(said).not.toContain(sealed.slice(-10));
    }
    expect(inspect(secrets, { showHidden: true, depth: 9 })).not.toContain('1, 1, 1');
  });

  it('takes keys as bytes and as base64 text, and keeps its own copy', async () => {
    const text = SecretBox.generateKey();
    const raw = Uint8Array.from(Buffer.from(text, 'base64'));
    expect(raw).toHaveLength(32);
    const fromBytes = new SecretBox({ keys: [{ id: 'k', key: raw }] });
    const box = await new SecretBox({ keys: [{ id: 'k', key: text }] }).seal('pw', CONTEXT);
    raw.fill(0);
    expect((await fromBytes.open(box, CONTEXT)).reveal()).toBe('pw');
    const url = Buffer.from(text, 'base64').toString('base64url');
    expect((await new SecretBox({ keys: [{ id: 'k', key: url }] }).open(box, CONTEXT)).reveal()).toBe('pw');
    expect(SecretBox.generateKey()).not.toBe(text);
  });

  it('imports a key once', async () => {
    const imports = vi.spyOn(crypto.subtle, 'importKey');
    const secrets = new SecretBox({ keys: [one, two] });
    const boxes = await Promise.all(['a', 'b', 'c'].map((text) => secrets.seal(text, CONTEXT)));
    await Promise.all(boxes.map((box) => secrets.open(box, CONTEXT)));
    expect(imports).toHaveBeenCalledTimes(1);
    imports.mockRestore();
  });

  it('refuses unusable keys, all of them in one error, without showing them', () => {
    expect(() => new SecretBox({ keys: [] })).toThrow(ConfigError);
    const keys = [
      { id: '', key: bytes(1) },
      { id: 'a.b', key: bytes(1) },
      { id: 'a b', key: bytes(1) },
      { id: 'same', key: bytes(1) },
      { id: 'same', key: bytes(2) },
      { id: 'short', key: new Uint8Array(31) },
      { id: 'text', key: 'canary' },
    ];
    let said = '';
    try {
      new SecretBox({ keys });
    } catch (error) {
      said = error instanceof ConfigError ? error.message : '';
    }
    for (const index of [0, 1, 2]) expect(said).toContain(`the id of key ${index} must not`);
    expect(said).toContain('the id of key 4 is taken');
    expect(said).toContain('key 5 must be 32 bytes');
    expect(said).toContain('key 6 must be 32 bytes');
    expect(said).not.toMatch(/canary|key 3/);
  });

  it('refuses text that has no UTF-8 form, which would come back as something else', async () => {
    const secrets = new SecretBox({ keys: [one] });
    await expect(secrets.seal('\uD800', '\uDC00')).rejects.toMatchObject({
      issues: [{ path: 'text' }, { path: 'context' }],
    });
    await expect(secrets.open('v1.x.y.z', '\uD800')).rejects.toThrow(InvalidInputError);
  });
});
