import { FleioClient } from 'reseller-sdk/fleio';
import { creditSynced, queueInvoiceCredit, settleParkedCredit } from 'reseller-sdk/fleio/credit';
import { DEFAULT_FLEIO_TOKEN, type Fault } from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, CreditWorld } from './world.ts';

const DEDUPES = { serverDedupesCredit: true };
const LOST: Fault = { kind: 'lost-answer' };
const results = ({ outcomes }: Awaited<ReturnType<CreditWorld['run']>>) =>
  outcomes.map(({ result }) => result);

describe('a paid invoice', () => {
  it('is credited once, in the words of the contract, and is synced from then on', async () => {
    const world = new CreditWorld();
    await world.pay('1001', '60');
    expect(await creditSynced(world.outbox, '1001')).toBe(false);
    expect(results(await world.run())).toEqual(['done']);
    expect(await creditSynced(world.outbox, '1001', { clock: world.clock })).toBe(true);
    expect(results(await world.run())).toEqual([]);
    const [sent] = world.fake.requests.filter(({ method }) => method === 'POST');
    expect(sent?.json).toEqual({
      ...{
        amount: '60.00',
        currency: 'USD',
        exchange_rate: 1,
        source_amount: '60.00',
        source_currency: 'USD',
      },
      ...{ add_credit: true, external_source: true, external_source_key: '1001/55' },
    });
    expect(world.booked).toEqual(['+60 USD']);
  });

  it('is credited for each of its services by one call, with all service lines and no others', async () => {
    const world = new CreditWorld();
    const lines = [
      { serviceId: '55', kind: 'service', amount: '10.10' },
      { serviceId: '60', kind: 'service', amount: '5' },
      { serviceId: '55', kind: 'service', amount: '0.20' },
      { serviceId: '55', kind: 'promo', amount: '-3' },
      { serviceId: '55', kind: 'other', amount: '7' },
      { serviceId: '61', kind: 'service', amount: '0.00' },
      { serviceId: '62', kind: 'service', amount: '-4' },
    ] as const;
    const { skipped } = await world.pay('1001', '', { lines });
    expect(skipped).toEqual([
      { serviceId: '61', reason: 'ZERO' },
      { serviceId: '62', reason: 'NEGATIVE' },
    ]);
    await world.run();
    expect(world.booked).toEqual(['+10.3 USD', '+5 USD']);
  });

  it('counts once, however often the event comes', async () => {
    const world = new CreditWorld();
    await world.pay('1001');
    await world.pay('1001');
    await world.run();
    await world.pay('1001');
    await world.run();
    expect(world.booked).toEqual(['+60 USD']);
  });

  it('that comes again with another amount is refused, loudly', async () => {
    const world = new CreditWorld();
    await world.pay('1001');
    await expect(world.pay('1001', '61')).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
  });

  it('is refused with every issue before anything is noted', async () => {
    const { outbox } = new CreditWorld();
    const lines = [{ serviceId: '', kind: 'service', amount: 'x' }] as const;
    const invoice = { invoiceId: '', accountId: ' ', currency: '', lines };
    const error = await queueInvoiceCredit(outbox, invoice, 'add').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      issues: ['invoiceId', 'accountId', 'currency', 'lines[0].serviceId'].map((path) => ({ path })),
    });
    expect(await outbox.forInvoice('')).toEqual([]);
  });

  it('in another currency is converted to that of the Fleio client, rounded once', async () => {
    const world = new CreditWorld({ clients: [{ external_billing_id: ACCOUNT, currency: 'JPY' }] });
    const rates = { latest: async () => ({ USD: '1', EUR: '0.92', JPY: '155' }) };
    await world.pay('1001', '0.105', { currency: 'EUR' });
    await world.run({ rates });
    expect(world.booked).toEqual(['+18 JPY']);
  });

  it('that is worth less than the least coin is done without a call', async () => {
    const world = new CreditWorld({ clients: [{ external_billing_id: ACCOUNT, currency: 'JPY' }] });
    await world.pay('1001', '0.4', { currency: 'JPY' });
    expect(results(await world.run())).toEqual(['done']);
    expect(world.calls).toBe(0);
  });
});

