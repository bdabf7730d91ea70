import {
  CometPortalClient,
  CometPortalConnection,
  createLicense,
  type HostedInstance,
  hostedAddress,
  hostedName,
  listLicenses,
} from 'reseller-sdk/comet/portal';
import { describe, expect, it } from 'vitest';
import { portalWith, TOKEN } from './support.ts';

const NO_LICENSES = { status: 'ok', code: 200, data: [] };

describe('credentials', () => {
  it('asks a token function before every attempt, so that a rotated token is used at once', async () => {
    const tokens = ['first', 'second'];
    const seen: (string | null)[] = [];
    const portal = portalWith(
      (request) => {
        seen.push(request.headers.get('authorization'));
        return seen.length === 1 ? new Response('', { status: 503 }) : Response.json(NO_LICENSES);
      },
      { token: async () => tokens.shift() ?? '' },
    );
    await portal.licenses.list();
    expect(seen).toEqual(['Bearer first', 'Bearer second']);
  });

  it('asks for no token where none is needed', async () => {
    let asked = 0;
    const version = { latest_stable: 'a', latest_prerelease: 'b', downloads_url: 'c', updates_info: [] };
    const portal = portalWith(() => Response.json(version), {
      token: () => {
        asked += 1;
        return TOKEN;
      },
    });
    await portal.latestVersion();
    expect(asked).toBe(0);
  });

  it('says of a token function that fails that nothing was sent', async () => {
    let sent = 0;
    const portal = portalWith(
      () => {
        sent += 1;
        return Response.json(NO_LICENSES);
      },
      { token: () => Promise.reject(new RangeError('the vault is sealed')) },
    );
    await expect(portal.licenses.list()).rejects.toMatchObject({
      ...{ name: 'TransportError', code: 'CREDENTIAL_UNAVAILABLE', outcomeUnknown: false },
      cause: { name: 'RangeError' },
    });
    expect(sent).toBe(0);
  });
});

describe('options', () => {
  it.each([0, -1, Number.NaN])('refuse the limit %d', (timeout) => {
    expect(() => new CometPortalClient({ token: TOKEN, timeout })).toThrow(/timeout/);
  });

  it('tell when credentials travel in clear', () => {
    const codes: string[] = [];
    new CometPortalClient({
      token: TOKEN,
      baseUrl: 'http://portal.example.com',
      allowInsecureHttp: true,
      onEvent: (event) => codes.push(event.type === 'warning' ? event.code : event.type),
    });
    expect(codes).toEqual(['INSECURE_HTTP']);
  });

  it('default to the vendor’s address', async () => {
    let address = '';
    const portal = portalWith((request) => {
      address = request.url;
      return Response.json(NO_LICENSES);
    });
    await portal.licenses.list();
    expect(address).toBe('https://account.cometbackup.com/api/v1/license/list_licenses');
  });
});

describe('operations are values', () => {
  it('run through the client', async () => {
    const portal = portalWith(() => Response.json(NO_LICENSES));
    expect(await portal.run(listLicenses, undefined)).toEqual([]);
  });

  it('tell that a licence is never made twice', () => {
    expect(createLicense.safety).toBe('write');
    expect(createLicense.tokenAction).toBe('License::CreateLicense');
  });
});

describe('an abort', () => {
  it('ends a report at once', async () => {
    const controller = new AbortController();
    const portal = portalWith(() => new Promise(() => undefined));
    const call = portal.reports.billingHistory({}, { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(call).rejects.toMatchObject({ name: 'AbortedError', code: 'ABORTED' });
  });
});

describe('hostedName', () => {
  it.each<[HostedInstance, string | undefined]>([
    [{ server_name: 'hosted-1', id: 7 }, 'hosted-1'],
    [{ server_name: ' ', id: 7 }, '7'],
    [{ server_name: null }, undefined],
  ])('%j is %s', (instance, name) => {
    expect(hostedName(instance)).toBe(name);
  });
});

describe('hostedAddress', () => {
  it.each<[HostedInstance, string | undefined]>([
    [{ user_dns: 'one.example.net' }, 'https://one.example.net'],
    [{ user_dns: 'one.example.net', user_custom_dns: 'backup.example.com' }, 'https://backup.example.com'],
    [{ user_dns: 'one.example.net', user_custom_dns: '' }, 'https://one.example.net'],
    [{ user_custom_dns: 'http://backup.example.com:8060' }, 'http://backup.example.com:8060'],
    [{ user_dns: 'httpd.example.net', user_custom_dns: null }, 'https://httpd.example.net'],
    [{}, undefined],
  ])('%j is %s', (instance, address) => {
    expect(hostedAddress(instance)).toBe(address);
  });
});

describe('a connection', () => {
  it('runs operations and generic calls as the client does, which is one', async () => {
    const paths: string[] = [];
    const connection = new CometPortalConnection({
      token: TOKEN,
      fetch: async (input, init) => {
        paths.push(new URL(new Request(input, init).url).pathname);
        return Response.json(NO_LICENSES);
      },
    });
    expect(await connection.run(listLicenses, undefined)).toEqual([]);
    expect(await connection.call('/api/v1/license/list_licenses', {}, 'envelope')).toEqual([]);
    expect(paths).toEqual(['/api/v1/license/list_licenses', '/api/v1/license/list_licenses']);
    expect(portalWith(() => Response.json(NO_LICENSES))).toBeInstanceOf(CometPortalConnection);
  });
});
