import fc from 'fast-check';
import { FakeFleio, type FakeFleioOptions } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { creditChange, get, post, refusal } from './call.ts';

const PATH = '/clients/1/change_credit';
const text = expect.any(String);

function fakeWith(options: FakeFleioOptions = {}, credit = '0'): FakeFleio {
  return new FakeFleio({ ...options, clients: [{ id: 1, credit }] });
}

function creditOf(fake: FakeFleio): string | undefined {
  return fake.state.clients.get(1)?.credit;
}

describe('changes of credit (contract 8.1)', () => {
  test('are exact, in both directions, and answer client and balance', async () => {
    const fake = fakeWith({}, '0.1');
    expect(await post(fake, PATH, creditChange('0.20'))).toEqual({ client: 1, credit_balance: '0.30' });
    expect(await post(fake, PATH, creditChange('5.005', { add_credit: false }))).toEqual({
      client: 1,
      credit_balance: '-4.705',
    });
    expect(fake.state.journal).toMatchObject([
      { client: 1, amount: '0.2', currency: 'USD', add_credit: true, external_source: true },
      { client: 1, amount: '5.005', add_credit: false },
    ]);
  });

  test('law: the balance is the sum of the journal, whatever the order', async () => {
    const change = fc.record({ cents: fc.integer({ min: 1, max: 10 ** 9 }), add: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 8 }), async (changes) => {
        const fake = fakeWith();
        for (const { cents, add } of changes) {
          const amount = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
          await post(fake, PATH, creditChange(amount, { add_credit: add }));
        }
        const cents = changes.reduce((total, { cents, add }) => total + (add ? cents : -cents), 0);
        expect(Math.round(Number(creditOf(fake)) * 100)).toBe(cents);
      }),
      { numRuns: 30, seed: 8 },
    );
  });

  test('are positive, at rate 1, in the client’s own currency (8.2, 11 c); all that is wrong is said', async () => {
    const fake = fakeWith();
    const wrong = { ...creditChange('-1'), currency: 'EUR', source_currency: 'GBP', source_amount: '2' };
    expect(await refusal(fake, 'POST', PATH, { ...wrong, exchange_rate: '1.1', add_credit: 'true' })).toEqual(
      [
        400,
        {
          ...{ amount: [text], currency: [text], source_currency: [text], source_amount: [text] },
          ...{ exchange_rate: [text], add_credit: [text] },
        },
      ],
    );
    expect((await refusal(fake, 'POST', PATH, creditChange('0')))[0]).toBe(400);
    expect(await refusal(fake, 'POST', PATH, {})).toEqual([
      400,
      {
        ...{ amount: [text], currency: [text], source_currency: [text], source_amount: [text] },
        ...{ exchange_rate: [text], add_credit: [text] },
      },
    ]);
    expect([creditOf(fake), fake.state.journal]).toEqual(['0', []]);
  });

  test('with one key count once per direction from 2026.07.1 on, as often as sent before (8.6)', async () => {
    const credits = async (options: FakeFleioOptions) => {
      const fake = fakeWith(options);
      const key = { external_source_key: '900/55' };
      await post(fake, PATH, creditChange('10', key));
      const repeated = await post(fake, PATH, creditChange('10', key));
      expect(repeated).toHaveProperty('client', 1);
      await post(fake, PATH, creditChange('4', { ...key, add_credit: false }));
      await post(fake, PATH, creditChange('1', { external_source_key: '900/56' }));
      return creditOf(fake);
    };
    expect(await credits({})).toBe('7');
    expect(await credits({ version: '2026.07' })).toBe('17');
    expect(await credits({ behaviour: { dedupesCredit: 'key' } })).toBe('11');
    expect(await credits({ behaviour: { dedupesCredit: 'never' } })).toBe('17');
  });
});

describe('balances (contract 8.8)', () => {
  test('are credit minus all usage; the summary is the usage of the cycle that runs', async () => {
    const fake = fakeWith({}, '5');
    fake.addUsage(1, '1.25');
    fake.endCycle(1);
    fake.addUsage(1, '7');
    expect(await get(fake, '/clients/1')).toMatchObject({ uptodate_credit: '-3.25' });
    expect(await get(fake, '/clients/1/billing_summary')).toEqual({ price: '7.00' });
    expect(fake.uptodateCredit(1)).toBe('-3.25');
  });

  test('tell since when they are below zero', async () => {
    const fake = fakeWith();
    const at = async () => Reflect.get(Object(await get(fake, '/clients/1')), 'outofcredit_datetime');
    expect(await at()).toBeNull();
    fake.addUsage(1, '1');
    fake.advance(60_000);
    fake.addUsage(1, '1');
    expect(await at()).toBe('2026-01-05T09:00:00.000Z');
    await post(fake, PATH, creditChange('2'));
    expect(await at()).toBeNull();
  });

  test('lag behind where a task works them out', async () => {
    const fake = fakeWith({ balancesEvery: 600_000 });
    fake.addUsage(1, '3');
    const shown = async () => Reflect.get(Object(await get(fake, '/clients/1')), 'uptodate_credit');
    expect([await shown(), fake.uptodateCredit(1)]).toEqual(['0.00', '-3']);
    fake.advance(599_999);
    expect(await shown()).toBe('0.00');
    fake.advance(1);
    expect(await shown()).toBe('-3.00');
  });

  test('may come as numbers (4.11)', async () => {
    const fake = fakeWith({ behaviour: { decimals: 'number' } }, '-1.50');
    expect(await get(fake, '/clients/1')).toMatchObject({ uptodate_credit: -1.5 });
    expect(await post(fake, PATH, creditChange('0.25'))).toEqual({ client: 1, credit_balance: -1.25 });
  });

  test('pay invoiced periods where the server settles: the oldest that fit, or all above zero (8.10)', async () => {
    const fake = fakeWith({ behaviour: { settlesInvoicedPeriods: true } });
    for (const amount of ['2', '3', '4']) {
      fake.addUsage(1, amount);
      fake.endCycle(1);
    }
    await get(fake, '/clients/1/get_client_for_invoice_processing');
    const statuses = () => [...fake.state.periods.values()].map(({ status }) => status);
    await post(fake, PATH, creditChange('5.50'));
    expect(statuses()).toEqual(['paid', 'paid', 'invoiced']);
    expect([creditOf(fake), fake.uptodateCredit(1)]).toEqual(['0.5', '-3.5']);
    await post(fake, PATH, creditChange('3.51'));
    expect(statuses()).toEqual(['paid', 'paid', 'paid']);
    expect([creditOf(fake), fake.uptodateCredit(1)]).toEqual(['0.01', '0.01']);
  });
});
