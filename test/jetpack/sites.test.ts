import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalizeSiteUrl, siteIdentifier } from '../../src/jetpack/index.ts';

const host = fc.constantFrom('example.com', 'Example.ORG', 'bücher.example', 'localhost', '127.0.0.1');
const port = fc.constantFrom('', ':80', ':443', ':8080', ':1');
const scheme = fc.constantFrom('', 'http://', 'https://', 'HTTPS://');
const segment = fc.stringMatching(/^[a-zA-Z0-9_~@!$&'()*+,;=ä€-]{1,8}$/);
const path = fc
  .array(fc.tuple(fc.constantFrom('/', '//'), segment), { maxLength: 4 })
  .map((parts) => parts.flat().join(''));
const end = fc.constantFrom('', '/', '///');
/** Texts of what separates, climbs and hides, in every spelling. */
const hostile = fc.string({
  unit: fc.constantFrom('.', '．', ':', '%3A', '/', '%2e', '%2F', '@', '"', '%', 'a', 'é', '1', '::', '://'),
  maxLength: 8,
});
const address = fc.tuple(scheme, host, port, path, end).map((parts) => parts.join(''));

/** A text as a server has it that decodes all escapes, also those that are no UTF-8. */
function bytesOf(text: string): string {
  return text
    .replace(/[^\0-\x7f]+/g, encodeURIComponent)
    .replace(/%(..)/g, (_escape, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

describe('laws of sites', () => {
  test('one spelling: normalizing twice changes nothing', async () => {
    await fc.assert(
      fc.property(address, (url) => {
        const once = normalizeSiteUrl(url);
        expect(normalizeSiteUrl(once)).toBe(once);
      }),
    );
  });

  test('one site: an address and its one spelling have one identifier', async () => {
    await fc.assert(
      fc.property(address, (url) => {
        expect(siteIdentifier(normalizeSiteUrl(url))).toBe(siteIdentifier(url));
      }),
    );
  });

  test('settled: an identifier is its own identifier, but for the other scheme’s default port', async () => {
    await fc.assert(
      fc.property(address, (url) => {
        fc.pre(!/:(80|443)\b/.test(url));
        expect(siteIdentifier(siteIdentifier(url))).toBe(siteIdentifier(url));
      }),
    );
  });

  test('reversible: the identifier tells host and path again', async () => {
    await fc.assert(
      fc.property(address, (url) => {
        const stripped = normalizeSiteUrl(url, { scheme: 'strip' });
        expect(siteIdentifier(url).replaceAll('::', '/')).toBe(stripped);
      }),
    );
  });

  test('reversible, also for a server that decodes before it splits', async () => {
    await fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 3 }), (parts) => {
        let identifier: string;
        try {
          identifier = siteIdentifier(`example.com/${parts.join('/')}`);
        } catch {
          return;
        }
        const decoded = parts.filter((part) => part !== '').map((part) => bytesOf(part).split('/'));
        expect(bytesOf(identifier).split('::')).toEqual([
          'example.com',
          ...decoded.flat().filter((part) => part !== ''),
        ]);
      }),
      { numRuns: 1000 },
    );
  });

  test('raw: nothing in an identifier is changed by the path of a URL', async () => {
    await fc.assert(
      fc.property(address, (url) => {
        const at = `/rest/v1.4/jpphp/${siteIdentifier(url)}/status`;
        expect(new URL(`https://public-api.wordpress.com${at}`).pathname).toBe(at);
      }),
    );
  });

  test('whatever text comes, an identifier stays one segment of a path', async () => {
    await fc.assert(
      fc.property(fc.oneof(hostile, fc.string(), fc.webUrl(), fc.string({ unit: 'binary' })), (text) => {
        let identifier: string;
        try {
          identifier = siteIdentifier(text);
        } catch (error) {
          expect(error).toMatchObject({ name: 'InvalidInputError', code: 'invalid_site_url' });
          return;
        }
        expect(identifier).toMatch(/^[\x21-\x7e]+$/);
        expect(identifier).not.toMatch(/[/\\?#]|%2f|%5c|%2e/i);
        const { pathname } = new URL(`https://public-api.wordpress.com/jpphp/${identifier}/status`);
        expect(pathname.split('/')).toHaveLength(4);
      }),
      { numRuns: 1000 },
    );
  });
});
