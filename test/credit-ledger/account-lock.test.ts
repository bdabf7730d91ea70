import { CreditLedger, InMemoryCreditLedgerRepository } from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, CLOCK } from './model.ts';

describe('withAccountLock', () => {
  it('holds the lock of the account around a command with all its tries, and around nothing else', async () => {
    const repository = new InMemoryCreditLedgerRepository();
    const seen: string[] = [];
    const { commit } = repository;
    repository.commit = async (...batch) => {
      seen.push('commit');
      if (seen.length === 2) throw Object.assign(new Error('late'), { code: 'VERSION_CONFLICT' });
      await commit.apply(repository, batch);
    };
    const ledger = new CreditLedger({
      repository,
      clock: CLOCK,
      sleep: async () => undefined,
      withAccountLock: async (account, work) => {
        seen.push(`lock ${account}`);
        try {
          return await work();
        } finally {
          seen.push('unlock');
        }
      },
    });
    await ledger.openAccount({ id: ACCOUNT, currency: 'USD' });
    expect(seen).toEqual([`lock ${ACCOUNT}`, 'commit', 'commit', 'unlock']);
    await ledger.balance(ACCOUNT);
    await expect(ledger.allocateUsage(ACCOUNT, { id: '', at: 'x', amount: '1' })).rejects.toThrow('id');
    expect(seen.slice(4)).toEqual([`lock ${ACCOUNT}`, 'unlock']);
  });
});
