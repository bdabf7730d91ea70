import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigError, InvalidInputError } from '../../../src/core/errors/input.ts';
import { joinUrl, parseBaseUrl, pathSegment, showUrl } from '../../../src/core/http/url.ts';

describe('parseBaseUrl', () => {
  it.each([
    ['https://api.example.com', 'https://api.example.com/'],
    ['https://api.example.com/', 'https://api.example.com/'],
    ['https://api.example.com///', 'https://api.example.com/'],
    ['https://proxy.example.com/comet', 'https://proxy.example.com/comet/'],
    ['https://proxy.example.com/a/b//', 'https://proxy.example.com/a/b/'],
    ['  https://api.example.com:443/ ', 'https://api.example.com/'],
    ['http://backup.example.com:8060', 'http://backup.example.com:8060/'],
    ['HTTPS://API.Example.COM/Comet', 'https://api.example.com/Comet/'],
    ['https://[2001:DB8::1]:8443/x', 'https://[2001:db8::1]:8443/x/'],
    ['https://api.example.com/a/../b', 'https://api.example.com/b/'],
  ])('%s becomes %s', (text, href) => {
    expect(parseBaseUrl(text).href).toBe(href);
  });

  it.each([
    '',
    'api.example.com',
    '/relative',
    'ftp://api.example.com/',
    'javascript:alert(1)',
    'https://user@api.example.com/',
    'https://:canary@api.example.com/',
    'https://api.example.com/?key=canary',
    'https://api.example.com/#canary',
    'https://',
  ])('refuses %j without repeating it', (text) => {
    expect(() => parseBaseUrl(text)).toThrow(ConfigError);
    expect(() => parseBaseUrl(text)).not.toThrow(/canary/);
  });

  it.each([
    ['http://backup.example.com', true],
    ['https://backup.example.com', false],
    ['http://localhost:8060', false],
    ['http://127.0.0.1', false],
    ['http://127.1.2.3', false],
    ['http://[::1]:80', false],
    ['http://127.0.0.1.example.com', true],
    ['http://localhost.example.com', true],
    ['http://10.0.0.1', true],
  ])('%s sends credentials in the clear: %s', (text, insecure) => {
    expect(parseBaseUrl(text).insecure).toBe(insecure);
  });
});

describe('joinUrl', () => {
  const base = parseBaseUrl('https://proxy.example.com/comet');

  it.each(['api/v1/x', '/api/v1/x', '//api/v1/x'])('keeps the sub-path and one slash before %s', (path) => {
    expect(joinUrl(base, path)).toBe('https://proxy.example.com/comet/api/v1/x');
  });

  it('repeats the name of a list, leaves out what is absent, and keeps 0, false and empty text', () => {
    const query = { a: ['x', 'y'], b: undefined, c: 0, d: false, e: '', f: 'ü &=' };
    expect(joinUrl(base, 'q', query)).toBe(
      'https://proxy.example.com/comet/q?a=x&a=y&c=0&d=false&e=&f=%C3%BC+%26%3D',
    );
    expect(joinUrl(base, 'q', { a: undefined })).toBe('https://proxy.example.com/comet/q');
  });

  it('sends pairs in their order, a name as often as it comes', () => {
    const pairs = [
      ['l[][k]', 'a'],
      ['l[][v]', '1'],
      ['l[][k]', 'b'],
    ] as const;
    const url = new URL(joinUrl(base, 'q', pairs));
    expect([...url.searchParams]).toEqual(pairs);
    expect(joinUrl(base, 'q', [])).toBe('https://proxy.example.com/comet/q');
  });
});

describe('pathSegment', () => {
  it.each([
    ['vm_1', 'vm_1'],
    ['a/b', 'a%2Fb'],
    ['%2f', '%252f'],
    ['%2e%2e', '%252e%252e'],
    ['..\\x', '..%5Cx'],
    ['...', '...'],
    ['?#', '%3F%23'],
    ['ü', '%C3%BC'],
  ])('%j is written %s', (value, written) => {
    expect(pathSegment(value)).toBe(written);
  });

  it.each(['', '.', '..', '\ud800'])('refuses %j', (value) => {
    expect(() => pathSegment(value)).toThrow(InvalidInputError);
  });

  it('law: a segment stays one segment and comes back unchanged', () => {
    const base = parseBaseUrl('https://api.example.com/a');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (value) => {
        fc.pre(value !== '.' && value !== '..');
        const { pathname } = new URL(joinUrl(base, `x/${pathSegment(value)}/y`));
        expect(pathname.split('/').map(decodeURIComponent)).toEqual(['', 'a', 'x', value, 'y']);
      }),
    );
  });
});

describe('showUrl', () => {
  it.each([
    ['https://user:pw@api.example.com/p?token=1#x', 'https://api.example.com/p'],
    ['no address', '(unreadable address)'],
    ['data:text/plain,secret', '(unreadable address)'],
  ])('%s is shown as %s', (text, shown) => {
    expect(showUrl(text)).toBe(shown);
  });
});