describe('a refund', () => {
  it('takes back exactly what the payment added, whatever the rates are by then', async () => {
    const world = new CreditWorld();
    let EUR = '0.92';
    const rates = { latest: async () => ({ USD: '1', EUR }) };
    await world.pay('1001', '60', { currency: 'EUR' });
    await world.run({ rates });
    EUR = '0.5';
    await world.refund('1001', '60', { currency: 'EUR' });
    await world.run({ rates });
    expect(world.booked).toEqual(['+65.22 USD', '-65.22 USD']);
  });

  it('of an invoice from before the outbox is converted by itself', async () => {
    const world = new CreditWorld();
    await world.refund('1001', '12.5');
    await world.run();
    expect(world.booked).toEqual(['-12.5 USD']);
    expect(await creditSynced(world.outbox, '1001')).toBe(true);
  });

  it('never overtakes its payment, and does not wait once that is settled', async () => {
    const world = new CreditWorld();
    world.fake.inject({ on: 'clients.changeCredit', fault: { kind: 'status', status: 400 } });
    await world.pay('1001');
    await world.refund('1001');
    const first = await world.run();
    expect([results(first), first.waiting]).toEqual([['parked'], 1]);
    expect(results(await world.runAfter(60))).toEqual([]);
    await settleParkedCredit(
      world.outbox,
      { invoiceId: '1001', serviceId: '55', direction: 'add' },
      'send-again',
    );
    expect(results(await world.run())).toEqual(['done', 'done']);
    expect(world.booked).toEqual(['+60 USD', '-60 USD']);
  });

  it('whose event came before that of the payment holds it in no way', async () => {
    const world = new CreditWorld();
    world.fake.inject({ on: 'clients.changeCredit', fault: LOST });
    await world.refund('1001');
    await world.pay('1001');
    expect(results(await world.run())).toEqual(['parked', 'done']);
  });

  it('reaches a server that takes one key for both directions under a key of its own', async () => {
    const world = new CreditWorld({ behaviour: { dedupesCredit: 'key' } });
    world.options = {
      ...DEDUPES,
      sourceKey: ({ invoiceId, serviceId, direction }) => `${invoiceId}/${serviceId}/${direction}`,
    };
    await world.pay('1001');
    await world.refund('1001');
    await world.run();
    expect(world.booked).toEqual(['+60 USD', '-60 USD']);
  });
});

describe('a failure before the call', () => {
  it.each([
    ['a missing client', { clients: [] }, 'lookup_none'],
    [
      'a client without a currency',
      { behaviour: { omit: { 'clients.list': ['currency'] } } },
      'CURRENCY_MISSING',
    ],
  ])('%s is tried again after 2, 4, 8, ... minutes, ten times, then parked', async (_name, options, code) => {
    const world = new CreditWorld(options);
    await world.pay('1001');
    expect((await world.run()).outcomes).toMatchObject([{ result: 'retry', failure: { code } }]);
    for (let failures = 1; failures <= 10; failures += 1) {
      const wait = 2 ** failures;
      expect(results(await world.runAfter(wait - 1)), `a minute early after ${failures}`).toEqual([]);
      expect(results(await world.runAfter(1)), `after ${failures}`).toEqual([
        failures < 10 ? 'retry' : 'parked',
      ]);
    }
    expect(results(await world.runAfter(1e5))).toEqual([]);
    expect(world.calls).toBe(0);
  });

  it('a client who comes to be is credited then', async () => {
    const world = new CreditWorld({ clients: [] });
    await world.pay('1001');
    await world.run();
    world.fake.addClient({ external_billing_id: ACCOUNT, currency: 'USD' });
    await world.runAfter(2);
    expect(world.booked).toEqual(['+60 USD']);
  });

  it('a missing rate holds that client alone', async () => {
    const world = new CreditWorld();
    world.fake.addClient({ external_billing_id: 'uuid-other', currency: 'USD' });
    await world.pay('1001', '60', { currency: 'GBP' });
    await world.pay('1002', '5', { accountId: 'uuid-other' });
    const report = await world.run({ rates: { latest: async () => ({ USD: '1' }) } });
    expect(report.outcomes).toMatchObject([
      { invoiceId: '1001', result: 'retry', failure: { code: 'CURRENCY_UNKNOWN' } },
      { invoiceId: '1002', result: 'done' },
    ]);
  });

  it('rates that cannot be read hold those alone who need them', async () => {
    const world = new CreditWorld();
    world.fake.addClient({ external_billing_id: 'uuid-other', currency: 'USD' });
    await world.pay('1001', '60', { currency: 'EUR' });
    await world.pay('1002', '5', { accountId: 'uuid-other' });
    const latest = () => Promise.reject(new Error('no rates today'));
    expect(results(await world.run({ rates: { latest } }))).toEqual(['retry', 'done']);
  });

  it('two clients of one external id are for a human', async () => {
    const world = new CreditWorld();
    world.fake.addClient({ external_billing_id: ACCOUNT, currency: 'USD' });
    await world.pay('1001');
    expect((await world.run()).outcomes).toMatchObject([
      { result: 'parked', failure: { code: 'lookup_many' } },
    ]);
  });

  it('a bad token stops the run and leaves every row as it was', async () => {
    const world = new CreditWorld({ tokens: ['another'] });
    await world.pay('1001');
    const before = await world.row('1001');
    expect(await world.run()).toMatchObject({ stopped: 'NOT_ADMITTED', outcomes: [], waiting: 1 });
    expect(await world.row('1001')).toEqual(before);
  });

  it('a server that answers to nobody stops the run after three', async () => {
    const world = new CreditWorld();
    world.fake.inject({ times: Number.POSITIVE_INFINITY, fault: { kind: 'network-error' } });
    for (const id of ['1', '2', '3', '4', '5']) await world.pay(id, '5', { accountId: `uuid-${id}` });
    expect(await world.run()).toMatchObject({ stopped: 'UNREACHABLE', outcomes: { length: 3 } });
  });
});

