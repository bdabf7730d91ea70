import { FakeClock, FakeFleio, type FakeFleioOptions } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { get, NEW_CLIENT, post, refusal, send } from './call.ts';

const text = expect.any(String);

describe('a new client (contract 5.3)', () => {
  test('comes with its user and its auto-ordered service', async () => {
    const fake = new FakeFleio();
    const answer = await send(fake, 'POST', '/clients', {
      body: { ...NEW_CLIENT, configuration: 'standard', groups: ['resellers'] },
    });
    expect([answer.status, answer.body]).toMatchObject([
      201,
      { status: 'active', external_billing_id: 'uuid-acme', currency: 'USD', uptodate_credit: '0.00' },
    ]);
    expect([...fake.state.clients.values()]).toMatchObject([
      { configuration: 'standard', groups: ['resellers'] },
    ]);
    expect([...fake.state.users.values()]).toMatchObject([
      { email: 'ada@acme.example', email_verified: true, is_active: true, external_billing_id: 'uuid-acme' },
    ]);
    expect([...fake.state.services.values()]).toMatchObject([
      { status: 'active', external_billing_id: '55' },
    ]);
    expect(JSON.stringify([...fake.state.users.values()])).not.toContain('canary-password');
  });

  test('is refused with everything that is wrong, in a nested map (4.9)', async () => {
    const fake = new FakeFleio();
    const body = {
      ...{ ...NEW_CLIENT, first_name: '', company: 'x'.repeat(128), country: 'X', currency: 'ZZZ' },
      ...{ configuration: ' ', groups: ['resellers', 'strangers'], create_auto_order_service: 'yes' },
      user: { ...NEW_CLIENT.user, email: 'nobody', password: undefined, email_verified: 'true' },
    };
    expect(await refusal(fake, 'POST', '/clients', body)).toEqual([
      400,
      {
        ...{ first_name: [text], company: [text], country: [text], currency: [text] },
        ...{ configuration: [text], groups: [text], create_auto_order_service: [text] },
        user: { email: [text], password: [text], email_verified: [text] },
      },
    ]);
    expect(await refusal(fake, 'POST', '/clients', { ...NEW_CLIENT, user: [] })).toEqual([
      400,
      { user: [text] },
    ]);
    const many = { ...NEW_CLIENT, groups: Array.from({ length: 11 }, () => 'resellers') };
    expect(await refusal(fake, 'POST', '/clients', many)).toEqual([400, { groups: [text] }]);
    expect([fake.state.clients.size, fake.state.users.size]).toEqual([0, 0]);
  });

  test('with an address that is taken is refused, unless the server does not mind', async () => {
    const again = async (options: FakeFleioOptions) => {
      const fake = new FakeFleio(options);
      await post(fake, '/clients', NEW_CLIENT);
      return refusal(fake, 'POST', '/clients', NEW_CLIENT);
    };
    expect(await again({})).toEqual([400, { user: { email: [text] } }]);
    expect((await again({ behaviour: { uniqueEmails: false } }))[0]).toBe(201);
    expect(await again({ behaviour: { uniqueEmails: false, uniqueExternalIds: true } })).toEqual([
      400,
      { external_billing_id: [text], user: { external_billing_id: [text] } },
    ]);
  });

  test('needs a user name on servers before 2022.09, and shows its address before 2022.05', async () => {
    const { username: _username, ...user } = NEW_CLIENT.user;
    const old = new FakeFleio({ version: '2022.02' });
    expect(await refusal(old, 'POST', '/clients', { ...NEW_CLIENT, user })).toEqual([
      400,
      { user: { username: [text] } },
    ]);
    expect(await post(old, '/clients', NEW_CLIENT)).toMatchObject({ email: 'ada@acme.example' });
    const fake = new FakeFleio();
    expect(await post(fake, '/clients', { ...NEW_CLIENT, user })).not.toHaveProperty('email');
  });

  test('has no service that it did not order, a pending one where the server wants that', async () => {
    const bare = new FakeFleio();
    await post(bare, '/clients', { ...NEW_CLIENT, create_auto_order_service: false });
    expect(bare.state.services.size).toBe(0);
    const pending = new FakeFleio({ behaviour: { autoOrderStatus: 'pending' } });
    await post(pending, '/clients', NEW_CLIENT);
    expect([...pending.state.services.values()]).toMatchObject([{ status: 'pending' }]);
  });
});

