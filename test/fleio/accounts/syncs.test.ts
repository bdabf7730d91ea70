import type { ServiceRef, ServiceStatusRepository } from 'reseller-sdk/fleio/accounts';
import { FleioAccounts } from 'reseller-sdk/fleio/accounts';
import { describe, expect, it } from 'vitest';
import { AccountsWorld, customer, ORDER, REF, UUID } from './world.ts';

describe('syncClientDetails', () => {
  const input = { ...ORDER, externalId: UUID, firstName: 'Grace', serviceStatuses: ['Suspended'] };

  it('sends the details that Fleio can change, and nothing else', async () => {
    const world = new AccountsWorld(customer());
    expect(await world.accounts.syncClientDetails(input)).toEqual({ result: 'updated' });
    const [sent] = world.fake.requests.filter(({ operation }) => operation === 'clients.update');
    expect(sent?.method).toBe('PATCH');
    expect(sent?.json).toEqual({
      ...{ first_name: 'Grace', last_name: 'Acme', company: 'Acme Ltd', address1: '1 High Street' },
      ...{ city: 'Exampleton', country: 'XE', zip_code: '12345', phone: '+1 555 0100' },
      email: 'ada@acme.example',
    });
  });

  it.each([[[]], [['Terminated', 'Cancelled', 'Fraud', 'Pending']]])(
    'is skipped with services %j',
    async (serviceStatuses) => {
      const world = new AccountsWorld(customer());
      expect(await world.accounts.syncClientDetails({ ...input, serviceStatuses })).toEqual({
        result: 'no_live_service',
      });
      expect(world.fake.requests).toEqual([]);
    },
  );

  it('refuses what Fleio would refuse before anything is sent, as a result', async () => {
    const world = new AccountsWorld(customer());
    const long = { ...input, zipCode: '12345678901', city: 'x'.repeat(128) };
    expect(await world.accounts.syncClientDetails(long)).toMatchObject({
      result: 'failed',
      error: { issues: [{ path: 'city' }, { path: 'zip_code' }] },
    });
    expect(world.fake.requests).toEqual([]);
  });

  it('gives a failure back as a result', async () => {
    const world = new AccountsWorld();
    expect(await world.accounts.syncClientDetails(input)).toMatchObject({
      result: 'failed',
      error: { code: 'lookup_none' },
    });
  });
});

describe('syncBillingAgreements', () => {
  it('sends every client once, as a list, in batches', async () => {
    const clients = Array.from({ length: 5 }, (_, index) => ({ external_billing_id: `uuid-${index}` }));
    const world = new AccountsWorld({ clients });
    const statuses = clients.map(({ external_billing_id }, index) => ({
      externalId: external_billing_id,
      hasAgreement: index % 2 === 0,
    }));
    const sync = await world.accounts.syncBillingAgreements([...statuses, ...statuses], { batchSize: 2 });
    expect(sync).toEqual({ sent: 5, unknown: [], failures: [] });
    const bodies = world.fake.requests.map(({ json }) => json);
    expect(bodies[0]).toEqual([
      { uuid: 'uuid-0', agreement: true },
      { uuid: 'uuid-1', agreement: false },
    ]);
    expect(bodies.map((body) => Object(body).length)).toEqual([2, 2, 1]);
  });

  it('sends nothing of a client of whom it is not known, or of whom both is said', async () => {
    const world = new AccountsWorld(customer());
    const sync = await world.accounts.syncBillingAgreements([
      { externalId: 'uuid-1', hasAgreement: null },
      { externalId: 'uuid-2', hasAgreement: true },
      { externalId: 'uuid-2', hasAgreement: false },
      { externalId: 'uuid-2', hasAgreement: false },
    ]);
    expect(sync).toEqual({ sent: 0, unknown: ['uuid-1', 'uuid-2'], failures: [] });
    expect(world.fake.requests).toEqual([]);
  });

  it('goes on after a batch that failed, and says whom it was about', async () => {
    const world = new AccountsWorld(customer());
    world.fake.inject({ on: 'clients.setBillingAgreements', fault: { kind: 'status', status: 500 } });
    const statuses = ['uuid-x', UUID].map((externalId) => ({ externalId, hasAgreement: true }));
    const { sent, failures } = await world.accounts.syncBillingAgreements(statuses, { batchSize: 1 });
    expect([sent, failures]).toMatchObject([1, [{ externalIds: ['uuid-x'], error: { status: 500 } }]]);
  });

  it('tells of everybody else where the id of one cannot be sent', async () => {
    const world = new AccountsWorld(customer());
    const statuses = ['', 'a b', UUID].map((externalId) => ({ externalId, hasAgreement: true }));
    expect(await world.accounts.syncBillingAgreements(statuses)).toMatchObject({
      sent: 1,
      failures: [
        { externalIds: [''], error: { code: 'INVALID_INPUT' } },
        { externalIds: ['a b'], error: { code: 'INVALID_INPUT' } },
      ],
    });
    expect([...world.fake.state.clients.values()]).toMatchObject([{ has_billing_agreement: true }]);
  });

  it.each([Number.NaN, 0, -1, 1.5, Number.POSITIVE_INFINITY])('refuses batches of %d', async (batchSize) => {
    const world = new AccountsWorld(customer());
    const statuses = [{ externalId: UUID, hasAgreement: true }];
    await expect(world.accounts.syncBillingAgreements(statuses, { batchSize })).rejects.toMatchObject({
      issues: [{ path: 'batchSize' }],
    });
  });
});

