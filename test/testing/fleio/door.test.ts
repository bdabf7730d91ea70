import { DEFAULT_FLEIO_TOKEN, FakeClock, FakeFleio, fleioFault } from 'reseller-sdk/testing';
import { listen } from 'reseller-sdk/testing/node';
import { describe, expect, test } from 'vitest';
import { BASE, get, NEW_CLIENT, post, refusal, send } from './call.ts';

describe('tokens (contract 3)', () => {
  test('the scheme is Token in any case; anything else is 401 with a detail', async () => {
    const fake = new FakeFleio();
    const status = async (authorization: string) => {
      const answer = await send(fake, 'GET', '/clients', { headers: { authorization } });
      return [answer.status, answer.body !== undefined && 'detail' in Object(answer.body)];
    };
    expect(await status(`Token ${DEFAULT_FLEIO_TOKEN}`)).toEqual([200, false]);
    expect(await status(`token ${DEFAULT_FLEIO_TOKEN}`)).toEqual([200, false]);
    expect(await status(`Bearer ${DEFAULT_FLEIO_TOKEN}`)).toEqual([401, true]);
    expect(await status('Token wrong')).toEqual([401, true]);
    expect((await send(fake, 'GET', '/clients', { headers: {} })).status).toBe(401);
  });

  test('a server may say 403 for the same (3.6), and has the tokens of its seed', async () => {
    const fake = new FakeFleio({ tokens: ['mine'], behaviour: { badTokenStatus: 403 } });
    expect((await send(fake, 'GET', '/clients')).status).toBe(403);
    expect((await send(fake, 'GET', '/clients', { headers: { authorization: 'Token mine' } })).status).toBe(
      200,
    );
  });
});

describe('addresses', () => {
  test('a route that is not there is a page, a method that is not there 405 with a detail', async () => {
    const fake = new FakeFleio();
    for (const path of ['/nothing', '//clients', '/clients/1/nothing']) {
      const { status, headers } = await send(fake, 'GET', path);
      expect([path, status, headers.get('content-type')]).toEqual([path, 404, 'text/html; charset=utf-8']);
    }
    const { status, body } = await send(fake, 'DELETE', '/clients');
    expect([status, body]).toEqual([405, { detail: expect.any(String) }]);
    expect((await send(fake, 'GET', '/clients/set_billing_agreements')).status).toBe(405);
  });

  test('a trailing slash is redirected to the address without it (2.4)', async () => {
    const fake = new FakeFleio();
    const { status, headers } = await send(fake, 'GET', '/clients/?page=2');
    expect([status, headers.get('location')]).toEqual([301, `${BASE}/clients?page=2`]);
  });

  test('ids are opaque; one of another kind, or none at all, is not found (4.12)', async () => {
    const fake = new FakeFleio();
    const client = fake.addClient();
    expect(await get(fake, `/clients/${client.id}`)).toMatchObject({ id: client.id });
    const [service] = [...fake.state.services.keys()];
    for (const id of [service, 'abc', '%2F', '1e3']) {
      expect(await refusal(fake, 'GET', `/clients/${id}`)).toEqual([404, { detail: expect.any(String) }]);
    }
  });
});

describe('bodies', () => {
  test('are JSON objects in application/json; what they are instead is said', async () => {
    const fake = new FakeFleio();
    const { id } = fake.addClient();
    const path = `/clients/${id}`;
    expect(await refusal(fake, 'PATCH', path, '{"city":')).toEqual([400, { detail: expect.any(String) }]);
    expect(await refusal(fake, 'PATCH', path, [])).toEqual([400, { non_field_errors: [expect.any(String)] }]);
    const headers = { authorization: `Token ${DEFAULT_FLEIO_TOKEN}`, 'content-type': 'text/plain' };
    expect((await send(fake, 'PATCH', path, { headers, body: '{}' })).status).toBe(415);
  });

  test('what an action answers is the server’s choice (4.10)', async () => {
    const answers = { object: [200, true], empty: [204, false], text: [200, false] } as const;
    for (const [actionAnswer, expected] of Object.entries(answers) as [keyof typeof answers, unknown][]) {
      const fake = new FakeFleio({ behaviour: { actionAnswer } });
      const { id } = fake.addClient();
      const { status, body } = await send(fake, 'POST', `/clients/${id}/suspend`);
      expect([status, body !== undefined]).toEqual(expected);
      expect(fake.state.clients.get(id)?.status).toBe('suspended');
    }
  });
});

