import type { CreditLedger } from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, openLedger } from './model.ts';

const OPENING = { at: '2026-03-01', purchased: '100' };
const CHARGE = { id: 'charge', at: '2026-02-01', amount: '10' };

/** A rebuild of books in which all that counts is in order already. */
async function expectAtRest(ledger: CreditLedger): Promise<void> {
  const before = await ledger.balance(ACCOUNT);
  expect(await ledger.rebuild(ACCOUNT)).toMatchObject({ changedUsages: 0, changedLots: 0, entries: 0 });
  expect(await ledger.balance(ACCOUNT)).toMatchObject({ net: before.net, debt: '0' });
  expect(await ledger.verify(ACCOUNT)).toMatchObject({ problems: [] });
}

describe('a rebuild does not charge what the opening balance contains', () => {
  it('when its row was withdrawn later', async () => {
    const ledger = await openLedger();
    await ledger.openBalance(ACCOUNT, OPENING);
    await ledger.allocateUsage(ACCOUNT, CHARGE);
    await ledger.withdrawUsage(ACCOUNT, 'charge');
    await expectAtRest(ledger);
  });

  it('when its row had been withdrawn before', async () => {
    const ledger = await openLedger();
    await ledger.allocateUsage(ACCOUNT, CHARGE);
    await ledger.withdrawUsage(ACCOUNT, 'charge');
    await ledger.openBalance(ACCOUNT, OPENING);
    await expectAtRest(ledger);
  });

  it('when it is the debit of a reversal whose row was withdrawn', async () => {
    const ledger = await openLedger();
    const charge = { ...CHARGE, category: 'device', device: 'd' };
    const negative = { ...charge, id: 'negative', at: '2026-02-02', amount: '-10' };
    const pull = { pulledAt: '2026-02-03T00:00:00Z', rows: [charge, negative], linkReversals: true };
    await ledger.ingestUsagePull(ACCOUNT, pull);
    await ledger.withdrawUsage(ACCOUNT, 'negative');
    await ledger.openBalance(ACCOUNT, OPENING);
    await expectAtRest(ledger);
  });
});
