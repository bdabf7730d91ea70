import { FakeFleio, type FakeFleioOptions } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { get, post, refusal, send } from './call.ts';

const detail = { detail: expect.any(String) };
const text = expect.any(String);

function fakeWith(status: string, options: FakeFleioOptions = {}): FakeFleio {
  return new FakeFleio({ ...options, clients: [{ id: 1, services: [{ id: 11, status }] }] });
}

/** What an action makes of a service: the answer's status, and the service's. */
async function act(fake: FakeFleio, verb: string): Promise<readonly unknown[]> {
  const { status } = await send(fake, 'POST', `/billing/services/11/${verb}`);
  return [status, fake.state.services.get(11)?.status];
}

describe('the life of a service (contract 6.2)', () => {
  test.each([
    ['active', 'suspend', 200, 'suspended'],
    ['suspended', 'unsuspend', 200, 'active'],
    ['active', 'terminate', 200, 'terminated'],
    ['suspended', 'terminate', 200, 'terminated'],
    ['pending', 'activate', 200, 'active'],
    ['terminated', 'activate', 200, 'active'],
    ['suspended', 'suspend', 200, 'suspended'],
    ['terminated', 'terminate', 200, 'terminated'],
    ['terminated', 'suspend', 400, 'terminated'],
    ['terminated', 'unsuspend', 400, 'terminated'],
    ['pending', 'unsuspend', 400, 'pending'],
  ])('%s: %s is %d, then %s', async (before, verb, status, after) => {
    expect(await act(fakeWith(before), verb)).toEqual([status, after]);
  });

  test('a repeat may be refused instead (16)', async () => {
    const behaviour = { repeatedAction: 'refused' } as const;
    expect(await act(fakeWith('suspended', { behaviour }), 'suspend')).toEqual([400, 'suspended']);
    expect(await act(fakeWith('terminated', { behaviour }), 'terminate')).toEqual([400, 'terminated']);
    expect(await refusal(fakeWith('active', { behaviour }), 'POST', '/clients/1/resume')).toEqual([
      400,
      detail,
    ]);
  });

  test('terminating keeps the client, and what it owes', async () => {
    const fake = fakeWith('active');
    fake.addUsage(1, '3.5');
    await act(fake, 'terminate');
    expect([fake.state.clients.get(1)?.status, fake.uptodateCredit(1)]).toEqual(['active', '-3.5']);
  });

  test('the verb that ends a suspension is unsuspend from 2023.12, resume before (6.4)', async () => {
    const outcome = async (version: string, verb: string) => act(fakeWith('suspended', { version }), verb);
    expect(await outcome('2023.12', 'unsuspend')).toEqual([200, 'active']);
    expect(await outcome('2023.12', 'resume')).toEqual([404, 'suspended']);
    expect(await outcome('2023.11', 'unsuspend')).toEqual([404, 'suspended']);
    expect(await outcome('2023.11', 'resume')).toEqual([200, 'active']);
  });

  test('a service is linked by PATCH, to a text or a number (6.7)', async () => {
    const fake = fakeWith('active');
    const link = async (external_billing_id: unknown) =>
      (await send(fake, 'PATCH', '/billing/services/11', { body: { external_billing_id } })).body;
    expect(await link(55)).toMatchObject({ id: 11, external_billing_id: '55', client: { id: 1 } });
    expect(await link({})).toEqual({ external_billing_id: [text] });
    expect(fake.state.services.get(11)?.external_billing_id).toBe('55');
  });
});

describe('orders (contract 5.4)', () => {
  const PATH = '/openstack/billing/services';
  const products = [
    { id: 80, product_type: 'generic' },
    { id: 81, cycles: [{ id: 82 }] },
  ];
  const order = { client_id: 1, product_id: 81, product_cycle_id: 82, service_external_id: 55 };
  const body = { ...order, create_new_project: true };

  test('show what can be ordered and create a service', async () => {
    const fake = new FakeFleio({ products, clients: [{ id: 1, services: [] }] });
    expect(await get(fake, `${PATH}/new_service_data?client_id=1`)).toMatchObject({
      products: [{ id: 81, cycles: [{ id: 82 }] }],
    });
    expect(await send(fake, 'POST', `${PATH}/create_openstack_service`, { body })).toMatchObject({
      status: 201,
      body: { status: 'active', external_billing_id: '55', product: { product_type: 'openstack' } },
    });
  });

  test('a client has one live service at most; ended ones do not count', async () => {
    for (const [status, expected] of Object.entries({
      pending: 400,
      suspended: 201,
      terminated: 201,
      fraud: 201,
    })) {
      const fake = new FakeFleio({ products, clients: [{ id: 1, services: [{ status }] }] });
      expect([status, (await refusal(fake, 'POST', `${PATH}/create_openstack_service`, body))[0]]).toEqual([
        status,
        expected,
      ]);
    }
    const behaviour = { suspendedServiceCounts: true };
    const strict = new FakeFleio({
      behaviour,
      products,
      clients: [{ id: 1, services: [{ status: 'suspended' }] }],
    });
    expect(await refusal(strict, 'POST', `${PATH}/create_openstack_service`, body)).toEqual([400, detail]);
    const two = [{ id: 11 }, { id: 12, status: 'terminated' }];
    const fake = new FakeFleio({ clients: [{ services: two }] });
    expect(await refusal(fake, 'POST', '/billing/services/12/activate')).toEqual([400, detail]);
  });

  test('are refused by field', async () => {
    const fake = new FakeFleio({ products, clients: [{ id: 1, services: [] }] });
    const wrong = { client_id: 2, product_id: 80, create_new_project: false };
    expect(await refusal(fake, 'POST', `${PATH}/create_openstack_service`, wrong)).toEqual([
      400,
      { client_id: [text], product_id: [text], product_cycle_id: [text], create_new_project: [text] },
    ]);
    expect(await refusal(fake, 'GET', `${PATH}/new_service_data`)).toEqual([400, { client_id: [text] }]);
    expect((await refusal(fake, 'GET', `${PATH}/new_service_data?client_id=7`))[0]).toBe(404);
  });

  test('had other addresses before 2022.11, which the fake has not', async () => {
    const fake = new FakeFleio({ version: '2022.10', clients: [{ id: 1 }] });
    expect((await refusal(fake, 'GET', `${PATH}/new_service_data?client_id=1`))[0]).toBe(404);
    await expect(post(fake, `${PATH}/create_openstack_service`, body)).rejects.toThrow('404');
  });
});
