import { InMemoryCreditLedgerRepository } from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, openLedger } from './model.ts';

describe('a clock that is set back', () => {
  it('does not tear apart what was known at an instant', async () => {
    let now = '2026-06-02T00:00:00.000Z';
    const clock = { now: () => new Date(now) };
    const ledger = await openLedger({}, new InMemoryCreditLedgerRepository(), { clock });
    await ledger.recordPurchase(ACCOUNT, { id: 'pack', at: '2026-01-01', cash: '100' });
    now = '2026-06-01T00:00:00.000Z';
    await ledger.allocateUsage(ACCOUNT, { id: 'u', at: '2026-01-02', amount: '30' });
    const { items } = await ledger.entries(ACCOUNT);
    expect(items.map(({ recordedAt }) => recordedAt)).toEqual([
      '2026-06-02T00:00:00.000Z',
      '2026-06-02T00:00:00.000Z',
    ]);
    const known = (knownAt: string) => ledger.balance(ACCOUNT, { knownAt });
    expect(await known('2026-06-01T12:00:00Z')).toMatchObject({ total: '0', debt: '0' });
    expect(await known('2026-06-02T00:00:00Z')).toMatchObject({ total: '70', debt: '0' });
  });
});

describe('a second opening balance', () => {
  it('is refused with a word on what to do instead', async () => {
    const ledger = await openLedger();
    await ledger.openBalance(ACCOUNT, { at: '2026-01-01', purchased: '1' });
    const again = ledger.openBalance(ACCOUNT, { at: '2026-01-01', purchased: '2' });
    await expect(again).rejects.toThrow('correct it with adjust');
  });
});
