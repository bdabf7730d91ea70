import { FakeClock, FakeKatapult } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { BUILD, call, ok, organizationId, RESELLER, refusal, refusalOf, send } from './call.ts';

describe('tokens (contract 2.3)', () => {
  test('a missing token is 400, an unknown or expired one 403; nothing is ever 401', async () => {
    const clock = new FakeClock('2026-01-05T09:00:00Z');
    const expires_at = clock.now().getTime() / 1000 + 60;
    const fake = new FakeKatapult({ clock, tokens: [{ secret: 'short-lived', expires_at }] });
    const bare = await send(fake, 'GET', '/organizations', { headers: {} });
    expect(refusalOf(bare)).toEqual([400, 'missing_api_token', {}]);
    const invalid = [403, 'invalid_api_token', { details: null }];
    expect(await refusal(fake, 'organizations.list', {}, 'unknown')).toEqual(invalid);
    expect((await call(fake, 'organizations.list', {}, 'short-lived')).status).toBe(200);
    fake.advance(60_000);
    expect(await refusal(fake, 'organizations.list', {}, 'short-lived')).toEqual(invalid);
  });

  test('a token for other networks is refused with the address of the caller', async () => {
    const tokens = [{ secret: 'office', authorized_ip_addresses: ['192.0.2.7'] }];
    const inside = new FakeKatapult({ tokens, clientAddress: '192.0.2.7' });
    expect((await call(inside, 'zones.list', {}, 'office')).status).toBe(200);
    const outside = new FakeKatapult({ tokens });
    expect(await refusal(outside, 'zones.list', {}, 'office')).toEqual([
      403,
      'unauthorized_network_for_api_token',
      { ip_address: '127.0.0.1' },
    ]);
  });

  test('any one scope of the list is enough; without it the list is named (2.5)', async () => {
    const fake = new FakeKatapult({
      tokens: [{ secret: 'power', scopes: ['virtual_machines:power_actions'] }],
    });
    const { id } = fake.addVirtualMachine();
    const machine = { virtual_machine: { id } };
    expect((await call(fake, 'virtualMachines.stop', machine, 'power')).status).toBe(200);
    expect(await refusal(fake, 'virtualMachines.remove', machine, 'power')).toEqual([
      403,
      'scope_not_granted',
      { scopes: ['virtual_machines'] },
    ]);
    expect((await call(fake, 'dataCenters.list', {}, 'power')).status).toBe(200);
  });

  test('a parent’s token acts on its managed organizations, and on no others (2.4)', async () => {
    const organizations = [
      { id: 'org_parent', sub_domain: 'parent' },
      { id: 'org_child', sub_domain: 'child', parent: 'org_parent' },
      { id: 'org_other', sub_domain: 'other' },
    ];
    const fake = new FakeKatapult({
      organizations,
      tokens: [{ secret: 'parent', organization_id: 'org_parent', scopes: ['*'] }],
    });
    const { id } = fake.addVirtualMachine({ organization: 'other' });
    const list = (sub_domain: string) =>
      call(fake, 'virtualMachines.list', { organization: { sub_domain } }, 'parent');
    expect((await list('child')).status).toBe(200);
    expect(refusalOf(await list('other'))).toEqual([404, 'organization_not_found', {}]);
    expect(await refusal(fake, 'virtualMachines.get', { virtual_machine: { id } }, 'parent')).toEqual([
      404,
      'virtual_machine_not_found',
      {},
    ]);
    const { body } = await call(fake, 'organizations.list', {}, 'parent');
    expect(body).toMatchObject({ organizations: [{ id: 'org_parent' }, { id: 'org_child', managed: true }] });
  });

  test('the order is token, rate, scope, arguments, action', async () => {
    const fake = new FakeKatapult({ tokens: [{ secret: 'weak', scopes: [], rate_limit: 2 }] });
    const build = (args: object) => refusal(fake, 'virtualMachines.build', args, 'weak');
    expect(await build({})).toMatchObject([403, 'scope_not_granted', {}]);
    await build({});
    expect(await build({})).toMatchObject([429, 'rate_limit_reached', {}]);
    const strong = new FakeKatapult();
    expect(await refusal(strong, 'virtualMachines.build', { organization: { id: 'org_x' } })).toMatchObject([
      400,
      'missing_required_argument',
      { path: ['package'] },
    ]);
    expect(
      await refusal(strong, 'virtualMachines.build', { ...BUILD, organization: { id: 'org_x' } }),
    ).toEqual([404, 'organization_not_found', {}]);
  });

  test('suspended and unactivated organizations are refused by name', async () => {
    const fake = new FakeKatapult({
      organizations: [
        { sub_domain: 'reseller', suspended: true },
        { sub_domain: 'new', activated_at: null },
      ],
    });
    expect(await refusal(fake, 'virtualMachines.list', RESELLER)).toEqual([
      403,
      'organization_suspended',
      {},
    ]);
    expect(await refusal(fake, 'virtualMachines.list', { organization: { sub_domain: 'new' } })).toEqual([
      403,
      'organization_not_activated',
      {},
    ]);
  });
});

