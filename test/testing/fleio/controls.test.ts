import { InvalidInputError } from 'reseller-sdk';
import { FakeFleio, type FakeFleioOptions } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { get, idsOf, post } from './call.ts';

describe('seeds', () => {
  test('name what matters; a client gets a user and an active service', () => {
    const fake = new FakeFleio({ clients: [{ external_billing_id: 'uuid-a' }] });
    expect([...fake.state.users.values()]).toMatchObject([
      { external_billing_id: 'uuid-a', is_active: true },
    ]);
    expect([...fake.state.services.values()]).toMatchObject([
      { status: 'active', external_billing_id: null },
    ]);
  });

  test('may have external ids twice, which a lookup has to notice (contract 5.1)', async () => {
    const fake = new FakeFleio();
    fake.addClient({ external_billing_id: 'uuid-a' });
    fake.addClient({ external_billing_id: 'uuid-a' });
    expect(idsOf(await get(fake, '/clients?external_billing_id=uuid-a'))).toHaveLength(2);
  });

  test('no two rows of any kind share an id', () => {
    const { state } = new FakeFleio({ clients: [{ id: 1003 }, {}, {}] });
    const ids = [state.clients, state.users, state.services, state.products].flatMap((rows) => [
      ...rows.keys(),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(10);
  });

  test('what no server could hold is refused with every reason, and nothing of it stays', () => {
    const fake = new FakeFleio({ clients: [{ id: 1 }] });
    const wrong = () =>
      fake.addClient({
        ...{
          id: 1,
          currency: 'ZZZ',
          credit: 'much',
          limits: { withoutAgreement: null, withAgreement: 'no' },
        },
        ...{ user: { id: 0 }, services: [{ product: 4711, usage: 'some' }, { id: 1 }] },
      });
    expect(wrong).toThrow(InvalidInputError);
    const paths = ['id', 'id', 'id', 'currency', 'credit', 'limits.withAgreement'];
    try {
      wrong();
    } catch (error) {
      const issues: { path: string }[] = Reflect.get(Object(error), 'issues');
      expect(issues.map(({ path }) => path)).toEqual([...paths, 'services[0].product', 'services[0].usage']);
    }
    expect([fake.state.clients.size, fake.state.users.size, fake.state.services.size]).toEqual([1, 1, 1]);
    expect(() => fake.addService(1, { id: 1 })).toThrow('1 is taken');
    expect(() => new FakeFleio({ currencies: { USD: '1', EUR: '0' } })).toThrow('currencies.EUR');
    expect(() => new FakeFleio({ products: [{ id: 3 }, { id: 3 }] })).toThrow('3 is taken');
    expect(() => new FakeFleio({ products: [], clients: [{}] })).toThrow('services[0].product');
  });
});

test.each<[string, FakeFleioOptions]>([
  ['version', { version: 'latest' }],
  ['older than 2019.09', { version: '2019.02' }],
  ['clockSkew', { clockSkew: Number.NaN }],
  ['pageSize', { pageSize: 0 }],
  ['balancesEvery', { balancesEvery: -1 }],
  ['ssoSeconds', { ssoSeconds: -1 }],
  ['behaviour.omit.clients.lists', { behaviour: { omit: { 'clients.lists': ['id'] } } }],
  ['must start with a slash', { basePath: 'staffapi' }],
])('options that no server could have are refused: %s', (message, options) => {
  expect(() => new FakeFleio(options)).toThrow(message);
});

describe('usage and cycles', () => {
  test('belong to the only service that runs, or to the one that is named', () => {
    const fake = new FakeFleio({
      clients: [{ id: 1, external_billing_id: 'uuid-a', services: [{ id: 11 }] }],
    });
    fake.addUsage('uuid-a', 2n);
    fake.addService(1, { id: 12, status: 'terminated' });
    fake.addUsage(1, '0.5');
    fake.addService('uuid-a', { id: 13 });
    expect(() => fake.addUsage(1, '1')).toThrow('several');
    fake.addUsage(1, '0.25', 13);
    expect([...fake.state.services.values()].map(({ usage }) => usage)).toEqual(['2.5', '0', '0.25']);
    expect(fake.endCycle(1, 11)).toMatchObject({ service: 11, price: '2.5', status: 'unsettled' });
    expect(() => fake.endCycle(1, 12)).toThrow('no such service');
    expect(() => fake.addUsage('uuid-x', '1')).toThrow('no client uuid-x');
    expect(() => fake.addUsage(1, 0.1, 13)).toThrow('not exact');
  });
});

describe('two fakes', () => {
  test('share nothing, not even the objects of a seed', async () => {
    const clients = [{ id: 1, groups: ['resellers'], services: [{ id: 11 }] }];
    const [one, two] = [new FakeFleio({ clients }), new FakeFleio({ clients })];
    one.state.clients.get(1)?.groups.push('others');
    one.addUsage(1, '5');
    await post(one, '/billing/services/11/suspend');
    expect(two.state.clients.get(1)?.groups).toEqual(['resellers']);
    expect([two.uptodateCredit(1), two.state.services.get(11)?.status, two.requests]).toEqual([
      '0',
      'active',
      [],
    ]);
    expect(clients).toEqual([{ id: 1, groups: ['resellers'], services: [{ id: 11 }] }]);
  });

  test('with the same seed give the same answers to the same calls', async () => {
    const story = async () => {
      const fake = new FakeFleio({ clients: [{}] });
      const { external_billing_id: euid } = Object(await get(fake, '/clients')).objects[0];
      return [await get(fake, '/users'), await post(fake, '/get-sso-session', { euid })];
    };
    expect(await story()).toEqual(await story());
  });
});
