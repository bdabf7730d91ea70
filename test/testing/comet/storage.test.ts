import { FakeClock, FakeCometServer, fakeBucket } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { ADMIN, acme, admin, BASE, OK, post, text } from './call.ts';

const VAULT = {
  TargetUser: 'acme',
  StorageProvider: 'fake-storage',
  SelfAddress: 'https://vault.example.com/',
};

describe('storage vaults', () => {
  test('the templates are a map, null when there are none', async () => {
    const call = 'request-storage-vault-providers';
    expect(await admin(new FakeCometServer(), call)).toEqual({ 'fake-storage': 'Fake Storage' });
    expect(await admin(new FakeCometServer({ storageProviders: {} }), call)).toBeNull();
  });

  test('a vault brings a bucket; the answer has the id, the profile and its hash', async () => {
    const fake = new FakeCometServer({ users: [acme] });
    const answer = await admin(fake, 'request-storage-vault', VAULT);
    expect(answer).toMatchObject({
      ...OK,
      ProfileHash: fake.profileHash('acme'),
      Profile: fake.profile('acme'),
    });
    const id = text(answer, 'DestinationID');
    const [bucket] = fake.state.buckets.keys();
    expect(fake.profile('acme')['Destinations']).toMatchObject({
      [id]: {
        DestinationType: 1003,
        CometServer: VAULT.SelfAddress,
        CometBucket: bucket,
        StorageLimitBytes: 0,
      },
    });
  });

  test('without an address of its own the vault points at the address of the call', async () => {
    const fake = new FakeCometServer({ users: [acme], basePath: '/comet' });
    const { SelfAddress: _, ...form } = VAULT;
    await post(fake, '/comet/api/v1/admin/request-bucket', { ...ADMIN, ...form });
    const [vault] = Object.values(fake.profile('acme')['Destinations'] ?? {});
    expect(vault).toHaveProperty('CometServer', `${BASE}/comet/`);
  });

  test.each([
    ['19.7.9', ['Message', 'Status']],
    ['19.8.0', ['DestinationID', 'Message', 'Status']],
    ['25.6.7', ['DestinationID', 'Message', 'Status']],
    ['25.6.8', ['DestinationID', 'Message', 'Profile', 'ProfileHash', 'Status']],
  ])('a server of %s answers %o', async (serverVersion, keys) => {
    const fake = new FakeCometServer({ users: [acme], serverVersion });
    const answer = await admin(fake, 'request-storage-vault', {
      ...VAULT,
      ProfileHash: fake.profileHash('acme'),
    });
    expect(Object.keys(answer ?? {}).sort()).toEqual(keys);
  });

  test('nothing is made for a stale hash, an unknown template or an unknown user', async () => {
    const fake = new FakeCometServer({ users: [acme] });
    for (const wrong of [{ ProfileHash: 'x' }, { StorageProvider: 'x' }, { TargetUser: 'x' }]) {
      expect(await admin(fake, 'request-storage-vault', { ...VAULT, ...wrong })).toMatchObject({
        Status: 400,
      });
    }
    expect([fake.state.buckets.size, fake.profile('acme')['Destinations']]).toEqual([0, null]);
  });
});

describe('buckets', () => {
  test('null, or a map with their sizes, exact beyond 2^53', async () => {
    expect(await admin(new FakeCometServer(), 'storage/list-buckets')).toBeNull();
    const buckets = { b1: fakeBucket(512), b2: fakeBucket(2n ** 62n) };
    const fake = new FakeCometServer({ buckets });
    expect(await admin(fake, 'storage/list-buckets')).toEqual(buckets);
  });

  test('a size is measured anew only when it is older than asked for', async () => {
    const clock = new FakeClock('2026-01-05T09:00:00Z');
    const fake = new FakeCometServer({ clock, buckets: { b1: fakeBucket(512) } });
    const stale = { Size: { Size: 512, MeasureCompleted: 1_735_689_600 } };
    expect(await admin(fake, 'storage/bucket-properties', { BucketID: 'b1' })).toMatchObject(stale);
    const asked = { BucketID: 'b1', AfterTimestamp: '1767000000' };
    expect(await admin(fake, 'storage/bucket-properties', asked)).toMatchObject({
      Size: { Size: 512, MeasureCompleted: 1_767_603_600 },
    });
    expect(fake.state.buckets.get('b1')?.Size.MeasureCompleted).toBe(1_767_603_600);
  });
});