describe('rate limit (contract 2.7)', () => {
  test('counts per token and minute of the wall clock, and starts again at :00', async () => {
    const clock = new FakeClock('2026-01-05T09:00:50Z');
    const tokens = [
      { secret: 'one', rate_limit: 2 },
      { secret: 'two', rate_limit: 2 },
    ];
    const fake = new FakeKatapult({ clock, tokens });
    const left = async (token: string) => {
      const { status, headers } = await call(fake, 'zones.list', {}, token);
      return [status, headers.get('x-ratelimit-permitted'), headers.get('x-ratelimit-remaining')];
    };
    expect(await left('one')).toEqual([200, '2', '1']);
    expect(await left('one')).toEqual([200, '2', '0']);
    expect(await left('one')).toEqual([429, '2', '0']);
    expect(await left('two')).toEqual([200, '2', '1']);
    const limited = await call(fake, 'zones.list', {}, 'one');
    expect(refusalOf(limited)).toEqual([429, 'rate_limit_reached', { total_permitted: 2 }]);
    expect(limited.headers.get('retry-after')).toBeNull();
    fake.advance(10_000);
    expect(await left('one')).toEqual([200, '2', '1']);
  });

  test('says Retry-After only when told so (Q5)', async () => {
    const clock = new FakeClock('2026-01-05T09:00:50Z');
    const tokens = [{ secret: 'one', rate_limit: 0 }];
    const fake = new FakeKatapult({ clock, tokens, behaviour: { retryAfter: true } });
    expect((await call(fake, 'zones.list', {}, 'one')).headers.get('retry-after')).toBe('10');
  });
});

test('every answer has a request id and the date; an error also the sign of the API (2.6)', async () => {
  const fake = new FakeKatapult();
  const good = await call(fake, 'organizations.list');
  const bad = await call(fake, 'organizations.get', { organization: { id: 'org_x' } });
  expect(good.headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}-/);
  expect(good.headers.get('x-request-id')).not.toBe(bad.headers.get('x-request-id'));
  expect(good.headers.get('date')).toBe('Mon, 05 Jan 2026 09:00:00 GMT');
  expect([good, bad].map(({ headers }) => headers.get('x-api-schema'))).toEqual([null, 'json-error']);
});

test('tokens of an organization: the secret comes with creation and regeneration alone (2.4)', async () => {
  const fake = new FakeKatapult();
  const properties = { name: 'cron', scopes: ['virtual_machines:read'] };
  const created = await ok(fake, 'apiTokens.create', { ...RESELLER, properties });
  expect(created).toMatchObject({ api_token: { name: 'cron', organization_id: organizationId(fake) } });
  const secret = String(Reflect.get(Object(Reflect.get(Object(created), 'api_token')), 'secret'));
  expect((await call(fake, 'virtualMachines.list', RESELLER, secret)).status).toBe(200);
  expect(await ok(fake, 'apiTokens.list', RESELLER)).toMatchObject({
    api_tokens: [{ name: 'cron', secret: null }],
  });
});