describe('a refusal of the change', () => {
  it('of status 4xx is parked: nothing happened, and another try would not work', async () => {
    const world = new CreditWorld();
    world.fake.inject({ on: 'clients.changeCredit', fault: { kind: 'status', status: 400 } });
    await world.pay('1001');
    expect(results(await world.run(DEDUPES))).toEqual(['parked']);
    expect(await world.row('1001')).toMatchObject({ state: 'parked', isDoubtful: false });
  });

  it('that was never sent, because there was no token, is tried again without doubt', async () => {
    const world = new CreditWorld({ version: '2024.04' });
    await world.pay('1001');
    let asked = 0;
    const token = async () => {
      asked += 1;
      if (asked > 1) throw new Error('the vault is sealed');
      return DEFAULT_FLEIO_TOKEN;
    };
    const baseUrl = 'https://cloud.example.com/backend/staffapi';
    const fleio = new FleioClient({ token, baseUrl, fetch: world.fake.fetch });
    expect(results(await world.run({ fleio }))).toEqual(['retry']);
    expect(await world.row('1001')).toMatchObject({
      ...{ isDoubtful: false, failure: { code: 'CREDENTIAL_UNAVAILABLE' } },
    });
    expect(results(await world.runAfter(60))).toEqual(['done']);
    expect(world.booked).toEqual(['+60 USD']);
  });

  it('of status 429 is tried again, not before the time that it names', async () => {
    const world = new CreditWorld();
    const headers = { 'retry-after': '600' };
    world.fake.inject({ on: 'clients.changeCredit', fault: { kind: 'status', status: 429, headers } });
    await world.pay('1001');
    expect(await world.run()).toMatchObject({ stopped: 'RATE_LIMITED', outcomes: [{ result: 'retry' }] });
    expect(results(await world.runAfter(9.9))).toEqual([]);
    expect(results(await world.runAfter(0.1))).toEqual(['done']);
    expect(world.booked).toEqual(['+60 USD']);
  });
});

