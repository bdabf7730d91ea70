import { FakeClock, FakeFleio, type FakeFleioOptions } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { creditChange, get, idsOf, post, refusal } from './call.ts';

const text = expect.any(String);
const LIST = '/clients/get_clients_to_invoice';
const CLAIM = '/clients/1/get_client_for_invoice_processing';
const RESET = '/billing/services/11/reset_service_invoiced_periods';
const HOUR = 3_600_000;

function fakeWith(options: FakeFleioOptions = {}): FakeFleio {
  const clock = new FakeClock('2026-01-31T10:00:00Z');
  return new FakeFleio({ clock, clients: [{ id: 1, services: [{ id: 11 }] }], ...options });
}

async function periodsOf(fake: FakeFleio): Promise<unknown[]> {
  return Object(await get(fake, CLAIM)).unsettled_periods;
}

describe('cycles', () => {
  test('end with the clock, month by month, on the last day where a month is shorter', () => {
    const fake = fakeWith();
    fake.addUsage(1, '4');
    fake.advance(28 * 24 * HOUR - 1);
    expect(fake.state.periods.size).toBe(0);
    fake.advance(1);
    fake.addUsage(1, '5');
    fake.advance(62 * 24 * HOUR);
    const periods = [...fake.state.periods.values()];
    expect(periods.map(({ ended_at }) => ended_at.toISOString().slice(0, 10))).toEqual([
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
    ]);
    expect(periods.map(({ price }) => price)).toEqual(['4', '5', '0']);
    expect(fake.uptodateCredit(1)).toBe('-9');
  });

  test('go on while a service is suspended, end with it, and begin again with it', async () => {
    const fake = fakeWith();
    await post(fake, '/billing/services/11/suspend');
    fake.advance(28 * 24 * HOUR);
    expect(fake.state.periods.size).toBe(1);
    fake.addUsage(1, '1');
    await post(fake, '/billing/services/11/terminate');
    fake.advance(90 * 24 * HOUR);
    expect([...fake.state.periods.values()].map(({ price }) => price)).toEqual(['0', '1']);
    await post(fake, '/billing/services/11/activate');
    fake.advance(31 * 24 * HOUR);
    expect(fake.state.periods.size).toBe(3);
  });
});

describe('a claim (policy 7.2)', () => {
  test('hands out the periods that ended, once, with balance and limit', async () => {
    const fake = fakeWith();
    fake.addUsage(1, '12.345');
    const period = fake.endCycle(1);
    const answer = await get(fake, CLAIM);
    expect(answer).toMatchObject({
      ...{ currency: 'USD', uptodate_credit: '-12.345', effective_credit_limit: '-10.00' },
      unsettled_periods: [{ id: period.id, related_service: 11 }],
    });
    expect(await periodsOf(fake)).toEqual([]);
    expect(fake.uptodateCredit(1)).toBe('-12.345');
  });

  test('hands them out again after a reset, and only those that were reset', async () => {
    const fake = fakeWith();
    const first = fake.endCycle(1);
    const second = fake.endCycle(1);
    await periodsOf(fake);
    await post(fake, RESET, { periods_ids: [second.id] });
    await post(fake, RESET, { periods_ids: [String(second.id)] });
    expect(await periodsOf(fake)).toEqual([{ id: second.id, related_service: 11 }]);
    expect(fake.state.periods.get(first.id)?.status).toBe('invoiced');
  });

  test('takes effect even when its answer is lost', async () => {
    const fake = fakeWith();
    fake.endCycle(1);
    fake.inject({ on: 'clients.claimForInvoiceProcessing', fault: { kind: 'lost-answer' } });
    await expect(get(fake, CLAIM)).rejects.toThrow('fetch failed');
    expect(await periodsOf(fake)).toEqual([]);
  });

  test('a reset wants periods of that service, as a list', async () => {
    const fake = fakeWith({ clients: [{ id: 1, services: [{ id: 11 }] }, { id: 2 }] });
    const foreign = fake.endCycle(2);
    expect(await refusal(fake, 'POST', RESET, { periods_ids: [foreign.id] })).toEqual([
      400,
      { periods_ids: [text] },
    ]);
    expect(await refusal(fake, 'POST', RESET, { period_ids: [] })).toEqual([400, { periods_ids: [text] }]);
    expect(await refusal(fake, 'POST', RESET, { periods_ids: 7 })).toEqual([400, { periods_ids: [text] }]);
  });

  test('is made for one client at a time, of those that there are', async () => {
    const fake = fakeWith({ clients: [{ id: 1 }, { id: 2 }] });
    fake.endCycle(2);
    expect(await periodsOf(fake)).toEqual([]);
    expect((await refusal(fake, 'GET', '/clients/9/get_client_for_invoice_processing'))[0]).toBe(404);
    expect([...fake.state.periods.values()]).toMatchObject([{ status: 'unsettled' }]);
  });
});

