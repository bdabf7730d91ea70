import type { CreditLedger } from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, openLedger } from './model.ts';

const fix = { at: '2026-01-01', amount: '1', reason: 'typo' };
const pack = { at: '2026-01-01', cash: '1' };

describe('ids and other text', () => {
  it.each([
    ['NUL', 'a\0b'],
    ['a line break', 'a\nb'],
    ['the first half of a pair', 'a\ud83d'],
    ['the second half of a pair', '\ude00a'],
  ])('with %s are refused, because not every database keeps them as they are', async (_name, id) => {
    const ledger = await openLedger();
    const usage = { id, at: '2026-01-01', amount: '1' };
    await expect(ledger.allocateUsage(ACCOUNT, usage)).rejects.toMatchObject({ issues: [{ path: 'id' }] });
    const purchase = { id: 'pack', at: '2026-01-01', cash: '1', label: id };
    await expect(ledger.recordPurchase(ACCOUNT, purchase)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it.each([
    ['an adjustment', 'id', (ledger: CreditLedger) => ledger.adjust(ACCOUNT, { ...fix, id: 'withdraw:u:1' })],
    [
      'an imported refund',
      'refunds[0].id',
      (ledger: CreditLedger) =>
        ledger.importPurchases(ACCOUNT, {
          purchases: [],
          refunds: [{ id: 'withdraw:u:1', at: '2026-01-01', cash: '1', bonus: '0' }],
        }),
    ],
    [
      'a purchase',
      'id',
      (ledger: CreditLedger) => ledger.recordPurchase(ACCOUNT, { ...pack, id: 'opening' }),
    ],
  ] as const)('that the ledger forms itself are refused as id of %s', async (_name, path, command) => {
    await expect(command(await openLedger())).rejects.toMatchObject({ issues: [{ path }] });
  });

  it('with whole pairs are kept', async () => {
    const ledger = await openLedger();
    await ledger.allocateUsage(ACCOUNT, { id: '😀', at: '2026-01-01', amount: '1' });
    expect(await ledger.usage(ACCOUNT, '😀')).toMatchObject({ id: '😀', shortfall: '1' });
  });
});