describe('a change whose outcome is not known', () => {
  const faults: readonly (readonly [string, Fault, applied: boolean])[] = [
    ['a lost answer', LOST, true],
    ['a time out', { kind: 'lost-answer', how: 'silence' }, true],
    ['a broken answer', { kind: 'truncated' }, true],
    ['a connection that broke before', { kind: 'network-error' }, false],
    ['a 500', { kind: 'status', status: 500 }, false],
    ['a 502 page of a proxy', { kind: 'html', status: 502 }, false],
    ['a 200 page of a proxy', { kind: 'html' }, false],
  ];

  it.each(faults)('%s is parked where the server does not know repeats', async (_name, fault, applied) => {
    const world = new CreditWorld({ version: '2024.04' });
    world.fake.inject({ on: 'clients.changeCredit', fault });
    await world.pay('1001');
    expect(results(await world.run())).toEqual(['parked']);
    for (let round = 0; round < 3; round += 1) expect(results(await world.runAfter(5000))).toEqual([]);
    expect([world.calls, world.booked.length]).toEqual([1, applied ? 1 : 0]);
    expect(await world.row('1001')).toMatchObject({ isDoubtful: true });
    expect(await creditSynced(world.outbox, '1001')).toBe(false);
  });

  it.each(faults)('%s is sent again as it was where the server knows repeats', async (_name, fault) => {
    const world = new CreditWorld();
    let EUR = '0.92';
    world.options = { ...DEDUPES, rates: { latest: async () => ({ USD: '1', EUR }) } };
    world.fake.inject({ on: 'clients.changeCredit', fault });
    await world.pay('1001', '60', { currency: 'EUR' });
    expect(results(await world.run())).toEqual(['retry']);
    EUR = '0.5';
    expect(results(await world.runAfter(2))).toEqual(['done']);
    expect(world.booked).toEqual(['+65.22 USD']);
    const bodies = world.fake.requests.filter(({ method }) => method === 'POST').map(({ json }) => json);
    expect(bodies[1]).toEqual(bodies[0]);
  });

  it('stays in doubt after a refusal, so that it is not sent to a server that no longer knows repeats', async () => {
    const world = new CreditWorld();
    world.fake.inject({ on: 'clients.changeCredit', fault: LOST });
    world.fake.inject({ on: 'clients.changeCredit', fault: { kind: 'status', status: 429 } });
    await world.pay('1001');
    await world.run(DEDUPES);
    expect(results(await world.runAfter(2, DEDUPES))).toEqual(['retry']);
    expect(results(await world.runAfter(4))).toEqual(['parked']);
    expect([world.booked, world.calls]).toEqual([['+60 USD'], 2]);
  });

  it('is settled by a human: done by hand', async () => {
    const world = new CreditWorld();
    world.fake.inject({ on: 'clients.changeCredit', fault: LOST });
    await world.pay('1001');
    await world.run();
    const key = { invoiceId: '1001', serviceId: '55', direction: 'add' } as const;
    await settleParkedCredit(world.outbox, key, 'done', world.clock);
    expect(await creditSynced(world.outbox, '1001', { clock: world.clock })).toBe(true);
    expect(results(await world.runAfter(60))).toEqual([]);
    await expect(settleParkedCredit(world.outbox, key, 'done')).rejects.toMatchObject({ code: 'NOT_PARKED' });
    expect(world.booked).toEqual(['+60 USD']);
  });
});

describe('the order', () => {
  it('of one client is kept: nothing overtakes a row that waits for its time', async () => {
    const world = new CreditWorld();
    world.fake.inject({ on: 'clients.changeCredit', fault: { kind: 'status', status: 429 } });
    await world.pay('1001', '1');
    await world.pay('1002', '2');
    await world.refund('1002', '2');
    await world.pay('1003', '3');
    await world.run();
    expect(await world.run()).toMatchObject({ outcomes: [], waiting: 4 });
    await world.runAfter(2);
    expect(world.booked).toEqual(['+1 USD', '+2 USD', '-2 USD', '+3 USD']);
  });

  it('holds no other client', async () => {
    const world = new CreditWorld({ clients: [{ external_billing_id: 'uuid-other', currency: 'USD' }] });
    await world.pay('1001', '1');
    await world.pay('1002', '2', { accountId: 'uuid-other' });
    expect(results(await world.run())).toEqual(['retry', 'done']);
  });

  it('lets later invoices of the client pass a refund whose payment is parked', async () => {
    const world = new CreditWorld();
    world.fake.inject({ on: 'clients.changeCredit', fault: LOST });
    await world.pay('1001', '1');
    await world.refund('1001', '1');
    await world.pay('1002', '2');
    expect(await world.run()).toMatchObject({
      outcomes: [{ result: 'parked' }, { invoiceId: '1002', result: 'done' }],
      waiting: 1,
    });
    expect(await world.run()).toMatchObject({ outcomes: [], waiting: 2 });
    expect(world.booked).toEqual(['+1 USD', '+2 USD']);
  });

  it('lets later invoices of the client pass a parked row', async () => {
    const world = new CreditWorld();
    world.fake.inject({ on: 'clients.changeCredit', fault: LOST });
    await world.pay('1001', '1');
    await world.pay('1002', '2');
    expect(results(await world.run())).toEqual(['parked', 'done']);
  });
});