describe('the list of clients to invoice', () => {
  test('is a bare array of ids and flags (4.2)', async () => {
    const fake = fakeWith();
    fake.addUsage(1, '9.99');
    const flags = () => get(fake, `${LIST}?uptodate_credit_max=0`);
    expect(await flags()).toEqual([
      { id: 1, has_service_cycle_recently_ended: false, reached_credit_limit: false },
    ]);
    fake.addUsage(1, '0.01');
    fake.endCycle(1);
    const both = { id: 1, has_service_cycle_recently_ended: true, reached_credit_limit: true };
    expect(await flags()).toEqual([both]);
    fake.advance(72 * HOUR);
    expect(await flags()).toEqual([both]);
    fake.advance(1);
    expect(await flags()).toEqual([{ ...both, has_service_cycle_recently_ended: false }]);
  });

  test('had no flags before 2020.12, and no claims before 2020.03', async () => {
    expect(await get(fakeWith({ version: '2020.11' }), LIST)).toEqual([{ id: 1 }]);
    expect((await refusal(fakeWith({ version: '2020.02' }), 'GET', LIST))[0]).toBe(404);
    expect((await refusal(fakeWith({ version: '2020.02' }), 'GET', CLAIM))[0]).toBe(404);
  });

  const clients = [
    { id: 1, credit: '-1', has_billing_agreement: true },
    { id: 2, credit: '0' },
    { id: 3, credit: '0.01' },
    { id: 4, credit: '-1', external_billing_id: null, user: null },
    { id: 5, credit: '-1', services: [{ status: 'suspended' }] },
    { id: 6, credit: '-1', services: [{ status: 'terminated' }] },
  ];

  test.each([
    ['', [1, 2, 3, 4]],
    ['has_external_billing=True', [1, 2, 3]],
    ['has_external_billing=False', [4]],
    ['uptodate_credit_max=0', [1, 2, 4]],
    ['has_billing_agreement=True', [1]],
    ['has_billing_agreement=False', [2, 3, 4]],
    ['uptodate_credit_max=0&has_external_billing=True&process_suspended=true', [1, 2, 5]],
    ['process_suspended=false&no_such_filter=1', [1, 2, 3, 4]],
  ])('filters by %s', async (query, ids) => {
    expect(idsOf(await get(fakeWith({ clients }), `${LIST}?${query}`))).toEqual(ids);
  });

  test('whether exactly the maximum is let through is the server’s choice (16)', async () => {
    const fake = fakeWith({ clients, behaviour: { creditMaxInclusive: false } });
    expect(idsOf(await get(fake, `${LIST}?uptodate_credit_max=0`))).toEqual([1, 4]);
  });

  test('takes booleans in their own spelling alone (4.4), suspended ones from 2024.04 on', async () => {
    const fake = fakeWith({ clients });
    for (const query of ['has_external_billing=true', 'has_billing_agreement=1', 'process_suspended=True']) {
      const [name = ''] = query.split('=');
      expect(await refusal(fake, 'GET', `${LIST}?${query}`)).toEqual([400, { [name]: [text] }]);
    }
    expect((await refusal(fake, 'GET', `${LIST}?uptodate_credit_max=none`))[0]).toBe(400);
    const old = fakeWith({ clients, version: '2024.03' });
    expect(idsOf(await get(old, `${LIST}?process_suspended=true`))).toEqual([1, 2, 3, 4]);
  });
});

