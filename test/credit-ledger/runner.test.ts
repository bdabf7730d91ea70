import {
  adjust,
  allocateUsages,
  balanceOf,
  CreditLedger,
  InMemoryCreditLedgerRepository,
  LedgerRunner,
  openBalance,
  recordPurchase,
  syncLotsFromPurchases,
} from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, CLOCK, openLedger, stateOf } from './model.ts';
import { interceptor } from './ports.ts';

describe('LedgerRunner', () => {
  it('carries out commands as values to the same books as CreditLedger', async () => {
    const opening = { at: '2026-01-01', purchased: '10' };
    const pack = { id: 'pack', at: '2026-01-02', cash: '100', bonus: '10' };
    const late = { id: 'late', at: '2026-01-03', cash: '5' };
    const usage = { id: 'u', at: '2026-01-04', amount: '40' };
    const fix = { id: 'fix', at: '2026-01-05', amount: '-1', reason: 'typo' };
    const [one, other] = [new InMemoryCreditLedgerRepository(), new InMemoryCreditLedgerRepository()];
    const ledger = await openLedger({}, one);
    await ledger.openBalance(ACCOUNT, opening);
    await ledger.recordPurchase(ACCOUNT, pack);
    await ledger.syncLotsFromPurchases(ACCOUNT, [pack, late]);
    const { slices } = await ledger.allocateUsage(ACCOUNT, usage);
    await ledger.adjust(ACCOUNT, fix);
    await openLedger({}, other);
    const runner = new LedgerRunner({ repository: other, clock: CLOCK });
    await runner.run(ACCOUNT, openBalance(opening));
    await runner.run(ACCOUNT, recordPurchase(pack));
    await runner.run(ACCOUNT, syncLotsFromPurchases([pack, late]));
    expect(await runner.run(ACCOUNT, allocateUsages([usage]))).toMatchObject([{ slices }]);
    await runner.run(ACCOUNT, adjust(fix));
    expect(await stateOf(other)).toEqual(await stateOf(one));
    expect(balanceOf(await runner.head(ACCOUNT))).toEqual(await ledger.balance(ACCOUNT));
  });

  it('previews a command: the answer of the real run, and nothing is written', async () => {
    const repository = new InMemoryCreditLedgerRepository();
    const ledger = await openLedger({ overdraw: 'reject' }, repository);
    await ledger.recordPurchase(ACCOUNT, { id: 'pack', at: '2026-01-02', cash: '100' });
    const runner = new LedgerRunner({ repository, clock: CLOCK });
    const before = await stateOf(repository);
    const usage = { id: 'u', at: '2026-01-04', amount: '40' };
    const preview = await runner.preview(ACCOUNT, allocateUsages([usage]));
    const tooMuch = allocateUsages([{ ...usage, amount: '101' }]);
    await expect(runner.preview(ACCOUNT, tooMuch)).rejects.toMatchObject({ code: 'INSUFFICIENT_CREDIT' });
    await expect(runner.preview('nobody', tooMuch)).rejects.toMatchObject({ code: 'ACCOUNT_UNKNOWN' });
    expect(await stateOf(repository)).toEqual(before);
    expect(await runner.run(ACCOUNT, allocateUsages([usage]))).toEqual(preview);
  });

  it('previews on one state of the books: what a rival changes meanwhile makes it start over', async () => {
    const inner = new InMemoryCreditLedgerRepository();
    const ledger = await openLedger({}, inner);
    await ledger.recordPurchase(ACCOUNT, { id: 'pack', at: '2026-01-02', cash: '100' });
    let rivals = 1;
    const repository = interceptor(inner, async (name, run) => {
      const answer = await run();
      if (name === 'openLots' && rivals > 0) {
        rivals -= 1;
        await ledger.allocateUsage(ACCOUNT, { id: 'rival', at: '2026-01-03', amount: '90' });
      }
      return answer;
    });
    const runner = new LedgerRunner({ repository, clock: CLOCK, random: () => 0, sleep: async () => {} });
    const usage = { id: 'u', at: '2026-01-04', amount: '40' };
    expect(await runner.preview(ACCOUNT, allocateUsages([usage]))).toMatchObject([{ shortfall: '30' }]);
  });

  it('refuses an account that is not open', async () => {
    const ledger = new CreditLedger({ repository: new InMemoryCreditLedgerRepository() });
    const unknown = { name: 'InvalidInputError', code: 'ACCOUNT_UNKNOWN' };
    await expect(ledger.balance('nobody')).rejects.toMatchObject(unknown);
    const usage = { id: 'u', at: '2026-01-04', amount: '40' };
    await expect(ledger.allocateUsage('nobody', usage)).rejects.toMatchObject(unknown);
  });

  it('stamps what it writes with the injected clock and nothing else', async () => {
    const repository = new InMemoryCreditLedgerRepository();
    const ledger = await openLedger({}, repository);
    await ledger.recordPurchase(ACCOUNT, { id: 'pack', at: '2026-01-02', cash: '100' });
    const { lots, entries } = await stateOf(repository);
    const now = CLOCK.now().toISOString();
    expect(lots).toMatchObject([{ createdAt: now, effectiveAt: '2026-01-02T00:00:00.000Z' }]);
    expect(entries).toMatchObject([{ recordedAt: now, effectiveAt: '2026-01-02T00:00:00.000Z' }]);
  });

  it('returns results through which a caller cannot change the store', async () => {
    const ledger = await openLedger();
    await ledger.recordPurchase(ACCOUNT, { id: 'pack', at: '2026-01-02', cash: '10' });
    const usage = { id: 'u', at: '2026-01-04', amount: '40' };
    const first = await ledger.allocateUsage(ACCOUNT, usage);
    const [slice] = first.slices;
    expect(slice).toMatchObject({ amount: '10' });
    Reflect.set(first, 'shortfall', '0');
    Reflect.set(slice ?? {}, 'amount', '40');
    expect(await ledger.allocateUsage(ACCOUNT, usage)).toMatchObject({
      shortfall: '30',
      slices: [{ amount: '10' }],
      replayed: true,
    });
  });
});
