import { describe, expect, test } from 'vitest';
import { ConfigError, InvalidInputError } from '../../src/core/errors/input.ts';
import { Secret } from '../../src/core/secret.ts';
import { FleioConnection, ssoUrl } from '../../src/fleio/index.ts';
import { client, rejection, UUID } from './harness.ts';

const baseUrl = 'https://cloud.example.com/backend/staffapi';

describe('the address', () => {
  test.each([
    baseUrl,
    `${baseUrl}///`,
    'https://cloud.example.com/staffapi',
    'http://127.0.0.1:8000/staffapi/',
  ])('can be %s', (address) => {
    expect(() => new FleioConnection({ token: 't', baseUrl: address })).not.toThrow();
  });

  test.each([
    'https://cloud.example.com',
    'https://cloud.example.com/backend',
    'https://cloud.example.com/staffapi/v1',
    'https://cloud.example.com/mystaffapi',
    'https://cloud.example.com/staffapi?x=1',
    'https://user:pw@cloud.example.com/staffapi',
    'ftp://cloud.example.com/staffapi',
    'staffapi',
  ])('cannot be %s', (address) => {
    expect(() => new FleioConnection({ token: 't', baseUrl: address })).toThrow(ConfigError);
  });

  test('that is incomplete is answered with both forms', () => {
    const attempt = () => new FleioConnection({ token: 't', baseUrl: 'https://cloud.example.com' });
    expect(attempt).toThrow(/https:\/\/HOST\/backend\/staffapi .*https:\/\/HOST\/staffapi/);
  });

  test.each([
    [false, 1],
    [true, 1],
  ])('of plain http needs a word (%s) and warns', (allowInsecureHttp, warnings) => {
    const events: string[] = [];
    const attempt = () =>
      new FleioConnection({
        token: 't',
        baseUrl: 'http://cloud.example.com/staffapi',
        allowInsecureHttp,
        onEvent: (event) => events.push('code' in event ? event.code : event.type),
      });
    if (allowInsecureHttp) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(/allowInsecureHttp: true/);
    expect(events).toEqual(Array.from({ length: warnings }, () => 'INSECURE_HTTP'));
  });
});

describe('the token', () => {
  test.each([
    ['text', 'token-2'],
    ['text with blanks around it', ' token-2\n'],
    ['a Secret', new Secret('token-2')],
    ['a function', async () => 'token-2'],
  ])('can be %s', async (_kind, token) => {
    const { fleio, seen } = client([{ id: 7 }], { token });
    await fleio.clients.retrieve({ id: 7 });
    expect(seen[0]?.headers.get('authorization')).toBe('Token token-2');
  });

  test.each(['', ' ', 'two words', 'line\nbreak'])('is refused when it is %j', (token) => {
    expect(() => new FleioConnection({ token, baseUrl })).toThrow(ConfigError);
  });
});

describe('limits', () => {
  test.each([{ timeout: 0 }, { timeout: Number.NaN }, { retry: { limit: -1 } }, { maxBodyBytes: 0 }])(
    '%j is refused',
    (limits) => {
      expect(() => new FleioConnection({ token: 't', baseUrl, ...limits })).toThrow(ConfigError);
    },
  );
});

describe('the frontends', () => {
  test('lose the slashes at their end', () => {
    const { frontendUrl, staffUrl } = new FleioConnection({
      token: 't',
      baseUrl,
      frontendUrl: 'https://my.example.com/panel//',
      staffUrl: 'https://staff.example.com/',
    });
    expect([frontendUrl, staffUrl]).toEqual(['https://my.example.com/panel', 'https://staff.example.com']);
  });

  test('can be absent', () => {
    const { frontendUrl, staffUrl } = new FleioConnection({ token: 't', baseUrl });
    expect([frontendUrl, staffUrl]).toEqual([undefined, undefined]);
  });

  test.each(['frontendUrl', 'staffUrl'])('%s must be an address', (name) => {
    const attempt = () => new FleioConnection({ token: 't', baseUrl, [name]: 'my.example.com' });
    expect(attempt).toThrow(new RegExp(`^${name} must be an absolute`));
  });
});

describe('the address of a single sign-on', () => {
  test.each(['https://my.example.com', 'https://my.example.com/'])('at %s is encoded as a form is', (url) => {
    expect(ssoUrl(url, `${UUID}:1767614400:AB+/=`)).toBe(
      `https://my.example.com/sso?euid=${UUID}&timestamp=1767614400&hash_val=AB%2B%2F%3D`,
    );
  });

  test.each(['', 'a:1', 'a:b:c', 'a:1:c:d', ':1:c', 'a:1:'])('is not made of %j', (proof) => {
    expect(() => ssoUrl('https://my.example.com', proof)).toThrow(InvalidInputError);
  });

  test('does not show a proof that it refuses', () => {
    expect(() => ssoUrl('https://my.example.com', 'euid:canary:canary')).toThrow(/^(?!.*canary)/);
  });

  test('comes of a session that was asked for', async () => {
    const { fleio } = client([{ hash_val: `${UUID}:1767614400:s` }], {
      frontendUrl: 'https://my.example.com',
    });
    const { hash_val } = await fleio.sso.createSession({ euid: UUID });
    expect(ssoUrl(fleio.frontendUrl ?? '', hash_val)).toContain('hash_val=s');
    expect(await rejection(fleio.sso.createSession({ euid: 'a b' }))).toBeInstanceOf(InvalidInputError);
  });
});
