import { describe, expect, it } from 'vitest';
import { AccountsWorld, customer, ORDER, UUID } from './world.ts';

const SUSPENDED = { status: 'suspended', user: { is_active: false } };

describe('ensureClient', () => {
  it('creates a client who is not there, with user, currency, group and configuration', async () => {
    const world = new AccountsWorld({}, { groups: ' resellers, ,', configuration: ' standard ' });
    const input = { ...ORDER, userId: 7, fax: '+1 555 0101' };
    expect(await world.accounts.ensureClient(input)).toMatchObject({
      created: true,
      client: { external_billing_id: UUID, currency: 'EUR' },
    });
    const [sent] = world.fake.requests.filter(({ operation }) => operation === 'clients.create');
    expect(sent?.json).toMatchObject({
      ...{ first_name: 'Ada', zip_code: '12345', fax: '+1 555 0101', groups: ['resellers'] },
      ...{ configuration: 'standard', create_auto_order_service: true },
      auto_order_service_external_billing_id: '55',
      user: {
        username: 'whmcs7',
        email: 'ada@acme.example',
        email_verified: false,
        external_billing_id: UUID,
      },
    });
  });

  it('sends neither groups nor configuration when they are blank, and no order without a service', async () => {
    const world = new AccountsWorld({}, { groups: ' , ', configuration: '  ' });
    const { serviceId: _none, ...client } = ORDER;
    await world.accounts.ensureClient(client);
    const [sent] = world.fake.requests.filter(({ operation }) => operation === 'clients.create');
    const keys = Object.keys(Object(sent?.json));
    expect(keys.filter((key) => /group|configuration|order/.test(key))).toEqual([]);
    expect(world.fake.state.services.size).toBe(0);
  });

  it('gives every user another password of 16 characters', async () => {
    const passwords: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const world = new AccountsWorld();
      const { fleio } = world;
      const call = fleio.call.bind(fleio);
      fleio.call = (operation, params, options) => {
        if (operation.name === 'clients.create') passwords.push(Object(params).user.password);
        return call(operation, params, options);
      };
      await world.accounts.ensureClient(ORDER);
    }
    expect(new Set(passwords).size).toBe(3);
    for (const password of passwords) expect(password).toMatch(/^[\w-]{16}$/);
  });

  it('finds a client who is there, and changes nothing of him', async () => {
    const world = new AccountsWorld(customer());
    expect(await world.accounts.ensureClient(ORDER)).toMatchObject({ created: false });
    expect(world.writes).toEqual([]);
  });

  it.each([
    ['a 500', { kind: 'status', status: 500 }],
    ['a 403', { kind: 'status', status: 403 }],
    ['a 404 of the address', { kind: 'status', status: 404 }],
    ['a broken connection', { kind: 'network-error' }],
    ['a login page', { kind: 'html' }],
    ['a body that is no list', { kind: 'altered', alter: () => '{}' }],
    [
      'another client, because the filter is ignored',
      { kind: 'altered', alter: (text: string) => text.replaceAll('"objects":[]', '"objects":[{"id":9}]') },
    ],
  ] as const)('never takes %s for the absence of the client', async (_name, fault) => {
    const world = new AccountsWorld();
    world.fake.inject({ on: 'clients.list', fault, times: 9 });
    await expect(world.accounts.ensureClient(ORDER)).rejects.toThrow();
    expect(world.writes).toEqual([]);
  });

  it('refuses two clients of one external id', async () => {
    const [client] = customer().clients ?? [];
    const world = new AccountsWorld({ clients: [{ ...client }, { ...client }] });
    await expect(world.accounts.ensureClient(ORDER)).rejects.toMatchObject({ code: 'lookup_many' });
  });

  it('says that the outcome is unknown when the answer is lost, and finds the client afterwards', async () => {
    const world = new AccountsWorld();
    world.fake.inject({ on: 'clients.create', fault: { kind: 'lost-answer' } });
    await expect(world.accounts.ensureClient(ORDER)).rejects.toMatchObject({ outcomeUnknown: true });
    expect(await world.accounts.ensureClient(ORDER)).toMatchObject({ created: false });
    expect(world.fake.state.clients.size).toBe(1);
  });

  it('lists everything that Fleio would refuse, before anything is sent', async () => {
    const world = new AccountsWorld({}, { groups: Array.from({ length: 11 }, (_, index) => `g${index}`) });
    const input = {
      ...ORDER,
      zipCode: '12345678901',
      currency: 'euro',
      firstName: 'A'.repeat(128),
      email: '',
    };
    const error: unknown = await world.accounts.ensureClient(input).catch((thrown: unknown) => thrown);
    const paths = Object(error).issues.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['zip_code', 'currency', 'first_name', 'groups', 'user.email']),
    );
    expect(world.fake.requests).toEqual([]);
  });

  it('cuts long texts when told to, by characters, and never an address of mail or a country', async () => {
    const world = new AccountsWorld({}, { truncate: true });
    await world.accounts.ensureClient({ ...ORDER, zipCode: '12345678901', firstName: '😀'.repeat(200) });
    const [client] = [...world.fake.state.clients.values()];
    expect(client).toMatchObject({ zip_code: '1234567890', first_name: '😀'.repeat(127) });
    await expect(world.accounts.ensureClient({ ...ORDER, country: 'XEX' })).rejects.toMatchObject({
      issues: [{ path: 'country' }],
    });
  });
});

