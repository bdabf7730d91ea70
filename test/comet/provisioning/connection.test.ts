import { describe, expect, test } from 'vitest';
import { CometConnection } from '../../../src/comet/admin/index.ts';
import { CometAccounts } from '../../../src/comet/provisioning/index.ts';
import type { FakeCometServerOptions, Fault } from '../../../src/testing/index.ts';
import { setUp } from './harness.ts';

const VERSION = 'AdminMetaVersion';

describe('a test of the connection', () => {
  test('tells version and roles', async () => {
    const { accounts } = setUp({ serverVersion: '25.9.8' });
    expect(await accounts.test()).toMatchObject({
      ok: true,
      version: '25.9.8',
      roles: { authentication: true, storage: true, overseer: false },
    });
  });

  test.each<[string, Fault]>([
    ['TRANSPORT', { kind: 'network-error' }],
    ['TRANSPORT', { kind: 'status', status: 502 }],
    ['AUTH_FAILED', { kind: 'enveloped-error', status: 403, message: 'Unauthorised' }],
    ['COMET_REFUSED', { kind: 'enveloped-error', status: 500, message: 'Busy' }],
    ['NOT_COMET', { kind: 'html' }],
    ['NOT_COMET', { kind: 'status', status: 404 }],
    ['NOT_COMET', { kind: 'empty' }],
    ['CONFIG', { kind: 'redirect', location: 'https://elsewhere.example.com/' }],
  ])('tells %s when there is %j', async (reason, fault) => {
    const { fake, accounts } = setUp();
    fake.inject({ on: VERSION, times: Number.POSITIVE_INFINITY, fault });
    expect(await accounts.test()).toMatchObject({ ok: false, reason, error: expect.any(Error) });
  });

  test('tells that a second factor is needed', async () => {
    const admin = { username: 'admin', password: 'fake-password', totpSecret: 'GEZDGNBVGY3TQOJQ' };
    const options: FakeCometServerOptions = { admins: [admin] };
    expect(await setUp(options).accounts.test()).toMatchObject({ ok: false, reason: 'TOTP_REQUIRED' });
  });
});

describe('installers', () => {
  function answering(body: string | Uint8Array<ArrayBuffer>) {
    const comet = new CometConnection({
      baseUrl: 'https://backup.example.com/',
      auth: { type: 'password', username: 'admin', password: 'fake-password' },
      fetch: () => Promise.resolve(new Response(body)),
    });
    return new CometAccounts({ comet });
  }

  test('are listed by the numbers of their platforms', async () => {
    const windows = { Category: 'Windows', Description: 'Any CPU', Recommended: true };
    const linux = { Category: 'Linux', Description: 'Generic', Recommended: false };
    const accounts = answering(JSON.stringify({ 21: linux, 7: windows }));
    expect(await accounts.installers()).toEqual([
      { platform: 7, category: 'Windows', description: 'Any CPU', recommended: true },
      { platform: 21, category: 'Linux', description: 'Generic', recommended: false },
    ]);
  });

  test('come as bytes', async () => {
    const { fake, accounts } = setUp({ clientInstaller: Uint8Array.of(1, 2, 3) });
    expect(await accounts.installer(7)).toEqual(Uint8Array.of(1, 2, 3));
    expect(fake.requests[0]?.form).toMatchObject({
      Platform: '7',
      SelfAddress: 'https://backup.example.com/',
    });
  });

  test('are never made of an error', async () => {
    const accounts = answering('{"Status":403,"Message":"Not licensed"}');
    await expect(accounts.installer(7)).rejects.toMatchObject({
      code: 'AUTH_FAILED',
      serverMessage: 'Not licensed',
    });
  });
});
