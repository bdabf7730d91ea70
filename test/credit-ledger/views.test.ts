import { ConcurrencyError } from 'reseller-sdk';
import {
  CreditLedger,
  CreditLedgerReader,
  comparePackDebits,
  InMemoryCreditLedgerRepository,
} from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, CLOCK, openLedger } from './model.ts';

/** A pack of 100 + 10 that paid for a usage of 105 and still owes 20 of another. */
async function spent() {
  const repository = new InMemoryCreditLedgerRepository();
  const ledger = await openLedger({}, repository);
  const pack = { id: 'P1', at: '2026-01-01', cash: '100', bonus: '10', label: 'A pack', receipt: 'R-1' };
  await ledger.recordPurchase(ACCOUNT, pack);
  await ledger.allocateUsage(ACCOUNT, { id: 'u', at: '2026-01-02', amount: '105' });
  await ledger.allocateUsage(ACCOUNT, { id: 'v', at: '2026-01-03', amount: '25' });
  return { repository, ledger };
}

describe('explain', () => {
  it('tells which packs paid for a usage, what they cost, and what came late', async () => {
    const { ledger } = await spent();
    await ledger.recordPurchase(ACCOUNT, { id: 'P2', at: '2026-02-01', cash: '50' });
    const why = await ledger.explain(ACCOUNT, { usage: 'v' });
    const p1 = { label: 'A pack', receipt: 'R-1', costBasis: { cash: '100', credit: '110' } };
    expect(why?.payments).toMatchObject([
      { lotId: 'P1:b', amount: '5', ...p1 },
      {
        lotId: 'P2:p',
        amount: '20',
        lateFunding: true,
        receipt: null,
        costBasis: { cash: '50', credit: '50' },
      },
    ]);
    expect(why?.payments[0]).not.toHaveProperty('lateFunding');
    expect(why?.usage).toMatchObject({ shortfall: '0', reversed: '0' });
    expect(why?.entries.items.map(({ type }) => type)).toEqual([
      'usage.allocated',
      'usage.shortfall',
      'shortfall.settled',
    ]);
  });

  it('tells what a lot paid for, page by page, and nothing of what is not on record', async () => {
    const { ledger } = await spent();
    const first = await ledger.explain(ACCOUNT, { lot: 'P1:b', limit: 2 });
    expect(first).toMatchObject({ lot: { id: 'P1:b', status: 'depleted' }, receipt: 'R-1' });
    expect(first?.entries.items).toMatchObject([
      { type: 'lot.created', usage: null },
      { type: 'usage.allocated', amount: '5', usage: { id: 'u', amount: '105' } },
    ]);
    const after = first?.entries.next ?? 0;
    const rest = await ledger.explain(ACCOUNT, { lot: 'P1:b', limit: 2, after });
    expect(rest?.entries).toMatchObject({ items: [{ amount: '5', usage: { id: 'v' } }], next: null });
    expect(await ledger.explain(ACCOUNT, { lot: 'nothing' })).toBeUndefined();
    expect(await ledger.explain(ACCOUNT, { usage: 'nothing' })).toBeUndefined();
  });

  it('shows the lot that a negative usage became', async () => {
    const ledger = await openLedger();
    await ledger.allocateUsage(ACCOUNT, { id: 'c', at: '2026-01-02', amount: '-7' });
    const why = await ledger.explain(ACCOUNT, { usage: 'c' });
    expect(why).toMatchObject({ lot: { id: 'c:a', available: '7' }, payments: [] });
    expect(await ledger.explain(ACCOUNT, { lot: 'c:a' })).toMatchObject({ costBasis: null, receipt: null });
  });
});

describe('comparison with the provider', () => {
  const slice = (lotId: string, amount: string) => ({ lotId, amount });
  const told = (...amounts: (string | null)[]) => amounts.map((debitAmount) => ({ debitAmount }));
  const two = [slice('a:p', '1.29'), slice('b:p', '0.71')];

  it.each([
    ['equal', two, told('0.71', '1.290')],
    ['equal', [slice('a:p', '1'), slice('a:b', '0.29'), slice('b:p', '0.71')], told('1.29', '0.71')],
    ['equal', [slice('a:p', '1'), slice('a:b', '0.29')], told('0.29', '1')],
    ['equal', [slice('1:p', '3'), slice('1:b', '1'), slice('1:a', '4')], told('4', '4')],
    ['split_differs', two, told('1', '1')],
    ['split_differs', two, told('2')],
    ['sum_differs', two, told('1.29', '0.70')],
    ['no_evidence', two, told(null)],
    ['no_evidence', two, told('1.29', null)],
    ['no_evidence', two, told()],
  ] as const)('%s', (verdict, slices, debits) => {
    expect(comparePackDebits(slices, debits).verdict).toBe(verdict);
  });

  it('reads the usage from the ledger and says what it does not know', async () => {
    const { ledger } = await spent();
    const items = [
      { usage: 'u', packs: told('105') },
      { usage: 'v', packs: told('25') },
      { usage: 'w', packs: told('1') },
    ];
    expect(await ledger.compareWithProvider(ACCOUNT, items)).toMatchObject([
      { usage: 'u', verdict: 'equal', lots: ['5', '100'], packs: ['105'], provider: ['105'] },
      { usage: 'v', verdict: 'sum_differs' },
      { usage: 'w', verdict: 'unknown_usage' },
    ]);
  });
});

describe('reads of several rows', () => {
  it('start over when a writer came between, and give up with a typed error', async () => {
    const { repository, ledger } = await spent();
    const writer = new CreditLedger({ repository, clock: CLOCK });
    let writes = 1;
    const { periods } = repository;
    repository.periods = async (account, query) => {
      const rows = await periods.call(repository, account, query);
      if (writes > 0) {
        writes -= 1;
        await writer.allocateUsage(ACCOUNT, { id: `w${writes}`, at: '2026-01-02', amount: '1' });
      }
      return rows;
    };
    expect((await ledger.dailyBalance(ACCOUNT)).at(-1)?.closing).toBe('-21');
    writes = 100;
    await expect(ledger.dailyBalance(ACCOUNT)).rejects.toThrow(ConcurrencyError);
  });

  it('a stream goes on when later days change, and stops when a day that it gave out does', async () => {
    const { repository, ledger } = await spent();
    const reader = new CreditLedgerReader({ repository });
    const read = async (day: string) => {
      const stream = reader.iterateDailyBalance(ACCOUNT, { to: '2027-06-01' });
      const closings: string[] = [];
      for await (const { date, closing } of stream) {
        closings.push(closing);
        if (date === '2026-12-01') await ledger.allocateUsage(ACCOUNT, { id: day, at: day, amount: '1' });
      }
      return closings;
    };
    expect((await read('2027-05-01')).at(-1)).toBe('-21');
    await expect(read('2026-01-05')).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
  });

  it('page through usage in order of time', async () => {
    const { ledger } = await spent();
    await ledger.allocateUsage(ACCOUNT, { id: 'early', at: '2026-01-01', amount: '1' });
    const first = await ledger.usages(ACCOUNT, { limit: 2 });
    expect(first.items.map(({ id }) => id)).toEqual(['early', 'u']);
    const after = first.next ?? undefined;
    expect((await ledger.usages(ACCOUNT, { after, limit: 2 })).items.map(({ id }) => id)).toEqual(['v']);
    const middle = await ledger.usages(ACCOUNT, { from: '2026-01-02', before: '2026-01-03' });
    expect(middle.items.map(({ id }) => id)).toEqual(['u']);
  });
});