describe('provision', () => {
  it('of a new client leaves the order to Fleio', async () => {
    const world = new AccountsWorld();
    expect(await world.accounts.provision(ORDER)).toMatchObject({ result: 'ordered', warnings: [] });
    expect(world.writes).toEqual(['clients.create']);
    expect(world.status()).toBe('active');
  });

  it('of a client who has the service brings him up to date and activates it', async () => {
    const world = new AccountsWorld(customer('pending', SUSPENDED));
    expect(await world.accounts.provision(ORDER)).toMatchObject({ result: 'activated', warnings: [] });
    expect(world.writes).toEqual(['clients.update', 'clients.resume', 'users.update', 'services.activate']);
    expect([world.status(), world.client]).toEqual(['active', { status: 'active', isActive: true }]);
  });

  it('of a client without a service orders the first product in its first cycle, in a new project', async () => {
    const world = new AccountsWorld({
      ...customer('terminated'),
      products: [{ cycles: [] }, { id: 8, cycles: [{ id: 81 }, { id: 82 }] }],
    });
    const order = { ...ORDER, serviceId: '56' };
    expect(await world.accounts.provision(order)).toMatchObject({ result: 'created' });
    const [sent] = world.fake.requests.filter(({ operation }) => operation === 'openstackServices.create');
    expect(sent?.json).toMatchObject({
      ...{ product_id: 8, product_cycle_id: 81, service_external_id: '56', create_new_project: true },
    });
    expect(world.status('56')).toBe('active');
  });

  it('orders what it is told to', async () => {
    const world = new AccountsWorld(
      { ...customer('terminated'), products: [{ id: 8, cycles: [{ id: 81 }, { id: 82 }] }] },
      { chooseProduct: ([product]) => product && { productId: product.id, cycleId: 82 } },
    );
    await world.accounts.provision({ ...ORDER, serviceId: '56' });
    const [sent] = world.fake.requests.filter(({ operation }) => operation === 'openstackServices.create');
    expect(sent?.json).toMatchObject({ product_cycle_id: 82 });
  });

  it('says so when there is nothing to order', async () => {
    const world = new AccountsWorld({ ...customer('terminated'), products: [{ cycles: [] }] });
    await expect(world.accounts.provision({ ...ORDER, serviceId: '56' })).rejects.toMatchObject({
      code: 'NO_PRODUCT',
    });
  });

  it('refuses a second live OpenStack service, also one on a later page', async () => {
    const dead = Array.from({ length: 5 }, () => ({ status: 'terminated', external_billing_id: '1' }));
    const services = [...dead, { status: 'active', external_billing_id: '2' }];
    const world = new AccountsWorld({ ...customer('active', { services }), pageSize: 2 });
    await expect(world.accounts.provision(ORDER)).rejects.toMatchObject({ code: 'LIVE_SERVICE_EXISTS' });
    expect(world.writes).not.toContain('openstackServices.create');
  });

  it.each(['suspended', 'terminated', 'canceled', 'fraud', 'archived'])(
    'does not count a %s service (contract 6.3)',
    async (status) => {
      const services = [{ status, external_billing_id: '2' }];
      const world = new AccountsWorld(customer('active', { services }));
      expect(await world.accounts.provision(ORDER)).toMatchObject({ result: 'created' });
    },
  );

  it('warns of what fails besides the service, and goes on', async () => {
    const world = new AccountsWorld(customer('pending', SUSPENDED));
    for (const on of ['clients.update', 'clients.resume', 'users.list']) {
      world.fake.inject({ on, fault: { kind: 'status', status: 400 } });
    }
    const { result, warnings } = await world.accounts.provision(ORDER);
    expect(result).toBe('activated');
    expect(warnings.map(({ step }) => step)).toEqual(['update-details', 'resume-client', 'activate-user']);
  });

  it.each(['services.list', 'openstackServices.newServiceData'])(
    'orders nothing when %s fails',
    async (on) => {
      const world = new AccountsWorld(customer('terminated'));
      world.fake.inject({ on, fault: { kind: 'status', status: 500 }, times: 9 });
      await expect(world.accounts.provision({ ...ORDER, serviceId: '56' })).rejects.toMatchObject({
        status: 500,
      });
      expect(world.writes).not.toContain('openstackServices.create');
    },
  );

  it('does not activate one of two services that claim to be it', async () => {
    const services = [{ external_billing_id: '55' }, { external_billing_id: '55' }];
    const world = new AccountsWorld(customer('active', { services }));
    await expect(world.accounts.provision(ORDER)).rejects.toMatchObject({ code: 'lookup_many' });
    expect(world.writes).not.toContain('services.activate');
  });

  it('comes to an end after every answer that was lost', async () => {
    for (const on of ['clients.create', 'services.activate', 'openstackServices.create'] as const) {
      const world = new AccountsWorld(on === 'clients.create' ? {} : customer('terminated'));
      const order = on === 'openstackServices.create' ? { ...ORDER, serviceId: '56' } : ORDER;
      world.fake.inject({ on, fault: { kind: 'lost-answer' } });
      await expect(world.accounts.provision(order)).rejects.toMatchObject({ outcomeUnknown: true });
      expect(await world.accounts.provision(order)).toMatchObject({ result: 'activated' });
      expect(world.status(order.serviceId)).toBe('active');
    }
  });

  it('run twice at once may make a client twice; nothing more is done to either then', async () => {
    for (const uniqueEmails of [true, false]) {
      const world = new AccountsWorld({ behaviour: { uniqueEmails } });
      const runs = [world.accounts.provision(ORDER), world.accounts.provision(ORDER)];
      const results = await Promise.allSettled(runs);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(uniqueEmails ? 1 : 2);
      expect(world.fake.state.clients.size).toBe(uniqueEmails ? 1 : 2);
      const before = world.writes.length;
      const again = world.accounts.provision(ORDER);
      if (uniqueEmails) expect(await again).toMatchObject({ result: 'activated' });
      else await expect(again).rejects.toMatchObject({ code: 'lookup_many' });
      expect(world.writes.slice(before)).toEqual(uniqueEmails ? ['clients.update'] : []);
    }
  });

  it('ends where the caller aborts it', async () => {
    const world = new AccountsWorld(customer('pending'));
    const controller = new AbortController();
    world.fake.inject({
      on: ({ operation }) => {
        if (operation === 'clients.update') controller.abort();
        return false;
      },
      fault: { kind: 'empty' },
    });
    await expect(world.accounts.provision(ORDER, { signal: controller.signal })).rejects.toMatchObject({
      code: 'ABORTED',
    });
    expect(world.writes).toEqual(['clients.update']);
  });
});