describe('faults', () => {
  test('strike by the operation’s name: a refusal by field, a page of a server that fails (4.9)', async () => {
    const fake = new FakeFleio();
    const reason = { user: { email: ['is taken'] } };
    fake.inject({ on: 'clients.create', fault: fleioFault(400, reason) });
    fake.inject({ on: 'clients.list', fault: fleioFault(403, 'not yours') });
    fake.inject({ on: 'clients.list', fault: { kind: 'html', status: 502 } });
    expect(await refusal(fake, 'POST', '/clients', NEW_CLIENT)).toEqual([400, reason]);
    expect(await refusal(fake, 'GET', '/clients')).toEqual([403, { detail: 'not yours' }]);
    const page = await send(fake, 'GET', '/clients');
    expect([page.status, page.text.slice(0, 9)]).toEqual([502, '<!doctype']);
    expect(fake.state.clients.size).toBe(0);
    expect(() => fleioFault(500, 'no')).toThrow('500 is not within 400 to 499');
    expect(() => fake.inject({ on: 'clients.lists', fault: { kind: 'empty' } })).toThrow('no operation');
  });

  test('an answer that is lost leaves its work behind', async () => {
    const fake = new FakeFleio();
    fake.inject({ on: 'clients.create', fault: { kind: 'lost-answer' } });
    await expect(post(fake, '/clients', NEW_CLIENT)).rejects.toThrow('fetch failed');
    expect(await get(fake, '/clients?external_billing_id=uuid-acme')).toMatchObject({ objects: [{}] });
  });
});

test('every answer has the date of the server’s clock, which may be ahead (policy 11.7)', async () => {
  const clock = new FakeClock('2026-03-01T12:00:00Z');
  const dateOf = async (options: object) =>
    (await send(new FakeFleio({ clock, ...options }), 'GET', '/clients')).headers.get('date');
  expect(await dateOf({})).toBe('Sun, 01 Mar 2026 12:00:00 GMT');
  expect(await dateOf({ clockSkew: 600_000 })).toBe('Sun, 01 Mar 2026 12:10:00 GMT');
  expect(await dateOf({ tokens: [], clockSkew: -1000 })).toBe('Sun, 01 Mar 2026 11:59:59 GMT');
  expect(await dateOf({ behaviour: { sendDate: false } })).toBeNull();
});

test('the log has operations and bodies, and no secret (3.4)', async () => {
  const fake = new FakeFleio();
  await post(fake, '/clients', NEW_CLIENT);
  await post(fake, '/get-sso-session', { euid: 'uuid-acme' });
  const [created, login] = fake.requests;
  expect([created?.operation, login?.operation]).toEqual(['clients.create', 'sso.createSession']);
  expect(created?.json).toMatchObject({ currency: 'USD', user: { password: '[redacted]' } });
  const text = JSON.stringify(fake.requests);
  expect(text).not.toContain('canary-password');
  expect(text).not.toContain(DEFAULT_FLEIO_TOKEN);
});

test('a client elsewhere reaches the fake over HTTP, and its next pages too', async () => {
  const fake = new FakeFleio({ pageSize: 1, clients: [{}, {}] });
  const { url, close } = await listen(fake);
  try {
    const headers = { authorization: `Token ${DEFAULT_FLEIO_TOKEN}` };
    const read = async (address: string) => Object(await (await fetch(address, { headers })).json());
    const first = await read(`${url}clients`);
    expect(first.next).toBe(`${url}clients?page=2`);
    expect(await read(first.next)).toMatchObject({ objects: [{ id: expect.any(Number) }], next: null });
  } finally {
    await close();
  }
});
