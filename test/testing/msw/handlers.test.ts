import { setupServer } from 'msw/node';
import { FakeCometPortal, FakeCometServer } from 'reseller-sdk/testing';
import { handlers } from 'reseller-sdk/testing/msw';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ADMIN, acme } from '../comet/call.ts';

const COMET = 'https://backup.example.com/comet/';
const PORTAL = 'https://account.example.com';
const comet = new FakeCometServer({ users: [acme], basePath: '/comet' });
const portal = new FakeCometPortal();
const server = setupServer(...handlers(comet, COMET), ...handlers(portal, PORTAL));

beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
beforeEach(() => comet.clearFaults());
afterAll(() => server.close());

function list(init: RequestInit = {}): Promise<Response> {
  return fetch(`${COMET}api/v1/admin/list-users`, {
    method: 'POST',
    body: new URLSearchParams(ADMIN),
    ...init,
  });
}

test('the global fetch reaches each fake under its own base URL', async () => {
  expect(await (await list()).json()).toEqual(['acme']);
  expect(await (await fetch(`${PORTAL}/latestversion`)).json()).toHaveProperty('latest_stable');
  expect(portal.requests.map(({ operation }) => operation)).toEqual(['LatestVersion']);
});

test('a broken connection is a rejected fetch, a broken body never arrives whole', async () => {
  comet.inject({ fault: { kind: 'network-error' } });
  await expect(list()).rejects.toThrow(TypeError);
  comet.inject({ fault: { kind: 'truncated' } });
  await expect(list().then((answer) => answer.text())).rejects.toThrow();
});

test('an abort ends a request that nobody answers', async () => {
  comet.inject({ fault: { kind: 'silence' } });
  const leaving = new AbortController();
  const pending = list({ signal: leaving.signal });
  setTimeout(() => leaving.abort(new Error('enough')), 20);
  await expect(pending).rejects.toThrow('enough');
});

test('an upload arrives with its bytes', async () => {
  const body = new FormData();
  body.set('upload', new Blob([Uint8Array.of(1, 2, 3)]), 'logo.png');
  const headers = {
    'x-comet-admin-username': 'admin',
    'x-comet-admin-authtype': 'Password',
    'x-comet-admin-password': 'fake-password',
  };
  const answer = await fetch(`${COMET}api/v1/admin/meta/resource/new`, { method: 'POST', body, headers });
  expect(await answer.json()).toMatchObject({ Status: 200 });
  expect([...comet.state.resources.values()].map((bytes) => [...bytes])).toEqual([[1, 2, 3]]);
});
