import { FleioClient } from 'reseller-sdk/fleio';
import { FleioAccountSource, type FleioAccountSourceOptions } from 'reseller-sdk/fleio/invoicing';
import {
  InMemoryAgreements,
  InMemoryBilling,
  inMemoryInvoicingStores,
  runInvoicing,
} from 'reseller-sdk/invoice-policy';
import { DEFAULT_FLEIO_TOKEN, FakeClock, FakeFleio, type FakeFleioOptions } from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';

const BOTH = { includeSuspended: false, includeWithoutDebt: false };

class World {
  readonly clock = new FakeClock('2024-05-15T10:00:00Z');
  readonly fake: FakeFleio;
  readonly source: FleioAccountSource;

  constructor(fake: FakeFleioOptions = {}, options: Partial<FleioAccountSourceOptions> = {}) {
    this.fake = new FakeFleio({ clock: this.clock, ...fake });
    const fleio = new FleioClient({
      ...{ token: DEFAULT_FLEIO_TOKEN, baseUrl: 'https://cloud.example.com/backend/staffapi' },
      ...{ fetch: this.fake.fetch, sleep: async () => undefined, timeout: 50 },
    });
    this.source = new FleioAccountSource({ fleio, ...options });
  }

  addDebtor(uuid: string, usage = '15', more: object = {}): void {
    this.fake.addClient({ external_billing_id: uuid, ...more });
    this.fake.addUsage(uuid, usage);
  }

  async due(filter: Partial<Parameters<FleioAccountSource['listDue']>[0]> = {}): Promise<readonly string[]> {
    const found: string[] = [];
    const { accounts } = await this.source.listDue({ ...BOTH, ...filter });
    for await (const account of accounts) found.push(account);
    return found;
  }

  asked(operation: string) {
    return this.fake.requests.filter((request) => request.operation === operation);
  }
}

describe('listDue', () => {
  it('names debtors by their external ids, and asks in the words of the contract', async () => {
    const world = new World();
    world.addDebtor('uuid-a');
    world.addDebtor('uuid-b', '0');
    world.fake.addClient({ external_billing_id: 'uuid-c', credit: '5' });
    expect(await world.due()).toEqual(['uuid-a', 'uuid-b']);
    expect(world.asked('clients.toInvoice')[0]?.query).toEqual({
      has_external_billing: 'True',
      uptodate_credit_max: '0',
    });
  });

  it.each([
    [{ hasBillingAgreement: true }, { has_billing_agreement: 'True' }, ['uuid-with']],
    [{ hasBillingAgreement: false }, { has_billing_agreement: 'False' }, ['uuid-without']],
    [{ includeSuspended: true }, { process_suspended: 'true' }, ['uuid-with', 'uuid-without']],
  ])('passes the filter %j on', async (filter, query, expected) => {
    const world = new World();
    world.addDebtor('uuid-with', '15', { has_billing_agreement: true });
    world.addDebtor('uuid-without');
    expect(await world.due(filter)).toEqual(expected);
    expect(world.asked('clients.toInvoice')[0]?.query).toMatchObject(query);
  });

  it('lists clients in credit when the run wants them and it was told up to how much', async () => {
    const clients = [{ external_billing_id: 'uuid-c', credit: '5' }];
    const wanted = { includeWithoutDebt: true };
    expect(await new World({ clients }).due(wanted)).toEqual([]);
    expect(await new World({ clients }, { maxCreditWithoutDebt: '1000' }).due(wanted)).toEqual(['uuid-c']);
    expect(await new World({ clients }, { maxCreditWithoutDebt: '1000' }).due()).toEqual([]);
  });

  it('tells the time of the server, if the server tells it', async () => {
    const skewed = await new World({ clockSkew: 3_600_000 }).source.listDue(BOTH);
    expect(skewed.serverTime).toEqual(new Date('2024-05-15T11:00:00Z'));
    expect((await new World({ behaviour: { sendDate: false } }).source.listDue(BOTH)).serverTime).toBeNull();
  });

  it('passes over a client who cannot be read, and says so', async () => {
    const unreadable: string[] = [];
    const world = new World({}, { onUnreadable: (id) => unreadable.push(id) });
    world.addDebtor('uuid-a', '15', { id: 901 });
    world.addDebtor('uuid-b');
    world.fake.inject({ on: 'clients.retrieve', fault: { kind: 'status', status: 500 } });
    expect([await world.due(), unreadable]).toEqual([['uuid-b'], ['901']]);
  });

  it('names everybody else before it fails for those who could not be read', async () => {
    const world = new World();
    for (const name of ['a', 'b', 'c']) world.addDebtor(`uuid-${name}`);
    world.fake.inject({ on: 'clients.retrieve', times: 2, fault: { kind: 'status', status: 404 } });
    const found: string[] = [];
    const { accounts } = await world.source.listDue(BOTH);
    const read = async () => {
      for await (const account of accounts) found.push(account);
    };
    await expect(read()).rejects.toMatchObject({ status: 404 });
    expect(found).toEqual(['uuid-c']);
  });

  it('passes over a second client with the same external id', async () => {
    const errors: unknown[] = [];
    const world = new World({}, { onUnreadable: (id, error) => errors.push([id, error]) });
    world.addDebtor('uuid-a', '15', { id: 901 });
    world.fake.addClient({ id: 902, external_billing_id: 'uuid-a', credit: '-7' });
    expect(await world.due()).toEqual(['uuid-a']);
    expect(errors).toMatchObject([['902', { code: 'lookup_many' }]]);
    expect(await world.source.claim('uuid-a')).toMatchObject({ uptodateCredit: '-15.00' });
  });

  it('fails where the list fails', async () => {
    const world = new World();
    world.fake.inject({ on: 'clients.toInvoice', times: 9, fault: { kind: 'status', status: 500 } });
    await expect(world.source.listDue(BOTH)).rejects.toMatchObject({ status: 500 });
    world.fake.clearFaults();
    world.fake.inject({ on: 'clients.toInvoice', fault: { kind: 'altered', alter: () => '{"objects":[]}' } });
    await expect(world.source.listDue(BOTH)).rejects.toMatchObject({ code: 'UNEXPECTED_RESPONSE' });
  });
});

