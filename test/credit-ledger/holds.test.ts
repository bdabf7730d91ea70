import { describe, expect, it } from 'vitest';
import { ACCOUNT, openLedger } from './model.ts';

describe('holds', () => {
  it('sets credit aside until it is posted', async () => {
    const ledger = await openLedger();
    await ledger.recordPurchase(ACCOUNT, { id: 'p', at: '2026-01-01', cash: '100', bonus: '10' });
    await ledger.hold(ACCOUNT, { id: 'h', at: '2026-01-02', amount: '105' });
    expect(await ledger.balance(ACCOUNT)).toMatchObject({ total: '110', held: '105', available: '5' });
    const posted = await ledger.postHold(ACCOUNT, 'h', { at: '2026-01-03', amount: '101' });
    expect(posted).toMatchObject({
      amount: '101',
      released: '4',
      slices: [
        { lotId: 'p:p', amount: '100' },
        { lotId: 'p:b', amount: '1' },
      ],
    });
    expect(await ledger.balance(ACCOUNT)).toMatchObject({ total: '9', held: '0' });
  });
});