/** Local services and their statuses. */
class Services implements ServiceStatusRepository {
  readonly statuses = new Map<string, string>();

  constructor(rows: readonly (readonly [externalId: string, serviceId: string, status: string])[]) {
    for (const [externalId, serviceId, status] of rows)
      this.statuses.set(`${externalId} ${serviceId}`, status);
  }

  async statusOf({ externalId, serviceId }: ServiceRef): Promise<string | null> {
    return this.statuses.get(`${externalId} ${serviceId}`) ?? null;
  }

  async setStatus({ externalId, serviceId }: ServiceRef, from: string, to: string): Promise<boolean> {
    const key = `${externalId} ${serviceId}`;
    if (this.statuses.get(key) !== from) return false;
    this.statuses.set(key, to);
    return true;
  }

  *listSuspended(): Iterable<ServiceRef> {
    for (const [key, status] of [...this.statuses]) {
      const [externalId = '', serviceId = ''] = key.split(' ');
      if (status.toLowerCase() === 'suspended') yield { externalId, serviceId };
    }
  }
}

describe('syncServiceStatuses', () => {
  const mirrored = async (remote: string, local: string, localId = '55', localOwner = UUID) => {
    const world = new AccountsWorld(customer(remote));
    const services = new Services([[localOwner, localId, local]]);
    const { changed, failures } = await world.accounts.syncServiceStatuses(services);
    return { status: [...services.statuses.values()][0], changed, failures };
  };

  it.each([
    ['suspended', 'Active', 'suspended'],
    ['terminated', 'Active', 'terminated'],
    ['terminated', 'Suspended', 'terminated'],
    ['active', 'Suspended', 'active'],
    ['suspended', 'Suspended', 'Suspended'],
    ['active', 'Active', 'Active'],
    ['suspended', 'Terminated', 'Terminated'],
    ['suspended', 'Cancelled', 'Cancelled'],
    ['terminated', 'Fraud', 'Fraud'],
    ['active', 'Terminated', 'Terminated'],
    ['pending', 'Suspended', 'Suspended'],
  ])('a service that is %s in Fleio and %s here becomes %s', async (remote, local, expected) => {
    const { status, changed, failures } = await mirrored(remote, local);
    expect([status, failures]).toEqual([expected, []]);
    expect(changed).toEqual(local === expected ? [] : [{ ...REF, to: expected }]);
  });

  it.each([
    ['another service of the client', '56', UUID],
    ['a service of another client with the same number', '55', 'uuid-other'],
  ])('never changes %s', async (_name, id, owner) => {
    expect(await mirrored('suspended', 'Active', id, owner)).toMatchObject({ status: 'Active', changed: [] });
  });

  it.each(['active', 'suspended', 'terminated'])(
    'believes neither of two services with the same ids, of which one is terminated and one %s',
    async (status) => {
      const services = ['terminated', status].map((each) => ({ external_billing_id: '55', status: each }));
      const world = new AccountsWorld(customer('active', { services }));
      const local = new Services([[UUID, '55', 'Active']]);
      const { changed, failures } = await world.accounts.syncServiceStatuses(local);
      expect([changed, [...local.statuses.values()]]).toEqual([[], ['Active']]);
      expect(failures.length).toBeGreaterThan(0);
      for (const { error } of failures) expect(error).toMatchObject({ code: 'lookup_many' });
    },
  );

  it('does not go by a list that is out of date', async () => {
    const world = new AccountsWorld(customer('suspended'));
    const local = new Services([[UUID, '55', 'Active']]);
    const statusOf = local.statusOf.bind(local);
    local.statusOf = (ref) => {
      for (const service of world.fake.state.services.values()) service.status = 'active';
      return statusOf(ref);
    };
    expect((await world.accounts.syncServiceStatuses(local)).changed).toEqual([]);
  });

  it('passes over services without external ids, and reads every page', async () => {
    const services = [null, '54', '55', '56'].map((external_billing_id) => ({
      external_billing_id,
      status: 'suspended',
    }));
    const world = new AccountsWorld({ ...customer('suspended', { services }), pageSize: 1 });
    world.fake.addClient({
      external_billing_id: null,
      services: [{ external_billing_id: '55', status: 'suspended' }],
    });
    const local = new Services(['54', '55', '56'].map((id) => [UUID, id, 'Active'] as const));
    expect((await world.accounts.syncServiceStatuses(local)).changed).toHaveLength(3);
  });

  it('isolates what fails: one list, one look-up, one row', async () => {
    const world = new AccountsWorld(customer('terminated'));
    world.fake.inject({ on: 'services.list', times: 3, fault: { kind: 'status', status: 502 } });
    const local = new Services([
      [UUID, '55', 'Active'],
      ['uuid-gone', '70', 'Suspended'],
    ]);
    const { changed, failures } = await world.accounts.syncServiceStatuses(local);
    expect(changed).toEqual([{ ...REF, to: 'terminated' }]);
    expect(failures).toMatchObject([
      { ref: null, error: { status: 502 } },
      { ref: { serviceId: '70' }, error: { code: 'lookup_none' } },
    ]);
  });
});