describe('an existing client', () => {
  test('takes contact details by PATCH alone, and nothing else with them (5.5)', async () => {
    const fake = new FakeFleio({ clients: [{ id: 1 }] });
    const body = { city: 'Newtown', phone: '', currency: 'EUR', status: 'suspended' };
    expect((await send(fake, 'PATCH', '/clients/1', { body })).body).toMatchObject({ city: 'Newtown' });
    expect(fake.state.clients.get(1)).toMatchObject({ city: 'Newtown', currency: 'USD', status: 'active' });
    expect((await send(fake, 'POST', '/clients/1', { body })).status).toBe(405);
    const long = { zip_code: '12345678901', city: 7 };
    expect(await refusal(fake, 'PATCH', '/clients/1', long)).toEqual([
      400,
      { zip_code: [text], city: [text] },
    ]);
    expect(fake.state.clients.get(1)?.city).toBe('Newtown');
  });

  test('is suspended with all its services, and resumed with those alone', async () => {
    const fake = new FakeFleio({
      products: [{ id: 90, product_type: 'generic' }, { id: 91 }],
      clients: [{ id: 1, services: [{ id: 11 }, { id: 12, product: 90, status: 'suspended' }] }],
    });
    const statuses = () => [
      fake.state.clients.get(1)?.status,
      ...[...fake.state.services.values()].map(({ status }) => status),
    ];
    await post(fake, '/clients/1/suspend');
    expect(statuses()).toEqual(['suspended', 'suspended', 'suspended']);
    await post(fake, '/clients/1/suspend');
    await post(fake, '/clients/1/resume');
    expect(statuses()).toEqual(['active', 'active', 'suspended']);
  });

  test('is deleted with its resources, when that is said (6.1)', async () => {
    const fake = new FakeFleio({ clients: [{ id: 1 }, { id: 2 }] });
    expect(await refusal(fake, 'DELETE', '/clients/1')).toEqual([400, { detail: text }]);
    const gone = await send(fake, 'DELETE', '/clients/1?delete_cloud_resources=true');
    expect([gone.status, gone.text]).toEqual([204, '']);
    expect([fake.state.clients.size, fake.state.services.size, fake.state.users.size]).toEqual([1, 1, 1]);
    expect((await refusal(fake, 'GET', '/clients/1'))[0]).toBe(404);
  });
});

describe('logins (contract 7)', () => {
  const urlOf = (hash: string) => {
    const [euid = '', timestamp = '', hash_val = ''] = hash.split(':');
    return `https://my.example.com/sso?${new URLSearchParams({ euid, timestamp, hash_val })}`;
  };
  const mint = async (fake: FakeFleio) =>
    String(Reflect.get(Object(await post(fake, '/get-sso-session', { euid: 'uuid-a' })), 'hash_val'));
  const clients = [{ external_billing_id: 'uuid-a', user: { id: 71 } }];

  test('a proof has three parts and needs escaping; it logs the user in, once', async () => {
    const fake = new FakeFleio({ clock: new FakeClock('2026-03-01T12:00:00Z'), clients });
    const hash = await mint(fake);
    expect(hash).toMatch(/^uuid-a:1772366400:[A-Za-z0-9+/]+\+\/=$/);
    expect(fake.openLogin(urlOf(hash))).toMatchObject({ id: 71 });
    expect(fake.openLogin(urlOf(hash))).toBeUndefined();
    expect(await mint(fake)).not.toBe(hash);
  });

  test('a proof ends, belongs to one user and address, and cannot be made up (7.4)', async () => {
    const fake = new FakeFleio({ clients: [...clients, { external_billing_id: 'uuid-b' }] });
    const late = urlOf(await mint(fake));
    fake.advance(61_000);
    expect(fake.openLogin(late)).toBeUndefined();
    const hash = await mint(fake);
    expect(fake.openLogin(urlOf(hash.replace('uuid-a', 'uuid-b')))).toBeUndefined();
    expect(fake.openLogin(urlOf(hash).replace('/sso', '//sso'))).toBeUndefined();
    expect(fake.openLogin(urlOf(hash).replaceAll('%2B', '+'))).toBeUndefined();
    expect(fake.openLogin(urlOf(hash))).toMatchObject({ id: 71 });
  });

  test('the user has to exist and be active (7.7)', async () => {
    const fake = new FakeFleio({ clients });
    expect(await refusal(fake, 'POST', '/get-sso-session', { euid: 'uuid-x' })).toEqual([
      404,
      { detail: text },
    ]);
    expect(await refusal(fake, 'POST', '/get-sso-session', {})).toEqual([400, { euid: [text] }]);
    await send(fake, 'PATCH', '/users/71', { body: { is_active: false } });
    expect(await get(fake, '/users?external_billing_id=uuid-a')).toMatchObject({
      objects: [{ id: 71, is_active: false }],
    });
    expect(await refusal(fake, 'POST', '/get-sso-session', { euid: 'uuid-a' })).toEqual([
      400,
      { detail: text },
    ]);
    expect(await refusal(fake, 'PATCH', '/users/71', { is_active: 'yes' })).toEqual([
      400,
      { is_active: [text] },
    ]);
  });
});