describe('claim', () => {
  it.each(['string', 'number'] as const)(
    'hands out balance, limit and periods, sent as %s',
    async (decimals) => {
      const world = new World({ behaviour: { decimals } });
      world.addDebtor('uuid-a', '12.5');
      const period = world.fake.endCycle('uuid-a');
      world.fake.addUsage('uuid-a', '0.1');
      await world.due();
      const claimed = await world.source.claim('uuid-a');
      expect(claimed).toMatchObject({
        ...{ currency: 'USD', uptodateCredit: expect.stringMatching(/^-12\.60?$/) },
        ...{ effectiveCreditLimit: expect.stringMatching(/^-10(\.00)?$/) },
        periods: [{ id: String(period.id), serviceRef: String(period.service) }],
      });
      expect((await world.source.claim('uuid-a')).periods).toEqual([]);
    },
  );

  it('leaves what the answer lacks to the policy', async () => {
    const omit = {
      'clients.claimForInvoiceProcessing': ['uptodate_credit', 'currency', 'effective_credit_limit'],
    };
    const world = new World({ behaviour: { omit } });
    world.addDebtor('uuid-a');
    await world.due();
    expect(await world.source.claim('uuid-a')).toMatchObject({
      ...{ currency: null, uptodateCredit: null, effectiveCreditLimit: null },
    });
  });

  it.each(['lost-answer', 'network-error', 'truncated'] as const)(
    'is sent once, also after a %s',
    async (kind) => {
      const world = new World();
      world.addDebtor('uuid-a');
      await world.due();
      world.fake.inject({ on: 'clients.claimForInvoiceProcessing', times: 9, fault: { kind } });
      await expect(world.source.claim('uuid-a')).rejects.toMatchObject({ outcomeUnknown: true });
      expect(world.asked('clients.claimForInvoiceProcessing')).toHaveLength(1);
    },
  );

  it.each([401, 404, 429, 503])('is sent once, also after a %i', async (status) => {
    const world = new World();
    world.addDebtor('uuid-a');
    await world.due();
    world.fake.inject({
      on: 'clients.claimForInvoiceProcessing',
      times: 9,
      fault: { kind: 'status', status },
    });
    await expect(world.source.claim('uuid-a')).rejects.toMatchObject({ status });
    expect(world.asked('clients.claimForInvoiceProcessing')).toHaveLength(1);
  });

  it('looks an account up that no list named, and says that nothing was claimed when that fails', async () => {
    const world = new World();
    world.addDebtor('uuid-a');
    expect(await world.source.claim('uuid-a')).toMatchObject({ currency: 'USD' });
    await expect(world.source.claim('uuid-z')).rejects.toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });
    world.fake.inject({ on: 'clients.list', times: 9, fault: { kind: 'network-error' } });
    await expect(world.source.claim('uuid-b')).rejects.toMatchObject({
      ...{ name: 'InvalidInputError', code: 'ACCOUNT_UNREADABLE' },
    });
    expect(world.asked('clients.claimForInvoiceProcessing')).toHaveLength(1);
  });

  describe('of a client who was linked anew', () => {
    const relinked = async () => {
      const world = new World();
      world.addDebtor('uuid-a', '15', { id: 901 });
      world.fake.endCycle('uuid-a');
      await world.due();
      const client = world.fake.state.clients.get(901);
      if (client !== undefined) client.external_billing_id = 'uuid-b';
      return world;
    };
    const statuses = ({ fake }: World) => [...fake.state.periods.values()].map(({ status }) => status);

    it('gives the periods back and says that nothing is claimed', async () => {
      const world = await relinked();
      await expect(world.source.claim('uuid-a')).rejects.toMatchObject({
        ...{ name: 'InvalidInputError', code: 'ACCOUNT_RELINKED' },
      });
      expect(statuses(world)).toEqual(['unsettled']);
    });

    it('says that something may be claimed when they cannot be given back', async () => {
      const world = await relinked();
      const fault = { kind: 'status', status: 500 } as const;
      world.fake.inject({ on: 'services.resetInvoicedPeriods', fault });
      await expect(world.source.claim('uuid-a')).rejects.toMatchObject({
        ...{ code: 'lookup_mismatch', outcomeUnknown: true, cause: { status: 500 } },
      });
      expect(statuses(world)).toEqual(['invoiced']);
    });
  });
});