describe('agreements (contract 10)', () => {
  const AGREE = '/clients/set_billing_agreements';

  test('are set from an array and choose the limit; who is not known is passed over', async () => {
    const fake = fakeWith({ clients: [{ id: 1, external_billing_id: 'uuid-a', credit: '-15' }] });
    const seen = async () => {
      const { effective_credit_limit, has_billing_agreement } = Object(await get(fake, CLAIM));
      const [{ reached_credit_limit }] = Object(await get(fake, LIST));
      return [has_billing_agreement, effective_credit_limit, reached_credit_limit];
    };
    expect(await seen()).toEqual([false, '-10.00', true]);
    await post(fake, AGREE, [
      { uuid: 'uuid-a', agreement: true },
      { uuid: 'uuid-x', agreement: true },
    ]);
    expect(await seen()).toEqual([true, '-20.00', false]);
    await post(fake, AGREE, [{ uuid: 'uuid-a', agreement: false }]);
    expect(await seen()).toEqual([false, '-10.00', true]);
  });

  test('are refused as a whole: no array, no boolean', async () => {
    const fake = fakeWith({ clients: [{ id: 1, external_billing_id: 'uuid-a' }] });
    expect(await refusal(fake, 'POST', AGREE, { uuid: 'uuid-a', agreement: true })).toEqual([
      400,
      { non_field_errors: [text] },
    ]);
    const rows = [{ uuid: 'uuid-a', agreement: true }, { agreement: 'True' }];
    expect(await refusal(fake, 'POST', AGREE, rows)).toEqual([
      400,
      { 1: { uuid: [text], agreement: [text] } },
    ]);
    expect(fake.state.clients.get(1)?.has_billing_agreement).toBe(false);
  });

  test('a client without limits has none', async () => {
    const limits = { withoutAgreement: null, withAgreement: null };
    const fake = fakeWith({ clients: [{ id: 1, credit: '-99', limits }] });
    expect(await get(fake, CLAIM)).toHaveProperty('effective_credit_limit', null);
    expect(await get(fake, LIST)).toMatchObject([{ reached_credit_limit: false }]);
  });
});

describe('automatic top-up (contract 13)', () => {
  const TOP_UP = '/billing/external-billing';
  const clients = [
    { external_billing_id: 'uuid-a', auto_top_up: '20', credit: '-5' },
    { external_billing_id: 'uuid-b', auto_top_up: '20', credit: '20' },
    { external_billing_id: 'uuid-c' },
    { external_billing_id: 'uuid-e', auto_top_up: '10', currency: 'EUR' },
  ];
  const row = (external_billing_id: string, open: string, currency = 'USD') => ({
    external_billing_id,
    credit_still_to_be_paid: open,
    credit_still_to_be_paid_currency_code: currency,
  });
  const process = async (fake: FakeFleio, ...rows: object[]) =>
    Object(await post(fake, `${TOP_UP}/process_clients_for_credit_auto_invoicing`, { clients: rows }))
      .objects;
  const answer = (
    external_billing_id: string,
    necessary_credit: string,
    necessary_credit_currency = 'USD',
  ) => ({
    ...{ external_billing_id, necessary_credit, necessary_credit_currency },
  });

  test('lists the external ids of those that need credit', async () => {
    expect(
      await get(fakeWith({ clients }), `${TOP_UP}/get_clients_to_auto_invoice_for_external_billing`),
    ).toEqual({
      objects: ['uuid-a', 'uuid-e'],
    });
  });

  test('says how much, after the open amount in the client’s currency; nothing for the rest', async () => {
    const fake = fakeWith({ clients });
    const rows = [row('uuid-a', '10.50'), row('uuid-b', '0'), row('uuid-x', '0'), row('uuid-e', '5', 'USD')];
    expect(await process(fake, ...rows)).toEqual([
      answer('uuid-a', '14.50'),
      answer('uuid-e', '5.40', 'EUR'),
    ]);
    expect(await process(fake, row('uuid-a', '25'))).toEqual([]);
    await post(fake, `/clients/${[...fake.state.clients.keys()][0]}/change_credit`, creditChange('25'));
    expect(await process(fake, row('uuid-a', '0'))).toEqual([]);
  });

  test('may leave the subtraction to the caller', async () => {
    const fake = fakeWith({ clients, behaviour: { netsOpenAmount: false } });
    expect(await process(fake, row('uuid-a', '10.50'))).toEqual([answer('uuid-a', '25.00')]);
  });

  test('is refused for rows that are wrong', async () => {
    const path = `${TOP_UP}/process_clients_for_credit_auto_invoicing`;
    const wrong = { clients: [{ ...row('uuid-a', 'much', 'ZZZ') }] };
    expect(await refusal(fakeWith({ clients }), 'POST', path, wrong)).toEqual([
      400,
      { credit_still_to_be_paid: [text], credit_still_to_be_paid_currency_code: [text] },
    ]);
    expect(await refusal(fakeWith({ clients }), 'POST', path, {})).toEqual([400, { clients: [text] }]);
  });
});
