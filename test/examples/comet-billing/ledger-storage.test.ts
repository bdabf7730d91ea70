import { CreditLedger } from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import { SqliteCreditLedgerRepository } from '../../../examples/comet-billing/storage/credit-ledger.ts';
import { openDatabase } from '../../../examples/comet-billing/storage/database.ts';

describe('the ledger in SQLite', () => {
  it('finds lots without expiry and usage up to the last instant of the calendar', async () => {
    const database = openDatabase(':memory:');
    const ledger = new CreditLedger({ repository: new SqliteCreditLedgerRepository(database) });
    await ledger.openAccount({ id: 'acct', currency: 'USD' });
    await ledger.allocateUsage('acct', { id: 'early', at: '9999-06-01', amount: '3' });
    await ledger.openBalance('acct', { at: '9999-07-01', purchased: '10' });
    const usage = { id: 'late', at: '9999-12-31T23:59:59.999Z', amount: '4' };
    expect(await ledger.allocateUsage('acct', usage)).toMatchObject({ state: 'allocated', shortfall: '0' });
    expect(await ledger.balance('acct')).toMatchObject({ total: '6', debt: '0' });
    database.close();
  });
});