describe('release and agreements', () => {
  it('gives periods back, each once, so that the next claim has them', async () => {
    const world = new World();
    world.addDebtor('uuid-a');
    world.fake.endCycle('uuid-a');
    await world.due();
    const { periods } = await world.source.claim('uuid-a');
    const [period] = periods;
    if (period === undefined) throw new Error('no period');
    await world.source.release(period.serviceRef, [period.id, period.id]);
    await world.source.release(period.serviceRef, []);
    expect(world.asked('services.resetInvoicedPeriods').map(({ json }) => json)).toEqual([
      { periods_ids: [period.id] },
    ]);
    expect((await world.source.claim('uuid-a')).periods).toEqual(periods);
  });

  it('tells agreements 100 clients at a time, and fails when one call did', async () => {
    const world = new World();
    const flags = Array.from({ length: 250 }, (_, index) => ({
      accountId: `uuid-${index}`,
      hasAgreement: true,
    }));
    await world.source.setAgreements([...flags, ...flags]);
    const sizes = world.asked('clients.setBillingAgreements').map(({ json }) => Object(json).length);
    expect(sizes).toEqual([100, 100, 50]);
    world.fake.inject({ on: 'clients.setBillingAgreements', fault: { kind: 'status', status: 500 } });
    await expect(world.source.setAgreements(flags)).rejects.toMatchObject({ status: 500 });
    expect(world.asked('clients.setBillingAgreements')).toHaveLength(6);
  });
});

describe('a run of the invoice policy on Fleio', () => {
  it('invoices the debtor, marks his periods, and gives back those of a client who is not due', async () => {
    const world = new World();
    world.addDebtor('uuid-a', '15');
    world.addDebtor('uuid-b', '0.5', { limits: { withoutAgreement: '-10', withAgreement: '-20' } });
    world.fake.endCycle('uuid-b');
    const stores = inMemoryInvoicingStores(world.clock);
    const billing = new InMemoryBilling(stores.days);
    for (const id of ['a', 'b']) {
      const service = { id: `service-${id}`, status: 'active', paymentMethod: 'card' };
      billing.putClient({ id, accountId: `uuid-${id}`, invoiceCurrency: 'USD', services: [service] });
    }
    const settings = {
      ...{ invoiceWithAgreement: true, invoiceWithoutAgreement: true, chargeImmediately: false },
      ...{ timeZone: 'UTC', minimum: { amount: '1', currency: 'USD' } },
    };
    const agreements = new InMemoryAgreements();
    const ports = {
      ...{
        ...stores,
        agreements,
        clients: billing,
        services: billing,
        invoices: billing,
        clock: world.clock,
      },
      charging: { charge: async () => ({ paid: false }) },
      rates: { latest: async () => ({}) },
      accounts: world.source,
    };
    const report = await runInvoicing(ports, settings);
    expect(report).toMatchObject({ stopped: null, errors: [] });
    const invoices = billing.listInvoices().map(({ clientId, lines }) => [clientId, lines[0]?.amount]);
    expect(invoices).toEqual([['a', '15.00']]);
    expect([...world.fake.state.periods.values()].map(({ status }) => status)).toEqual(['unsettled']);
  });

  it('does not begin when the clocks are apart', async () => {
    const world = new World({ clockSkew: 600_000 });
    world.addDebtor('uuid-a');
    const stores = inMemoryInvoicingStores(world.clock);
    const billing = new InMemoryBilling(stores.days);
    const ports = {
      ...{ ...stores, agreements: new InMemoryAgreements(), clients: billing, services: billing },
      ...{ invoices: billing, clock: world.clock, accounts: world.source },
      charging: { charge: async () => ({ paid: false }) },
      rates: { latest: async () => ({}) },
    };
    const settings = {
      ...{ invoiceWithAgreement: true, invoiceWithoutAgreement: true, chargeImmediately: false },
      timeZone: 'UTC',
    };
    expect((await runInvoicing(ports, settings)).stopped).toBe('CLOCK_SKEW');
    expect(world.asked('clients.claimForInvoiceProcessing')).toEqual([]);
  });
});
