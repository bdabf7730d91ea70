import { CometAdminClient } from 'reseller-sdk/comet/admin';
import {
  type CollectProgress,
  collectServerUsage,
  extractUsageFromProfile,
  type ProfilesByUser,
  type UsageServer,
  type UserLister,
} from 'reseller-sdk/comet/usage';
import { describe, expect, it } from 'vitest';
import { AuthenticationError, InvalidInputError, UnexpectedResponseError } from '../../../src/index.ts';
import { AT, EXAMPLE_A } from './support.ts';

const clock = { now: () => AT };

function server(serverKey: string, list: () => Promise<ProfilesByUser>): UsageServer {
  const users = {
    async *iterateFull() {
      for (const [username, profile] of Object.entries(await list())) yield { username, profile };
    },
  };
  return { serverKey, client: { users } };
}

const answering = (key: string) => server(key, async () => EXAMPLE_A);

function refusing(key: string): UsageServer {
  return server(key, async () => {
    throw new AuthenticationError({ vendor: 'comet-admin', operation: 'AdminListUsersFull', status: 403 });
  });
}

describe('collectServerUsage', () => {
  it('starts no more work than there are servers', async () => {
    const usage = await collectServerUsage([answering('eu')], {
      concurrency: Number.MAX_SAFE_INTEGER,
      clock,
    });
    expect(usage.servers).toMatchObject([{ serverKey: 'eu', status: 'ok' }]);
  });

  it('reports every server beside what it counted', async () => {
    const usage = await collectServerUsage([answering('eu'), refusing('us'), answering('ap')], {
      only: ['eu', 'us'],
      clock,
    });
    expect(usage.servers).toMatchObject([
      { serverKey: 'eu', status: 'ok', collectedAt: '2026-08-07T02:00:00.000Z', reason: null, error: null },
      { serverKey: 'us', status: 'failed', collectedAt: null, reason: 'AUTHENTICATION_FAILED' },
      { serverKey: 'ap', status: 'skipped', collectedAt: null, reason: null },
    ]);
    expect(usage.servers[1]?.error).toContain('AdminListUsersFull');
    expect(new Set(usage.rows.map(({ serverKey }) => serverKey))).toEqual(new Set(['eu']));
    expect(usage.totals).toEqual({ users: 2, devices: 3, protectedItems: 7, storageBytes: '1099511627776' });
  });

  it('adds up the servers that answered', async () => {
    const { counts, totals } = await collectServerUsage([answering('a'), answering('b')], { clock });
    expect(counts).toMatchObject({ devices: '6', hyperv_vms: '10', m365_accounts: '18' });
    expect(totals.storageBytes).toBe('2199023255552');
  });

  it('calls a failure of another kind UNKNOWN, with a short text', async () => {
    const broken = server('a', () => Promise.reject(new TypeError('x'.repeat(1000))));
    const { servers } = await collectServerUsage([broken]);
    expect(servers[0]?.reason).toBe('UNKNOWN');
    expect(servers[0]?.error?.length).toBeLessThanOrEqual(200);
  });

  it('asks no more servers at a time than allowed', async () => {
    let running = 0;
    let most = 0;
    const slow = (key: string) =>
      server(key, async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 5));
        running -= 1;
        return {};
      });
    const keys = ['a', 'b', 'c', 'd', 'e'];
    const { servers } = await collectServerUsage(keys.map(slow), { concurrency: 2 });
    expect(most).toBe(2);
    expect(servers.map(({ serverKey }) => serverKey)).toEqual(keys);
  });

  it('ends as a whole when it is aborted', async () => {
    const controller = new AbortController();
    const aborting = server('a', async () => {
      controller.abort();
      throw new Error('aborted');
    });
    await expect(collectServerUsage([aborting], { signal: controller.signal })).rejects.toThrow('aborted');
  });

  it('refuses its input before anything is sent, every issue at once', async () => {
    let sent = 0;
    const counting = (key: string) =>
      server(key, async () => {
        sent += 1;
        return {};
      });
    const call = collectServerUsage([counting('a'), counting('a'), counting(' ')], {
      only: ['b'],
      concurrency: 0,
    });
    const error: unknown = await call.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({
      issues: [
        { path: 'servers[1].serverKey' },
        { path: 'servers[2].serverKey' },
        { path: 'only[0]' },
        { path: 'concurrency' },
      ],
    });
    expect(sent).toBe(0);
    await expect(collectServerUsage([])).rejects.toThrow(/at least one server/);
  });

  it('tells how far it is, and is not disturbed by who listens', async () => {
    const users = Object.fromEntries(Array.from({ length: 2500 }, (_item, index) => [`user-${index}`, {}]));
    const told: CollectProgress[] = [];
    const { servers } = await collectServerUsage([server('eu', async () => users), refusing('us')], {
      onProgress: (progress) => {
        told.push(progress);
        throw new Error('of the listener');
      },
    });
    expect(servers.map(({ status, totals }) => [status, totals.users])).toEqual([
      ['ok', 2500],
      ['failed', 0],
    ]);
    expect(told).toEqual([
      { serverKey: 'eu', users: 1000, done: false },
      { serverKey: 'eu', users: 2000, done: false },
      { serverKey: 'eu', users: 2500, done: true },
    ]);
  });

  it('counts nothing of a list that breaks off', async () => {
    const users = {
      async *iterateFull() {
        for (const [username, profile] of Object.entries(EXAMPLE_A)) yield { username, profile };
        throw new UnexpectedResponseError('the JSON is broken after 2 profiles', {
          ...{ vendor: 'comet-admin', operation: 'AdminListUsersFull', status: 200 },
        });
      },
    };
    const { rows, servers, totals } = await collectServerUsage([{ serverKey: 'eu', client: { users } }]);
    expect(servers).toMatchObject([
      { status: 'failed', reason: 'UNEXPECTED_RESPONSE', totals: { users: 0 } },
    ]);
    expect([rows, totals.devices]).toEqual([[], 0]);
  });

  it('counts nothing of a list that names a user twice', async () => {
    const profile = JSON.stringify(Object.values(EXAMPLE_A)[0]);
    const client = new CometAdminClient({
      baseUrl: 'https://backup.example.com',
      auth: { type: 'password', username: 'admin', password: 'invented' },
      fetch: async () => new Response(`{"acme":${profile},"beta":${profile},"acme":${profile}}`),
    });
    const { servers, rows, totals } = await collectServerUsage([{ serverKey: 'eu', client }], { clock });
    expect(servers).toMatchObject([{ status: 'failed', reason: 'UNEXPECTED_RESPONSE', collectedAt: null }]);
    expect(servers[0]?.error).toContain('the user acme twice');
    expect({ rows, users: totals.users }).toEqual({ rows: [], users: 0 });
  });

  it('takes a CometAdminClient as it is', async () => {
    const client: UserLister = new CometAdminClient({
      baseUrl: 'http://127.0.0.1:8060/',
      auth: { type: 'password', username: 'admin', password: 'x' },
      fetch: async () => Response.json({}),
    });
    const { servers } = await collectServerUsage([{ serverKey: 'main', client }], { clock });
    expect(servers).toMatchObject([{ status: 'ok', totals: { users: 0 } }]);
  });
});

describe('extractUsageFromProfile', () => {
  it('adds bytes beyond 2^53 exactly', () => {
    const size = (Size: number | bigint) => ({
      DestinationType: 1000,
      Statistics: { ClientProvidedSize: { Size } },
    });
    const Destinations = { a: size(9007199254740993n), b: size(9007199254740993n), c: size(2 ** 40) };
    expect(extractUsageFromProfile({ Destinations }).storageBytes).toBe('18015498021109762');
  });

  it('keeps hostile keys apart from the language', () => {
    const profile = JSON.parse(
      '{"Devices":{"__proto__":{"FriendlyName":"p"}},"Sources":{"s":{"Engine":"engine1/mssql","OwnerDevice":"constructor"}}}',
    );
    const { rows } = extractUsageFromProfile(profile);
    expect(rows).toMatchObject([
      { categoryId: 'devices', deviceId: '__proto__', friendlyName: 'p' },
      { categoryId: 'mssql', deviceId: null },
    ]);
  });

  it('does not change the profile', () => {
    const before = JSON.stringify(EXAMPLE_A['acme']);
    extractUsageFromProfile(EXAMPLE_A['acme'] ?? {});
    expect(JSON.stringify(EXAMPLE_A['acme'])).toBe(before);
  });
});
