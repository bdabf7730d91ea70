import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { FakeCometServer, fakeProfile } from 'reseller-sdk/testing';
import { type Listening, listen } from 'reseller-sdk/testing/node';
import { afterEach, describe, expect, test } from 'vitest';
import { ADMIN } from '../comet/call.ts';

const run = promisify(execFile);
const LIST = 'api/v1/admin/list-users';
let open: Listening[] = [];

async function start(fake: FakeCometServer): Promise<string> {
  const listening = await listen(fake);
  open.push(listening);
  return listening.url;
}

function post(url: string, init: RequestInit = {}): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams(ADMIN), redirect: 'manual', ...init });
}

afterEach(async () => {
  await Promise.all(open.map((listening) => listening.close()));
  open = [];
});

describe('listen', () => {
  test('answers over real HTTP, under the base path', async () => {
    const fake = new FakeCometServer({ basePath: '/comet', users: [fakeProfile({ Username: 'acmé ü' })] });
    const url = await start(fake);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/comet\/$/);
    const answer = await post(url + LIST);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toEqual(['acmé ü']);
    expect(fake.requests).toMatchObject([{ operation: 'AdminListUsers', path: `/${LIST}`, status: 200 }]);
  });

  test('breaks the connection where the plan says so', async () => {
    const fake = new FakeCometServer({ users: [fakeProfile()] });
    const url = await start(fake);
    fake.inject({ fault: { kind: 'network-error' } });
    await expect(post(url + LIST)).rejects.toThrow(TypeError);
    fake.inject({ fault: { kind: 'truncated', bytes: 3 } });
    const cut = await post(url + LIST);
    expect(cut.headers.get('content-length')).toBe('8');
    await expect(cut.text()).rejects.toThrow('terminated');
    fake.inject({ fault: { kind: 'redirect', location: 'https://elsewhere.example.com/' } });
    const redirect = await post(url + LIST);
    expect([redirect.status, redirect.headers.get('location')]).toEqual([
      302,
      'https://elsewhere.example.com/',
    ]);
    expect(await (await post(url + LIST)).json()).toEqual(['acme']);
  });

  test('a client that goes away ends a silent request; close ends the others', async () => {
    const fake = new FakeCometServer();
    const url = await start(fake);
    fake.inject({ times: 2, fault: { kind: 'silence' } });
    const leaving = new AbortController();
    const first = post(url + LIST, { signal: leaving.signal });
    const second = post(url + LIST);
    await expect.poll(() => fake.requests.length).toBe(2);
    leaving.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
    await Promise.all([open[0]?.close(), expect(second).rejects.toThrow(TypeError)]);
    await expect(post(url + LIST)).rejects.toThrow(TypeError);
  });

  test('after close nothing keeps the process alive, whatever was under way', async () => {
    const script = `
      import { FakeCometServer } from './src/testing/comet/server.ts';
      import { listen } from './src/testing/node/listen.ts';
      const fake = new FakeCometServer();
      fake.inject({ fault: { kind: 'delay', ms: 600000 } });
      fake.inject({ fault: { kind: 'silence' } });
      const { url, close } = await listen(fake);
      const calls = [1, 2].map(() => fetch(url + 'api', { method: 'POST' }).catch(() => 'broken'));
      while (fake.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
      await close();
      console.log((await Promise.all(calls)).join());`;
    const cwd = new URL('../../..', import.meta.url);
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
      cwd,
      timeout: 15_000,
    });
    expect(stdout.trim()).toBe('broken,broken');
  }, 20_000);

  test('close may be called again, and a taken port is an error', async () => {
    const listening = await listen(new FakeCometServer());
    const { port } = new URL(listening.url);
    await expect(listen(new FakeCometServer(), { port: Number(port) })).rejects.toThrow('EADDRINUSE');
    await Promise.all([listening.close(), listening.close()]);
    await listening.close();
  });
});
