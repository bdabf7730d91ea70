import { describe, expect, it } from 'vitest';
import { CreditLedger, InMemoryCreditLedgerRepository } from '../../src/credit-ledger/index.ts';

const ACCOUNT = 'acme';

async function opened(): Promise<CreditLedger> {
  let now = Date.parse('2026-06-01T00:00:00Z');
  const clock = {
    now: () => {
      now += 60_000;
      return new Date(now);
    },
  };
  const ledger = new CreditLedger({ repository: new InMemoryCreditLedgerRepository(), clock });
  await ledger.openAccount({ id: ACCOUNT, currency: 'USD', order: 'purchased-first' });
  return ledger;
}

/** 14 + 2 until 1 March; 11 of it used in February, of which 8.8 come back on 3 April. */
async function returnedLate(): Promise<CreditLedger> {
  const ledger = await opened();
  const pack = { id: 'pack', at: '2026-02-14', cash: '14', bonus: '2', expiresAt: '2026-03-01' };
  await ledger.recordPurchase(ACCOUNT, pack);
  await ledger.allocateUsage(ACCOUNT, { id: 'a', at: '2026-02-14', amount: '11' });
  const { expired } = await ledger.reverseUsage(ACCOUNT, 'a', { id: 'r', amount: '8.8', at: '2026-04-03' });
  expect(expired).toMatchObject([{ lotId: 'pack:p', amount: '8.8' }]);
  return ledger;
}

async function nets(ledger: CreditLedger, ...days: string[]): Promise<string[]> {
  const balances = await Promise.all(days.map((asOf) => ledger.balance(ACCOUNT, { asOf })));
  return balances.map(({ net }) => net);
}

async function expiredByDay(ledger: CreditLedger): Promise<Record<string, string>> {
  const days = await ledger.dailyBalance(ACCOUNT, { to: '2026-05-01' });
  return Object.fromEntries(days.filter((day) => day.expired !== '0').map((day) => [day.date, day.expired]));
}

describe('credit that comes back after the expiry of its lot', () => {
  it('expires when it comes back, and what was left in time expires in time', async () => {
    const ledger = await returnedLate();
    expect(await expiredByDay(ledger)).toEqual({ '2026-03-01': '5', '2026-04-03': '8.8' });
    expect(await nets(ledger, '2026-02-20', '2026-03-02', '2026-04-04')).toEqual(['5', '0', '0']);
  });

  it.each([false, true])('pays older usage only after what was left in time (job run: %s)', async (isRun) => {
    const ledger = await returnedLate();
    if (isRun) await ledger.expire(ACCOUNT, '2026-05-01');
    await ledger.allocateUsage(ACCOUNT, { id: 'b', at: '2026-02-15', amount: '2' });
    expect(await expiredByDay(ledger)).toEqual({ '2026-03-01': '3', '2026-04-03': '8.8' });
    await ledger.allocateUsage(ACCOUNT, { id: 'c', at: '2026-02-15', amount: '7' });
    // 3 - 2 of bonus - 7 + 1: of the purchased lot 1 was there in time, 6 came back in April.
    expect(await expiredByDay(ledger)).toEqual({ '2026-03-01': '2', '2026-04-03': '2.8' });
    expect(await nets(ledger, '2026-03-02', '2026-04-04')).toEqual(['-6', '0']);
    expect(await ledger.verify(ACCOUNT)).toMatchObject({ ok: true });
  });

  it('is gone again from its return on when older usage that took it is reversed', async () => {
    const ledger = await returnedLate();
    await ledger.allocateUsage(ACCOUNT, { id: 'c', at: '2026-02-15', amount: '9' });
    // Of the purchased lot 3 were there in time, 6 came back in April.
    expect(await expiredByDay(ledger)).toEqual({ '2026-03-01': '2', '2026-04-03': '2.8' });
    await ledger.reverseUsage(ACCOUNT, 'c', { id: 'rc' });
    expect(await expiredByDay(ledger)).toEqual({ '2026-03-01': '5', '2026-04-03': '8.8' });
    expect(await nets(ledger, '2026-03-02', '2026-04-04')).toEqual(['0', '0']);
    expect(await ledger.verify(ACCOUNT)).toMatchObject({ ok: true });
  });

  it('settles an open debt of its time with what was left in time first', async () => {
    const ledger = await opened();
    const pack = { id: 'pack', at: '2026-02-10', cash: '10', expiresAt: '2026-03-01' };
    await ledger.recordPurchase(ACCOUNT, pack);
    await ledger.allocateUsage(ACCOUNT, { id: 'a', at: '2026-02-12', amount: '10' });
    await ledger.allocateUsage(ACCOUNT, { id: 'b', at: '2026-02-13', amount: '3' });
    const reversal = await ledger.reverseUsage(ACCOUNT, 'a', { id: 'r', at: '2026-04-01' });
    expect(reversal.settled).toMatchObject([{ usageId: 'b', lotId: 'pack:p', amount: '3' }]);
    expect(reversal.expired).toMatchObject([{ lotId: 'pack:p', amount: '7' }]);
    expect(await expiredByDay(ledger)).toEqual({ '2026-04-01': '7' });
  });

  it.each([false, true])(
    'is there again from its return on when the lot is extended (job: %s)',
    async (isRun) => {
      const ledger = await returnedLate();
      if (isRun) await ledger.expire(ACCOUNT, '2026-05-01');
      await ledger.extendLot(ACCOUNT, 'pack:p', { id: 'x', expiresAt: '2026-04-20', reason: 'goodwill' });
      expect(await nets(ledger, '2026-03-02', '2026-04-04', '2026-04-20')).toEqual(['3', '11.8', '0']);
      expect(await expiredByDay(ledger)).toEqual({ '2026-03-01': '2', '2026-04-20': '11.8' });
    },
  );

  it('stays expired when the lot is extended to before it came back', async () => {
    const ledger = await returnedLate();
    await ledger.extendLot(ACCOUNT, 'pack:p', { id: 'x', expiresAt: '2026-03-20', reason: 'goodwill' });
    expect(await nets(ledger, '2026-03-02', '2026-04-04')).toEqual(['3', '0']);
    expect(await expiredByDay(ledger)).toEqual({ '2026-03-01': '2', '2026-03-20': '3', '2026-04-03': '8.8' });
    await ledger.allocateUsage(ACCOUNT, { id: 'd', at: '2026-03-10', amount: '3' });
    const older = await ledger.allocateUsage(ACCOUNT, { id: 'e', at: '2026-03-10', amount: '8' });
    expect(older.slices).toMatchObject([{ lotId: 'pack:p', amount: '8' }]);
    expect(await ledger.verify(ACCOUNT)).toMatchObject({ ok: true });
  });
});

