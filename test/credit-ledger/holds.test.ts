import { InMemoryCreditLedgerRepository } from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, openLedger, stateOf } from './model.ts';

async function ledgerOf(cash: string) {
  const repository = new InMemoryCreditLedgerRepository();
  const ledger = await openLedger({}, repository);
  await ledger.recordPurchase(ACCOUNT, { id: 'p', at: '2026-01-01', cash });
  return { ledger, repository };
}

describe('refused holds', () => {
  it.each([
    ['an amount of zero', { id: 'h', at: '2026-01-02', amount: '0' }, ['amount']],
    ['a negative amount', { id: 'h', at: '2026-01-02', amount: '-1' }, ['amount']],
    [
      'an end that is no later than the start',
      { id: 'h', at: '2026-01-02', amount: '1', expiresAt: '2026-01-02' },
      ['expiresAt'],
    ],
    ['an id that looks like a key', { id: 'h:post', at: '2026-01-02', amount: '1' }, ['id']],
    [
      'everything at once',
      { id: '', at: 'soon', amount: 'x', currency: 'EUR' },
      ['id', 'at', 'amount', 'currency'],
    ],
  ])('refuses %s', async (_, input, paths) => {
    const { ledger, repository } = await ledgerOf('10');
    const before = await stateOf(repository);
    await expect(ledger.hold(ACCOUNT, input)).rejects.toMatchObject({
      name: 'InvalidInputError',
      issues: paths.map((path) => ({ path })),
    });
    expect(await stateOf(repository)).toEqual(before);
  });

  it('refuses what the eligible lots do not cover, and takes the id again once they do', async () => {
    const { ledger, repository } = await ledgerOf('10');
    await ledger.recordPurchase(ACCOUNT, { id: 'later', at: '2026-02-01', cash: '50' });
    const before = await stateOf(repository);
    const input = { id: 'h', at: '2026-01-02', amount: '11' };
    await expect(ledger.hold(ACCOUNT, input)).rejects.toMatchObject({
      name: 'InsufficientCreditError',
      code: 'INSUFFICIENT_CREDIT',
      requested: '11',
      available: '10',
    });
    expect(await stateOf(repository)).toEqual(before);
    await ledger.recordPurchase(ACCOUNT, { id: 'early', at: '2026-01-01', cash: '1' });
    expect(await ledger.hold(ACCOUNT, input)).toMatchObject({ replayed: false, amount: '11' });
  });

  it('refuses an id that stands for another hold', async () => {
    const { ledger } = await ledgerOf('10');
    await ledger.hold(ACCOUNT, { id: 'h', at: '2026-01-02', amount: '1' });
    expect(await ledger.hold(ACCOUNT, { id: 'h', at: '2026-01-02', amount: '1.0' })).toMatchObject({
      replayed: true,
    });
    await expect(ledger.hold(ACCOUNT, { id: 'h', at: '2026-01-02', amount: '2' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
    });
  });

  it('refuses to end what is not open, and writes nothing then', async () => {
    const { ledger, repository } = await ledgerOf('100');
    const place = (id: string, expiresAt?: string) =>
      ledger.hold(ACCOUNT, { id, at: '2026-01-02', amount: '5', ...(expiresAt && { expiresAt }) });
    for (const id of ['posted', 'voided', 'open']) await place(id);
    await place('late', '2026-01-05');
    await ledger.postHold(ACCOUNT, 'posted', { at: '2026-01-03' });
    await ledger.voidHold(ACCOUNT, 'voided');
    const before = await stateOf(repository);
    const codeOf = (refused: Promise<unknown>) =>
      refused.then(
        () => 'done',
        ({ code }: { code: string }) => code,
      );
    const post = (id: string, at: string, amount = '5') =>
      codeOf(ledger.postHold(ACCOUNT, id, { at, amount }));
    expect(await post('unknown', '2026-01-03')).toBe('HOLD_UNKNOWN');
    expect(await codeOf(ledger.voidHold(ACCOUNT, 'unknown'))).toBe('HOLD_UNKNOWN');
    expect(await codeOf(ledger.voidHold(ACCOUNT, 'posted'))).toBe('HOLD_CLOSED');
    expect(await post('voided', '2026-01-03')).toBe('HOLD_CLOSED');
    expect(await post('open', '2026-01-03', '5.00000001')).toBe('HOLD_EXCEEDED');
    expect(await post('open', '2026-01-03', '0')).toBe('INVALID_INPUT');
    expect(await post('late', '2026-01-05')).toBe('HOLD_EXPIRED');
    expect(await stateOf(repository)).toEqual(before);
    expect(await post('late', '2026-01-04T23:59:59.999Z')).toBe('done');
  });

  it('refuses both ends once a later command has booked the time-out', async () => {
    const { ledger } = await ledgerOf('100');
    await ledger.hold(ACCOUNT, { id: 'h', at: '2026-01-02', amount: '5', expiresAt: '2026-01-05' });
    await ledger.allocateUsage(ACCOUNT, { id: 'u', at: '2026-01-05', amount: '1' });
    expect(await ledger.holdRecord(ACCOUNT, 'h')).toMatchObject({ state: 'expired', amount: '5' });
    await expect(ledger.postHold(ACCOUNT, 'h', { at: '2026-01-03' })).rejects.toMatchObject({
      code: 'HOLD_EXPIRED',
    });
    await expect(ledger.voidHold(ACCOUNT, 'h')).rejects.toMatchObject({ code: 'HOLD_EXPIRED' });
  });
});

describe('time-outs', () => {
  it('are booked in order, each before the usage of a batch whose turn it is', async () => {
    const { ledger, repository } = await ledgerOf('100');
    await ledger.hold(ACCOUNT, { id: 'b', at: '2026-01-02', amount: '40', expiresAt: '2026-01-06' });
    await ledger.hold(ACCOUNT, { id: 'a', at: '2026-01-02', amount: '50', expiresAt: '2026-01-04' });
    await ledger.hold(ACCOUNT, { id: 'c', at: '2026-01-02', amount: '1', expiresAt: '2026-01-20' });
    const results = await ledger.allocateMany(ACCOUNT, [
      { id: 'u1', at: '2026-01-03', amount: '19' },
      { id: 'u2', at: '2026-01-04', amount: '35' },
      { id: 'u3', at: '2026-01-07', amount: '41' },
    ]);
    expect(results.map(({ slices, shortfall }) => [slices.length, shortfall])).toEqual([
      [1, '10'],
      [1, '0'],
      [1, '0'],
    ]);
    const { entries, head } = await stateOf(repository);
    const tale = entries.filter(({ type }) => type !== 'lot.created' && type !== 'hold.placed');
    expect(
      tale.map(({ type, usageId, amount, effectiveAt }) => [type, usageId, amount, effectiveAt.slice(0, 10)]),
    ).toEqual([
      ['usage.allocated', 'u1', '9', '2026-01-03'],
      ['usage.shortfall', 'u1', '10', '2026-01-03'],
      ['hold.released', 'hold:a', '50', '2026-01-04'],
      ['shortfall.settled', 'u1', '10', '2026-01-03'],
      ['usage.allocated', 'u2', '35', '2026-01-04'],
      ['hold.released', 'hold:b', '40', '2026-01-06'],
      ['usage.allocated', 'u3', '41', '2026-01-07'],
    ]);
    expect(head?.nextTimeout).toBe('2026-01-20T00:00:00.000Z');
    expect(await ledger.balance(ACCOUNT)).toMatchObject({ total: '5', held: '1', debt: '0' });
  });

  it('cost no read while none is due', async () => {
    const { ledger, repository } = await ledgerOf('100');
    await ledger.hold(ACCOUNT, { id: 'h', at: '2026-01-02', amount: '5', expiresAt: '2026-01-05' });
    let reads = 0;
    const openHolds = repository.openHolds.bind(repository);
    repository.openHolds = (...query) => {
      reads += 1;
      return openHolds(...query);
    };
    await ledger.allocateUsage(ACCOUNT, { id: 'u', at: '2026-01-04', amount: '1' });
    await ledger.adjust(ACCOUNT, { id: 'x', at: '2026-01-04', amount: '1', reason: 'r' });
    await ledger.recordPurchase(ACCOUNT, { id: 'q', at: '2026-01-04', cash: '1' });
    expect(reads).toBe(0);
    await ledger.allocateUsage(ACCOUNT, { id: 'v', at: '2026-01-05', amount: '1' });
    await ledger.allocateUsage(ACCOUNT, { id: 'w', at: '2026-01-09', amount: '1' });
    expect(reads).toBe(1);
  });

  it.each([
    [
      'a purchase',
      (ledger: Ledger) => ledger.recordPurchase(ACCOUNT, { id: 'q', at: '2026-01-05', cash: '1' }),
    ],
    [
      'a list of purchases',
      (ledger: Ledger) => ledger.syncLotsFromPurchases(ACCOUNT, [{ id: 'q', at: '2026-01-05', cash: '1' }]),
    ],
    [
      'an adjustment',
      (ledger: Ledger) => ledger.adjust(ACCOUNT, { id: 'q', at: '2026-01-05', amount: '1', reason: 'r' }),
    ],
    ['another hold', (ledger: Ledger) => ledger.hold(ACCOUNT, { id: 'q', at: '2026-01-05', amount: '100' })],
    ['the end of another hold', (ledger: Ledger) => ledger.postHold(ACCOUNT, 'other', { at: '2026-01-05' })],
  ])('are booked by %s', async (_, command) => {
    const { ledger } = await ledgerOf('101');
    await ledger.hold(ACCOUNT, { id: 'other', at: '2026-01-02', amount: '1' });
    await ledger.hold(ACCOUNT, { id: 'h', at: '2026-01-02', amount: '100', expiresAt: '2026-01-05' });
    await command(ledger);
    expect(await ledger.holdRecord(ACCOUNT, 'h')).toMatchObject({ state: 'expired', rowVersion: 2 });
  });
});

type Ledger = Awaited<ReturnType<typeof openLedger>>;
