import { type CreditLedgerRepository, InMemoryCreditLedgerRepository } from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, openLedger } from './model.ts';

const LOTS = 5000;

/** A repository that tells how many lots it gave out. */
function counting(repository: CreditLedgerRepository) {
  const read = { lots: 0 };
  const count = <Rows extends readonly unknown[]>(rows: Rows): Rows => {
    read.lots += rows.length;
    return rows;
  };
  const counted = new Proxy(repository, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      const isOfLots = /lots/i.test(String(name));
      return async (...args: unknown[]): Promise<unknown> => {
        const answer: unknown = await member.apply(target, args);
        return isOfLots && Array.isArray(answer) ? count(answer) : answer;
      };
    },
  });
  return { counted, read };
}

describe('what an allocation reads', () => {
  it('is at most 8 lots when one of thousands suffices, whatever is on record', async () => {
    const { counted, read } = counting(new InMemoryCreditLedgerRepository());
    const ledger = await openLedger({}, counted);
    const packs = Array.from({ length: LOTS }, (_pack, index) => ({
      id: `p${index}`,
      at: '2026-01-01',
      cash: 10,
    }));
    await ledger.syncLotsFromPurchases(ACCOUNT, packs);
    await ledger.allocateMany(
      ACCOUNT,
      Array.from({ length: 2000 }, (_usage, index) => ({
        id: `old-${index}`,
        at: '2026-02-01',
        amount: '1.5',
      })),
    );
    for (let index = 0; index < 20; index += 1) {
      read.lots = 0;
      const { slices } = await ledger.allocateUsage(ACCOUNT, {
        id: `u${index}`,
        at: '2026-02-02',
        amount: '1',
      });
      expect(slices.length).toBeLessThanOrEqual(2);
      expect(read.lots).toBeGreaterThan(0);
      expect(read.lots).toBeLessThanOrEqual(8);
    }
  });

  it('grows with the lots that it takes from, and not with those that are open', async () => {
    const { counted, read } = counting(new InMemoryCreditLedgerRepository());
    const ledger = await openLedger({}, counted);
    const packs = Array.from({ length: LOTS }, (_pack, index) => ({
      id: `p${index}`,
      at: '2026-01-01',
      cash: 10,
    }));
    await ledger.syncLotsFromPurchases(ACCOUNT, packs);
    read.lots = 0;
    const { slices } = await ledger.allocateUsage(ACCOUNT, { id: 'u', at: '2026-02-01', amount: '295' });
    expect(slices).toHaveLength(30);
    expect(read.lots).toBeLessThanOrEqual(2 * slices.length + 8);
  });
});