describe('credit that comes back to a lot that had expired before it was voided', () => {
  it('is gone from the expiry on', async () => {
    const ledger = await opened();
    await ledger.recordPurchase(ACCOUNT, {
      id: 'pack',
      at: '2026-02-10',
      cash: '19',
      expiresAt: '2026-03-01',
    });
    await ledger.allocateUsage(ACCOUNT, { id: 'a', at: '2026-02-12', amount: '5' });
    await ledger.voidLot(ACCOUNT, 'pack:p', { id: 'v', at: '2026-03-20', reason: 'chargeback' });
    const reversal = await ledger.reverseUsage(ACCOUNT, 'a', { id: 'r', amount: '3' });
    expect(reversal.voided).toMatchObject([{ lotId: 'pack:p', amount: '3' }]);
    expect(await nets(ledger, '2026-02-20', '2026-03-01', '2026-03-21')).toEqual(['17', '0', '0']);
    expect(await ledger.verify(ACCOUNT)).toMatchObject({ ok: true });
  });
});

describe('a rebuild', () => {
  it('lets credit expire that it frees', async () => {
    const ledger = await opened();
    await ledger.allocateUsage(ACCOUNT, { id: 'a', at: '2026-02-12', amount: '5' });
    await ledger.recordPurchase(ACCOUNT, {
      id: 'short',
      at: '2026-02-20',
      cash: '5',
      expiresAt: '2026-03-01',
    });
    await ledger.expire(ACCOUNT, '2026-02-20');
    await ledger.recordPurchase(ACCOUNT, { id: 'first', at: '2026-02-10', cash: '5' });
    expect(await nets(ledger, '2026-03-02')).toEqual(['5']);
    await ledger.rebuild(ACCOUNT);
    expect(await nets(ledger, '2026-02-21', '2026-03-02')).toEqual(['5', '0']);
    expect(await ledger.verify(ACCOUNT)).toMatchObject({ ok: true });
  });
});

describe('a purchase without credit', () => {
  it('settles nothing, so that a rebuild need not know when it was recorded', async () => {
    const ledger = new CreditLedger({ repository: new InMemoryCreditLedgerRepository() });
    await ledger.openAccount({ id: ACCOUNT, currency: 'USD', overdraw: 'allow' });
    await ledger.recordPurchase(ACCOUNT, { id: 'pack', at: '2026-02-01', cash: '3' });
    await ledger.allocateUsage(ACCOUNT, { id: 'a', at: '2026-02-02', amount: '5' });
    const empty = await ledger.recordPurchase(ACCOUNT, { id: 'empty', at: '2026-02-03', cash: '0' });
    expect(empty.settled).toEqual([]);
    expect(await ledger.rebuild(ACCOUNT)).toMatchObject({ changedUsages: 0, entries: 0 });
  });
});

describe('the lot of a negative row that was withdrawn', () => {
  it('is not void: a hold on it that times out gives credit back, also as known then', async () => {
    const ledger = await opened();
    await ledger.allocateUsage(ACCOUNT, { id: 'credit', at: '2026-02-01', amount: '-10' });
    await ledger.hold(ACCOUNT, { id: 'h', at: '2026-02-02', amount: '10', expiresAt: '2026-03-01' });
    await ledger.withdrawUsage(ACCOUNT, 'credit');
    const asKnown = await ledger.balance(ACCOUNT, { asOf: '2026-03-02', knownAt: '2026-06-01T00:05:00Z' });
    await ledger.recordPurchase(ACCOUNT, { id: 'later', at: '2026-05-01', cash: '1' });
    const then = await ledger.balance(ACCOUNT, { asOf: '2026-03-02', knownAt: '2026-06-01T00:05:00Z' });
    expect(asKnown.net).toBe('0');
    expect(then.net).toBe('0');
  });
});
