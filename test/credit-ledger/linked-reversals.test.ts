import { describe, expect, it } from 'vitest';
import { ACCOUNT, openLedger } from './model.ts';

const charge = { id: 'charge', at: '2026-02-01', amount: '10', category: 'device', device: 'd' };
const negative = { ...charge, id: 'negative', at: '2026-02-02', amount: '-10' };

/** A charge and the negative row that takes it back. */
async function linked() {
  const ledger = await openLedger();
  const pull = { pulledAt: '2026-02-03T00:00:00Z', rows: [charge, negative], linkReversals: true };
  const { linked } = await ledger.ingestUsagePull(ACCOUNT, pull);
  expect(linked).toEqual([{ reversal: 'negative', charge: 'charge' }]);
  return ledger;
}

describe('a negative row that was booked as a reversal', () => {
  it('leaves the adjustment that happens to have its id alone when it is withdrawn, and in a rebuild', async () => {
    const ledger = await linked();
    await ledger.adjust(ACCOUNT, { id: 'negative', at: '2026-01-01', amount: '7', reason: 'gift' });
    const { voided, debit } = await ledger.withdrawUsage(ACCOUNT, 'negative');
    expect(voided).toEqual([]);
    expect(debit).toMatchObject({
      amount: '10',
      slices: [{ lotId: 'negative:a', amount: '7' }],
      shortfall: '3',
    });
    expect(await ledger.balance(ACCOUNT)).toMatchObject({ total: '0', debt: '3' });
    await ledger.rebuild(ACCOUNT);
    expect(await ledger.balance(ACCOUNT)).toMatchObject({ total: '0', debt: '3' });
    expect(await ledger.verify(ACCOUNT)).toMatchObject({ problems: [] });
  });

  it('keeps its credit when the charge is withdrawn, by a command as by a pull', async () => {
    const [byCommand, byPull] = [await linked(), await linked()];
    await byCommand.withdrawUsage(ACCOUNT, 'charge');
    const covered = { from: '2026-02-01', to: '2026-02-02' };
    await byPull.ingestUsagePull(ACCOUNT, { pulledAt: '2026-02-04T00:00:00Z', rows: [negative], covered });
    for (const ledger of [byCommand, byPull]) {
      expect(await ledger.balance(ACCOUNT)).toMatchObject({ adjustment: '10', net: '10', debt: '0' });
      expect(await ledger.verify(ACCOUNT)).toMatchObject({ problems: [] });
    }
  });

  it('is not one that became a lot because its id had been used for another reversal', async () => {
    const ledger = await openLedger();
    await ledger.allocateUsage(ACCOUNT, { id: 'charge', at: '2026-02-01', amount: '10' });
    await ledger.reverseUsage(ACCOUNT, 'charge', { id: 'negative', amount: '10' });
    await ledger.allocateUsage(ACCOUNT, { id: 'negative', at: '2026-02-02', amount: '-10' });
    await ledger.withdrawUsage(ACCOUNT, 'charge');
    expect(await ledger.balance(ACCOUNT)).toMatchObject({ net: '10' });
  });

  it('is contained in an opening balance of later', async () => {
    const ledger = await linked();
    const { beforeOpening } = await ledger.openBalance(ACCOUNT, { at: '2026-03-01', purchased: '100' });
    expect(beforeOpening).toEqual(['charge', 'negative']);
    expect(await ledger.usage(ACCOUNT, 'negative')).toMatchObject({ state: 'before_opening' });
    expect(await ledger.balance(ACCOUNT)).toMatchObject({ net: '100', debt: '0' });
    expect(await ledger.verify(ACCOUNT)).toMatchObject({ problems: [] });
  });
});

describe('a negative row from after an opening that contains the charge', () => {
  const opening = { at: '2026-02-02', purchased: '100' };
  const pull = { pulledAt: '2026-02-03T00:00:00Z', rows: [charge, negative], linkReversals: true };

  it('is credit, whether the opening was booked before or after the pull', async () => {
    const [first, last] = [await openLedger(), await linked()];
    await first.openBalance(ACCOUNT, opening);
    await first.ingestUsagePull(ACCOUNT, pull);
    await last.openBalance(ACCOUNT, opening);
    for (const ledger of [first, last]) {
      expect(await ledger.usage(ACCOUNT, 'negative')).toMatchObject({ state: 'credit' });
      expect(await ledger.balance(ACCOUNT)).toMatchObject({ purchased: '100', adjustment: '10', debt: '0' });
      const { generation } = await ledger.rebuild(ACCOUNT);
      expect(generation).toBe(1);
      expect(await ledger.balance(ACCOUNT)).toMatchObject({ purchased: '100', adjustment: '10', debt: '0' });
      await ledger.withdrawUsage(ACCOUNT, 'negative');
      expect(await ledger.balance(ACCOUNT)).toMatchObject({ net: '100' });
      expect(await ledger.verify(ACCOUNT)).toMatchObject({ problems: [] });
    }
  });
});

describe('a withdrawn negative row', () => {
  it('cannot be reversed', async () => {
    const ledger = await openLedger();
    await ledger.allocateUsage(ACCOUNT, { id: 'n', at: '2026-02-01', amount: '-5' });
    await ledger.withdrawUsage(ACCOUNT, 'n');
    await expect(ledger.reverseUsage(ACCOUNT, 'n', { id: 'r' })).rejects.toMatchObject({
      code: 'NOT_REVERSIBLE',
    });
  });
});