describe('createSsoUrl', () => {
  it.each(['Active', 'suspended'])('logs a client with an %s service in, once', async (serviceStatus) => {
    const world = new AccountsWorld(customer());
    const access = await world.accounts.createSsoUrl({ externalId: UUID, serviceStatus });
    if (access.result !== 'ok') throw new Error(access.result);
    expect(access.url).toMatch(/^https:\/\/cloud\.example\.com\/sso\?euid=uuid-acme&timestamp=\d+&hash_val=/);
    expect(world.fake.openLogin(access.url)?.external_billing_id).toBe(UUID);
    expect(world.fake.openLogin(access.url)).toBeUndefined();
  });

  it('asks for another proof at every click', async () => {
    const world = new AccountsWorld(customer());
    await world.accounts.createSsoUrl({ externalId: UUID, serviceStatus: 'Active' });
    await world.accounts.createSsoUrl({ externalId: UUID, serviceStatus: 'Active' });
    expect(world.writes).toEqual(['sso.createSession', 'sso.createSession']);
  });

  it.each([
    [null, 'no_service'],
    ['Terminated', 'service_not_live'],
    ['Pending', 'service_not_live'],
  ])('refuses a client whose service is %s', async (serviceStatus, result) => {
    const world = new AccountsWorld(customer());
    expect(await world.accounts.createSsoUrl({ externalId: UUID, serviceStatus })).toEqual({ result });
    expect(world.fake.requests).toEqual([]);
  });

  it('refuses an address of the frontend that is none before a login is made', () => {
    const { fleio } = new AccountsWorld(customer());
    expect(() => new FleioAccounts({ fleio, frontendUrl: 'cloud.example.com' })).toThrow('frontendUrl');
  });

  it('needs the address of the frontend', async () => {
    const { fleio } = new AccountsWorld(customer());
    const call = fleio.call.bind(fleio);
    const accounts = new FleioAccounts({
      fleio: { call, ask: fleio.ask.bind(fleio), iterate: fleio.iterate.bind(fleio) },
    });
    const input = { externalId: UUID, serviceStatus: 'Active' };
    await expect(accounts.createSsoUrl(input)).rejects.toMatchObject({ code: 'CONFIG' });
  });
});
