import { FakeFleio } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { get, idsOf, refusal } from './call.ts';

describe('pages (contract 4.1)', () => {
  const clients = Array.from({ length: 5 }, (_, index) => ({ id: index + 1 }));

  test('are {objects, next}; next leads on with the filters, and is null at the end', async () => {
    const fake = new FakeFleio({ pageSize: 2, clients });
    const first = await get(fake, '/clients?other=a%2Bb');
    expect(Object.keys(Object(first))).toEqual(['objects', 'next']);
    expect(idsOf(first)).toEqual([1, 2]);
    const next = String(Reflect.get(Object(first), 'next'));
    expect(Object.fromEntries(new URL(next).searchParams)).toEqual({ other: 'a+b', page: '2' });
    expect(idsOf(await get(fake, next))).toEqual([3, 4]);
    expect(await get(fake, '/clients?page=3')).toMatchObject({ objects: [{ id: 5 }], next: null });
    expect(idsOf(await get(fake, '/clients?page=2&page_size=3'))).toEqual([4, 5]);
  });

  test('past the end, and what is no page, is 404; the first page of nothing is empty', async () => {
    const fake = new FakeFleio({ pageSize: 2, clients });
    for (const page of ['4', '0', '-1', 'x', '']) {
      expect(await refusal(fake, 'GET', `/clients?page=${page}`)).toEqual([
        404,
        { detail: expect.any(String) },
      ]);
    }
    expect(await get(new FakeFleio(), '/clients?page=1')).toEqual({ objects: [], next: null });
  });
});

describe('filters', () => {
  test('clients and users by external id; a filter that is not known is ignored (4.14)', async () => {
    const fake = new FakeFleio({ clients: [{ id: 1, external_billing_id: 'uuid-a' }, { id: 2 }] });
    expect(idsOf(await get(fake, '/clients?external_billing_id=uuid-a'))).toEqual([1]);
    expect(idsOf(await get(fake, '/clients?external_billing_id='))).toEqual([]);
    expect(idsOf(await get(fake, '/clients?external_id=uuid-a'))).toEqual([1, 2]);
    expect(await get(fake, '/users?external_billing_id=uuid-a')).toMatchObject({
      objects: [{ external_billing_id: 'uuid-a', is_active: true }],
    });
  });

  test('users by name belong to servers before 2022.09; later everybody comes', async () => {
    const clients = [{ user: { username: 'whmcs7' } }, { user: { username: 'whmcs8' } }];
    const count = async (version: string) =>
      idsOf(await get(new FakeFleio({ version, clients }), '/users?username=whmcs7')).length;
    expect([await count('2022.05'), await count('2022.09')]).toEqual([1, 2]);
  });

  describe('the mini-language of services (4.3)', () => {
    const fake = new FakeFleio({
      products: [{ id: 90 }, { id: 91, product_type: 'generic' }],
      clients: [
        {
          external_billing_id: 'uuid-a',
          services: [
            { id: 11, external_billing_id: '55' },
            { id: 12, external_billing_id: '56', product: 91, status: 'suspended' },
          ],
        },
        { external_billing_id: 'uuid-b', services: [{ id: 13, status: 'suspended' }] },
      ],
    });
    const list = async (filtering: string) =>
      idsOf(await get(fake, `/billing/services?${new URLSearchParams({ filtering })}`));

    test('joins parts by a plus', async () => {
      expect(await list('external_billing_id:55+client__external_billing_id:uuid-a')).toEqual([11]);
      expect(await list('external_billing_id:55+client__external_billing_id:uuid-b')).toEqual([]);
      expect(await list('product__product_type:openstack+status:suspended')).toEqual([13]);
      expect(await list('client__external_billing_id:uuid-a+id__ne:11')).toEqual([12]);
      expect(await list('')).toEqual([11, 12, 13]);
    });

    test('takes a raw plus for a space, and ignores fields that it does not know', async () => {
      const raw = '/billing/services?filtering=external_billing_id:55+status:active';
      expect(idsOf(await get(fake, raw))).toEqual([]);
      expect(await list('external_id:55')).toEqual([11, 12, 13]);
      expect(await list(encodeURIComponent('external_billing_id:55'))).toEqual([11, 12, 13]);
      expect(await list('client__external_billing_id:uuid-a+id__ne:')).toEqual([11, 12]);
    });
  });
});

test('a server leaves out the fields that it does not have (4.13)', async () => {
  const omit = { 'clients.list': ['uptodate_credit'], 'clients.toInvoice': ['reached_credit_limit'] };
  const fake = new FakeFleio({ clients: [{}], behaviour: { omit } });
  const list = Object(await get(fake, '/clients'));
  expect(list.objects[0]).not.toHaveProperty('uptodate_credit');
  expect(list.objects[0]).toHaveProperty('currency', 'USD');
  expect(await get(fake, `/clients/${list.objects[0].id}`)).toHaveProperty('uptodate_credit', '0.00');
  const [due] = Object(await get(fake, '/clients/get_clients_to_invoice'));
  expect(Object.keys(due)).toEqual(['id', 'has_service_cycle_recently_ended']);
});
