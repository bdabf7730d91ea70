import { describe, expect, it } from 'vitest';
import { faulty, HOUR_MS, World } from './top-up-world.ts';

describe('an automatic top-up', () => {
  it('invoices what is necessary, under the key of the day', async () => {
    const world = new World();
    const { outcomes } = await world.run();
    expect(outcomes).toMatchObject([
      {
        ...{ accountId: 'uuid-a', clientId: 'a', reason: 'ISSUED', charge: null },
        decision: { idempotencyKey: 'auto-invoice:service-a:2024-05-15', paymentMethod: 'card' },
      },
    ]);
    expect(world.invoices).toEqual(['2024-05-15 110.00 USD']);
  });

  it('invoices once a day, and once for all where the invoice stays open', async () => {
    const world = new World();
    await world.run();
    expect((await world.run()).outcomes).toMatchObject([{ reason: 'NOT_NECESSARY' }]);
    world.fake.addUsage('uuid-a', '5');
    expect((await world.run()).outcomes).toMatchObject([{ reason: 'ALREADY_INVOICED_TODAY' }]);
    world.clock.advance(14 * HOUR_MS);
    expect((await world.run()).outcomes).toMatchObject([{ reason: 'ISSUED' }]);
    expect(world.invoices).toEqual(['2024-05-15 110.00 USD', '2024-05-16 5.00 USD']);
  });

  it('subtracts the open amount once, whoever does it', async () => {
    for (const serverNetsOpenAmount of [true, false]) {
      const world = new World({ behaviour: { netsOpenAmount: serverNetsOpenAmount } });
      const lines = [{ serviceId: 'service-a', kind: 'service', amount: '30' }] as const;
      const invoice = { issuedOn: '2024-05-01', currency: 'USD', lines, clientId: 'a' };
      world.billing.putInvoice({ ...invoice, id: 'open', status: 'unpaid' });
      world.billing.putInvoice({ ...invoice, id: 'on its way', status: 'paid', creditSynced: false });
      world.billing.putInvoice({ ...invoice, id: 'paid', status: 'paid' });
      await world.run({ serverNetsOpenAmount });
      expect(world.invoices.at(-1)).toBe('2024-05-15 50.00 USD');
      const [sent] = world.fake.requests.filter(({ method }) => method === 'POST');
      expect(sent?.json).toEqual({
        clients: [
          {
            ...{ external_billing_id: 'uuid-a', credit_still_to_be_paid: '60.00' },
            credit_still_to_be_paid_currency_code: 'USD',
          },
        ],
      });
    }
  });

  it('is invoiced in the currency of the client, exactly, and not below the minimum', async () => {
    const world = new World({}, []);
    world.add('a', 'EUR');
    expect((await world.run({ minimum: { amount: '110.01', currency: 'USD' } })).outcomes).toMatchObject([
      { reason: 'BELOW_MINIMUM' },
    ]);
    await world.run({ minimum: { amount: '110', currency: 'USD' } });
    expect(world.invoices).toEqual(['2024-05-15 101.20 EUR']);
  });

  it('charges at once where the client can be charged, under the first key of the invoice', async () => {
    const world = new World();
    world.agreements.set('a', true);
    const { outcomes } = await world.run({ chargeImmediately: true });
    expect(outcomes).toMatchObject([{ charge: 'paid' }]);
    expect(world.charged).toEqual(['charge:invoice-1:1']);
    expect(await world.stores.chargeLog.get('invoice-1')).toMatchObject({ failedAttempts: 0 });
  });

  it('keeps clients apart: none of them stops another', async () => {
    const world = new World({}, ['a', 'b']);
    world.add('c', 'GBP');
    world.add('d', 'USD', 2);
    world.fake.addClient({ external_billing_id: 'uuid-e', auto_top_up: '100' });
    const { outcomes, stopped } = await world.run();
    expect(stopped).toBeNull();
    expect(outcomes.map(({ accountId, reason }) => [accountId, reason]).sort()).toEqual([
      ['uuid-a', 'ISSUED'],
      ['uuid-b', 'ISSUED'],
      ['uuid-c', 'CURRENCY_UNKNOWN'],
      ['uuid-d', 'AMBIGUOUS_SERVICE'],
      ['uuid-e', 'NO_BILLABLE_SERVICE'],
    ]);
  });

  it('asks for 20 clients at a time, once, and leaves those out of whom the answer is lost', async () => {
    const world = new World(
      {},
      Array.from({ length: 25 }, (_, index) => `c${index}`),
    );
    world.fake.inject({ on: 'externalBilling.processCreditAutoInvoicing', fault: { kind: 'lost-answer' } });
    const { outcomes } = await world.run();
    const count = (reason: string) => outcomes.filter((outcome) => outcome.reason === reason).length;
    expect([count('PROCESSING_FAILED'), count('ISSUED')]).toEqual([20, 5]);
    expect(world.fake.requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
  });

  it('lets no client who cannot be asked for keep the others from it', async () => {
    const world = new World({}, ['a']);
    world.add('small', 'usd');
    world.ports = { ...world.ports, rates: { latest: async () => ({ USD: '1', CHF: '0.9' }) } };
    world.add('swiss', 'CHF');
    world.add('b');
    const { outcomes } = await world.run();
    expect(outcomes.map(({ accountId, reason }) => [accountId, reason]).sort()).toEqual([
      ['uuid-a', 'ISSUED'],
      ['uuid-b', 'ISSUED'],
      ['uuid-small', 'STATE_UNREADABLE'],
      ['uuid-swiss', 'PROCESSING_FAILED'],
    ]);
    const batches = world.fake.requests.filter(({ method }) => method === 'POST');
    expect(batches.map(({ json }) => Object(json).clients.length)).toEqual([3, 1, 1, 1]);
  });

  it('does not guess between two clients with one external id', async () => {
    const world = new World();
    world.fake.addClient({ external_billing_id: 'uuid-a', credit: '-500', auto_top_up: '100' });
    expect((await world.run()).outcomes).toMatchObject([
      { reason: 'PROCESSING_FAILED', error: { code: 'lookup_many' } },
    ]);
    expect(world.invoices).toEqual([]);
  });

  it('never takes the answer about another client for that about the one it asked for', async () => {
    const world = new World({}, ['a', 'A', 'a2']);
    world.fake.inject({
      on: 'externalBilling.processCreditAutoInvoicing',
      fault: { kind: 'altered', alter: (text) => text.replaceAll('"uuid-a"', '"uuid-stranger"') },
    });
    const { outcomes } = await world.run();
    expect(outcomes.map(({ accountId, reason }) => [accountId, reason])).toEqual([
      ['uuid-a', 'NOT_NECESSARY'],
      ['uuid-A', 'ISSUED'],
      ['uuid-a2', 'ISSUED'],
    ]);
  });

  it('reports why there are no rates, no charge, no lock', async () => {
    const fail = async () => {
      throw new Error('broken');
    };
    const error = { message: 'broken' };
    const noRates = new World({}, []);
    noRates.add('a', 'EUR');
    noRates.ports = { ...noRates.ports, rates: { latest: fail } };
    expect((await noRates.run()).outcomes).toMatchObject([{ reason: 'CURRENCY_UNKNOWN', error }]);

    const world = new World({}, ['a', 'b', 'c']);
    for (const id of ['a', 'b', 'c']) world.agreements.set(id, true);
    const { agreements, charging, chargeLog } = world.ports;
    world.ports = {
      ...world.ports,
      agreements: {
        status: (id) => (id === 'a' ? fail() : agreements.status(id)),
        drop: fail,
      },
      charging: { charge: (id, key) => (id === 'invoice-2' ? fail() : charging.charge(id, key)) },
      chargeLog: {
        get: (id) => chargeLog.get(id),
        record: (id, attempt) => (id === 'invoice-3' ? fail() : chargeLog.record(id, attempt)),
      },
    };
    expect((await world.run({ chargeImmediately: true })).outcomes).toMatchObject([
      { reason: 'ISSUED', charge: null, error },
      { reason: 'ISSUED', charge: 'unknown', error },
      { reason: 'ISSUED', charge: 'paid', error },
    ]);

    const unlocked = new World();
    const handle = { extend: fail, release: fail };
    unlocked.ports = { ...unlocked.ports, lock: { acquire: async () => handle } };
    expect(await unlocked.run()).toMatchObject({ outcomes: [], stopped: 'LOCK_FAILED', error });
  });

  it('gives the day back where nothing can have been invoiced', async () => {
    const world = new World();
    const { invoices } = world.ports;
    let reads = 0;
    const listForService: typeof invoices.listForService = async (id) => {
      reads += 1;
      if (reads === 3) throw new Error('broken');
      return invoices.listForService(id);
    };
    const create = invoices.create.bind(invoices);
    world.ports = { ...world.ports, invoices: { ...invoices, create, listForService } };
    expect((await world.run()).outcomes).toMatchObject([{ reason: 'STATE_UNREADABLE' }]);
    expect((await world.run()).outcomes).toMatchObject([{ reason: 'ISSUED' }]);
    expect(world.invoices).toHaveLength(1);
  });

  it('never doubles an invoice, whichever call of a port fails and when', async () => {
    const parts = ['days', 'invoices'] as const;
    for (const isAfter of [false, true]) {
      for (let call = 1, wasReached = true; wasReached; call += 1) {
        const world = new World();
        const sound = world.ports;
        let calls = 0;
        const isNow = (): boolean => {
          calls += 1;
          return calls === call;
        };
        const broken = Object.fromEntries(parts.map((part) => [part, faulty(sound[part], isNow, isAfter)]));
        world.ports = { ...sound, ...broken };
        await world.run();
        wasReached = calls >= call;
        world.ports = sound;
        await world.run();
        await world.run();
        expect(world.invoices.length, `call ${call}`).toBeLessThanOrEqual(1);
      }
    }
  });

  it('is left alone while another run holds the lock, and when the list fails', async () => {
    const world = new World();
    const handle = await world.stores.lock.acquire('invoicing', HOUR_MS);
    expect(await world.run()).toEqual({ outcomes: [], stopped: 'LOCKED' });
    await handle?.release();
    world.fake.inject({ times: 9, fault: { kind: 'status', status: 500 } });
    expect(await world.run()).toMatchObject({ stopped: 'LIST_FAILED', error: { status: 500 } });
    expect(await world.stores.lock.acquire('invoicing', HOUR_MS)).not.toBeNull();
  });

  it('refuses settings that no run can rest on', async () => {
    await expect(new World().run({ timeZone: 'Mars/Olympus' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});