describe('runs', () => {
  it('that overlap credit once, and nobody takes a row that is being sent', async () => {
    const world = new CreditWorld({ version: '2024.04' });
    for (const id of ['1', '2', '3', '4']) await world.pay(id, id);
    const reports = await Promise.all([world.run(), world.run(), world.run()]);
    await world.run();
    expect(world.booked).toEqual(['+1 USD', '+2 USD', '+3 USD', '+4 USD']);
    expect(reports.flatMap(results).filter((result) => result === 'done')).toHaveLength(4);
  });

  it('that come after a crash in the middle of a call wait for the lease, then hold the row for doubtful', async () => {
    const world = new CreditWorld({ version: '2024.04' });
    await world.pay('1001');
    const row = await world.row('1001');
    const sent = { clientId: '1', amount: '60.00', currency: 'USD', sourceKey: '1001/55' };
    const dueAt = '2024-05-10T10:05:00.000Z';
    await world.outbox.save({ ...row, state: 'sending', sent, dueAt, version: 2 }, 1);
    expect(await world.runAfter(4)).toMatchObject({ outcomes: [], waiting: 1 });
    expect((await world.runAfter(1)).outcomes).toMatchObject([
      { result: 'parked', failure: { code: 'INTERRUPTED' } },
    ]);
    expect(world.calls).toBe(0);
  });

  it('note a credit that came through although another run gave the row up meanwhile', async () => {
    const world = new CreditWorld();
    await world.pay('1001');
    const slow = world.outbox;
    let late = async () => undefined as unknown;
    world.outbox = {
      enqueue: (entries) => slow.enqueue(entries),
      forInvoice: (id) => slow.forInvoice(id),
      listOpen: () => slow.listOpen(),
      save: async (row, version) => {
        if (row.state === 'done') await late();
        late = async () => undefined;
        await slow.save(row, version);
        if (row.state === 'sending') late = () => world.runAfter(6, { outbox: slow });
      },
    };
    expect(results(await world.run())).toEqual(['done']);
    expect(await world.row('1001')).toMatchObject({ state: 'done', version: 4 });
    expect(world.booked).toEqual(['+60 USD']);
  });

  it('end before the next row when they are aborted, and never in the middle of a change', async () => {
    const world = new CreditWorld();
    await world.pay('1001');
    expect(await world.run({ signal: AbortSignal.abort() })).toMatchObject({
      stopped: 'ABORTED',
      outcomes: [],
    });
    const controller = new AbortController();
    world.options = { signal: controller.signal };
    world.fake.inject({
      on: ({ operation }) => {
        if (operation === 'clients.changeCredit') controller.abort();
        return false;
      },
      fault: { kind: 'empty' },
    });
    await world.pay('1002');
    expect(await world.run()).toMatchObject({ stopped: 'ABORTED', outcomes: [{ result: 'done' }] });
    expect(world.booked).toEqual(['+60 USD']);
  });

  it('report an outbox that cannot be read', async () => {
    const world = new CreditWorld();
    const { outbox } = world;
    world.outbox = {
      enqueue: (entries) => outbox.enqueue(entries),
      forInvoice: (id) => outbox.forInvoice(id),
      save: (row, version) => outbox.save(row, version),
      listOpen: () => {
        throw new Error('no database');
      },
    };
    expect(await world.run()).toMatchObject({
      stopped: 'OUTBOX_FAILED',
      failure: { message: 'no database' },
    });
  });

  it.each([{ maxRetries: 1.5 }, { maxRetries: -1 }, { leaseMs: 0 }])('refuse %o', async (options) => {
    await expect(new CreditWorld().run(options)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('keep the token out of what they note and report', async () => {
    const world = new CreditWorld();
    const body = JSON.stringify({ detail: 'no fake-fleio-token here' });
    const headers = { 'content-type': 'application/json' };
    world.fake.inject({ on: 'clients.changeCredit', fault: { kind: 'status', status: 400, body, headers } });
    await world.pay('1001');
    const report = await world.run();
    expect(JSON.stringify([report, await world.row('1001')])).not.toContain('fake-fleio-token');
  });
});

describe('a balance that lags', () => {
  it.each([-1, Number.NaN])('by %d is refused', async (balanceLagMs) => {
    const { outbox } = new CreditWorld();
    await expect(creditSynced(outbox, '1001', { balanceLagMs })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('keeps an invoice unsynced until it surely contains the credit', async () => {
    const world = new CreditWorld();
    await world.pay('1001');
    await world.run();
    const options = { clock: world.clock, balanceLagMs: 900_000 };
    expect(await creditSynced(world.outbox, '1001', options)).toBe(false);
    world.clock.advance(899_999);
    expect(await creditSynced(world.outbox, '1001', options)).toBe(false);
    world.clock.advance(1);
    expect(await creditSynced(world.outbox, '1001', options)).toBe(true);
  });
});