describe('live connections', () => {
  const live = { c1: { Username: 'acme', DeviceID: 'd1' }, c2: { Username: 'other', DeviceID: 'd2' } };

  test('null with nobody online; filtered by user since 22.6.2', async () => {
    const call = 'dispatcher/list-active';
    expect(await admin(new FakeCometServer(), call)).toBeNull();
    const filter = { UserNameFilter: 'acme' };
    expect(
      Object.keys((await admin(new FakeCometServer({ connections: live }), call, filter)) ?? {}),
    ).toEqual(['c1']);
    const old = new FakeCometServer({ connections: live, serverVersion: '22.6.1' });
    expect(Object.keys((await admin(old, call, filter)) ?? {})).toEqual(['c1', 'c2']);
  });
});

describe('resources and downloads', () => {
  const UPLOAD = '/api/v1/admin/meta/resource/new';
  const headers = { 'x-comet-admin-username': 'admin', 'x-comet-admin-authtype': 'Password' };

  function upload(fake: FakeCometServer, extra: Record<string, string>, name = 'upload'): Promise<Response> {
    const body = new FormData();
    body.set(name, new Blob([Uint8Array.of(0, 255, 10)]), 'logo.png');
    return fake.fetch(BASE + UPLOAD, { method: 'POST', body, headers: { ...headers, ...extra } });
  }

  test('an upload logs in by headers, and comes back byte for byte', async () => {
    const fake = new FakeCometServer();
    const answer = await (await upload(fake, { 'x-comet-admin-password': 'fake-password' })).json();
    const Hash = text(answer, 'ResourceHash');
    expect(Hash).toMatch(/^[0-9a-f]{64}$/);
    const back = await post(fake, '/api/v1/admin/meta/resource/get', { ...ADMIN, Hash });
    expect([back.headers.get('content-type'), [...(await back.bytes())]]).toEqual([
      'application/octet-stream',
      [0, 255, 10],
    ]);
    const unknown = await post(fake, '/api/v1/admin/meta/resource/get', { ...ADMIN, Hash: 'x' });
    expect(Object.keys((await unknown.json()) as object)).toEqual(['Status', 'Message']);
  });

  test('header values are UTF-8 bytes; a login in the form of an upload does not count', async () => {
    const fake = new FakeCometServer({ admins: [{ username: 'admin', password: 'pässword€' }] });
    const raw = String.fromCharCode(...new TextEncoder().encode('pässword€'));
    expect(await (await upload(fake, { 'x-comet-admin-password': raw })).json()).toMatchObject(OK);
    expect(await (await upload(fake, { 'x-comet-admin-password': 'pässword' })).json()).toMatchObject({
      Status: 403,
    });
    expect(await (await upload(fake, { 'x-comet-admin-password': raw }, 'file')).json()).toMatchObject({
      Status: 400,
    });
    expect(await (await post(fake, UPLOAD, { ...ADMIN, Password: 'pässword€' })).json()).toMatchObject({
      Status: 400,
    });
    expect(fake.state.resources.size).toBe(1);
  });

  test('a client is a stream of bytes; without a login only where the server allows it', async () => {
    const path = '/api/v1/admin/branding/generate-client/windows-x86_64-exe';
    const answer = await post(new FakeCometServer(), path, ADMIN);
    expect(answer.headers.get('content-length')).toBe('65536');
    expect((await answer.bytes()).length).toBe(65_536);
    expect(await (await post(new FakeCometServer(), path)).json()).toMatchObject({ Status: 400 });
    const open = new FakeCometServer({ publicDownloads: true, clientInstaller: Uint8Array.of(1, 2) });
    expect([...(await (await post(open, path)).bytes())]).toEqual([1, 2]);
  });

  test('builds of the client are told by number, and handed out by it', async () => {
    const platforms = { 7: { Description: 'Any CPU' } };
    const fake = new FakeCometServer({ platforms });
    const list = 'branding/available-platforms';
    expect(await admin(fake, list)).toEqual({
      7: { Category: '', Description: 'Any CPU', Recommended: false },
    });
    expect(Object.keys(Object(await admin(new FakeCometServer(), list))).length).toBeGreaterThan(1);
    expect(await admin(new FakeCometServer({ platforms: {} }), list)).toBeNull();
    const path = '/api/v1/admin/branding/generate-client/by-platform';
    const download = (Platform: string) => post(fake, path, { ...ADMIN, Platform });
    expect((await (await download('7')).bytes()).length).toBe(65_536);
    expect(await (await download('8')).json()).toMatchObject({ Status: 400 });
    const impossible: object = { 1: { Recommended: 'yes' } };
    expect(() => new FakeCometServer({ platforms: { ...impossible } })).toThrow('Recommended');
  });
});
