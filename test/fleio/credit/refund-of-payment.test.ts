import { describe, expect, it } from 'vitest';
import { CreditWorld } from './world.ts';

const line = (serviceId: string, amount: string) => ({ serviceId, kind: 'service', amount }) as const;

describe('an invoice that was noted before', () => {
  const changes = [
    ['more', [line('55', '61')]],
    ['less', [line('55', '59.99')]],
    ['another service', [line('56', '60')]],
    ['one service more', [line('55', '60'), line('56', '1')]],
    ['nothing', [line('55', '0')]],
  ] as const;

  it.each(changes)('is not refunded for %s', async (_name, lines) => {
    const world = new CreditWorld();
    await world.pay('1001', '60');
    await expect(world.refund('1001', '', { lines })).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
    await world.run();
    expect(world.booked).toEqual(['+60 USD']);
  });

  it.each(changes)('is not paid again for %s', async (_name, lines) => {
    const world = new CreditWorld();
    await world.pay('1001', '60');
    await expect(world.pay('1001', '', { lines })).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
  });

  it('is refunded by the account that paid', async () => {
    const world = new CreditWorld();
    await world.pay('1001', '60');
    const refund = world.refund('1001', '60', { accountId: 'uuid-other' });
    await expect(refund).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
  });

  it('may tell its lines in another order', async () => {
    const world = new CreditWorld();
    await world.pay('1001', '', { lines: [line('55', '10'), line('56', '5')] });
    await world.refund('1001', '', { lines: [line('56', '5.00'), line('55', '10.0')] });
    await world.run();
    expect(world.booked).toEqual(['+10 USD', '+5 USD', '-5 USD', '-10 USD']);
  });
});

describe('a refund', () => {
  it('takes back nothing of a payment that was too little to add', async () => {
    const world = new CreditWorld();
    let EUR = '1';
    const rates = { latest: async () => ({ USD: '1', EUR }) };
    await world.pay('1001', '0.004', { currency: 'EUR' });
    await world.run({ rates });
    EUR = '0.5';
    await world.refund('1001', '0.004', { currency: 'EUR' });
    await world.run({ rates });
    expect([world.booked, world.calls]).toEqual([[], 0]);
    expect(await world.row('1001', 'withdraw')).toMatchObject({ state: 'done', sent: { amount: '0.00' } });
  });

  it('needs no rate for what the payment added', async () => {
    const world = new CreditWorld();
    await world.pay('1001', '60', { currency: 'EUR' });
    await world.run({ rates: { latest: async () => ({ USD: '1', EUR: '0.92' }) } });
    await world.refund('1001', '60', { currency: 'EUR' });
    await world.run({ rates: { latest: () => Promise.reject(new Error('no rates today')) } });
    expect(world.booked).toEqual(['+65.22 USD', '-65.22 USD']);
  });

  it('is worth what it says in the currency that the client has by then', async () => {
    const world = new CreditWorld();
    const rates = { latest: async () => ({ USD: '1', EUR: '0.92' }) };
    await world.pay('1001', '60', { currency: 'EUR' });
    await world.run({ rates });
    for (const client of world.fake.state.clients.values()) client.currency = 'EUR';
    await world.refund('1001', '60', { currency: 'EUR' });
    await world.run({ rates });
    expect(world.booked).toEqual(['+65.22 USD', '-60 EUR']);
  });
});
