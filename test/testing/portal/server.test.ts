import { FakeCometPortal } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';

const BASE = 'https://account.example.com';
const BEARER = { authorization: 'Bearer fake-portal-token' };
const HISTORY = '/api/v1/report/billing_history';
const debit = { 'Date Added': '05 Aug 2026', Item: 'Device - acme, Ltd', 'Amount Used': '$2.00' };

function post(
  portal: FakeCometPortal,
  path: string,
  form: Record<string, string> = {},
  headers: Record<string, string> = BEARER,
): Promise<Response> {
  return portal.fetch(BASE + path, { method: 'POST', body: new URLSearchParams(form), headers });
}

describe('logins of the portal', () => {
  const list = '/api/v1/license/list_licenses';
  test.each([
    ['a bearer token with an empty form', {}, BEARER],
    ['a bearer token and auth_type', { auth_type: 'token' }, BEARER],
    ['a token in the form', { auth_type: 'token', token: 'fake-portal-token' }, {}],
    ['a password', { auth_type: 'password', email: 'ops@example.com', password: 'pw+1' }, {}],
  ])('takes %s', async (_name, form, headers) => {
    const portal = new FakeCometPortal({ passwords: { 'ops@example.com': 'pw+1' } });
    expect(await (await post(portal, list, form, headers)).json()).toEqual({
      status: 'ok',
      code: 200,
      data: [],
    });
  });

  test.each([
    ['no token', {}, {}],
    ['a token in the form without auth_type', { token: 'fake-portal-token' }, {}],
    ['another token', {}, { authorization: 'Bearer other' }],
    ['an unknown auth_type', { auth_type: 'apiToken' }, BEARER],
    ['a password nobody has', { auth_type: 'password', email: 'ops@example.com', password: '' }, {}],
  ])('refuses %s', async (_name, form, headers) => {
    const answer = await post(new FakeCometPortal(), list, form, headers);
    expect([answer.status, await answer.text()]).toEqual([403, 'Invalid credentials']);
  });

  test('a token may do only what it was made for; the refusal as text or as envelope', async () => {
    const tokens = { 'fake-portal-token': ['Report::BillingHistory'] };
    const portal = new FakeCometPortal({ tokens, billingHistory: [debit] });
    expect((await post(portal, HISTORY, { format: 'json' })).status).toBe(200);
    const refused = await post(portal, '/api/v1/license/create_license');
    expect(refused.headers.get('content-type')).toContain('text/plain');
    expect(refused.status).toBe(403);
    expect(portal.state.licenses).toEqual([]);
    const enveloped = await post(new FakeCometPortal({ tokens, errorForm: 'envelope' }), list);
    expect([enveloped.status, await enveloped.json()]).toEqual([
      403,
      { status: 'error', code: 403, message: 'Not allowed' },
    ]);
  });
});

describe('answers of the portal', () => {
  test('a report is the bare list of its rows, repeats included', async () => {
    const portal = new FakeCometPortal({ billingHistory: [debit, debit] });
    expect(await (await post(portal, HISTORY, { format: 'json' })).json()).toEqual([debit, debit]);
    expect(await (await post(portal, '/api/v1/report/active_services', { format: 'json' })).json()).toEqual(
      [],
    );
  });

  test('csv and xlsx are bytes of their own content type', async () => {
    const portal = new FakeCometPortal({ billingHistory: [debit, { Item: 'a "b"', Extra: null }] });
    const csv = await post(portal, HISTORY, { format: 'csv' });
    expect(csv.headers.get('content-type')).toBe('text/csv');
    expect(await csv.text()).toBe(
      'Date Added,Item,Amount Used,Extra\r\n05 Aug 2026,"Device - acme, Ltd",$2.00,\r\n,"a ""b""",,\r\n',
    );
    const xlsx = await post(portal, HISTORY, { format: 'xlsx' });
    expect([...(await xlsx.bytes())].slice(0, 2)).toEqual([0x50, 0x4b]);
  });

  test('the format must be named and known; the body must be a form; reports are POST', async () => {
    const portal = new FakeCometPortal();
    expect((await post(portal, HISTORY)).status).toBe(400);
    expect((await post(portal, HISTORY, { format: 'JSON' })).status).toBe(400);
    const json = await portal.fetch(BASE + HISTORY, {
      method: 'POST',
      body: '{"format":"json"}',
      headers: { ...BEARER, 'content-type': 'application/json' },
    });
    expect(json.status).toBe(400);
    expect((await portal.fetch(BASE + HISTORY, { headers: BEARER })).status).toBe(405);
    expect((await post(portal, '/api/v1/license/revoke')).status).toBe(404);
  });

  test('each creation makes another licence, and the list shows them', async () => {
    const portal = new FakeCometPortal();
    const serials: unknown[] = [];
    for (let count = 0; count < 2; count += 1) {
      const { data } = (await (await post(portal, '/api/v1/license/create_license')).json()) as {
        data: { serial_number: string };
      };
      serials.push(data);
    }
    expect(new Set(serials.map((data) => JSON.stringify(data))).size).toBe(2);
    const list = await (await post(portal, '/api/v1/license/list_licenses')).json();
    expect(list).toEqual({ status: 'ok', code: 200, data: serials });
  });

  test('hosted servers come as seeded; the latest version needs no login', async () => {
    const hosted = [{ id: 7, server_name: 'hosted-1', user_dns: 'a.example.net', admin_password: 'x' }];
    const portal = new FakeCometPortal({ hosted });
    const list = await (await post(portal, '/api/v1/hosted_comet/list')).json();
    expect(list).toEqual({ status: 'ok', code: 200, data: hosted });
    expect(await (await portal.fetch(`${BASE}/latestversion`)).json()).toHaveProperty('latest_stable');
  });

  test('the log has every call and no secret', async () => {
    const portal = new FakeCometPortal({ passwords: { 'ops@example.com': 'hush-password' } });
    await post(portal, HISTORY, { auth_type: 'token', token: 'fake-portal-token', format: 'json' });
    await post(portal, HISTORY, {
      auth_type: 'password',
      email: 'ops@example.com',
      password: 'hush-password',
    });
    expect(portal.requests.map(({ operation, status }) => [operation, status])).toEqual([
      ['ReportBillingHistory', 200],
      ['ReportBillingHistory', 400],
    ]);
    expect(portal.requests[0]?.form).toMatchObject({ auth_type: 'token', format: 'json' });
    expect(JSON.stringify(portal.requests)).not.toMatch(/fake-portal-token|hush-password/);
  });
});
