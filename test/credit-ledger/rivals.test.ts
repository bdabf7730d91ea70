import fc from 'fast-check';
import {
  CreditLedger,
  type CreditLedgerRepository,
  InMemoryCreditLedgerRepository,
} from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import { expectNoIdleCredit, expectSoundBooks, units } from './invariants.ts';
import { ACCOUNT, CLOCK, openLedger, stateOf } from './model.ts';
import { faulty, interceptor, scheduled } from './ports.ts';

describe('rival writers', () => {
  it('law of the one purse: two writers never overspend, whatever the interleaving', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 }),
        fc.constantFrom('shortfall' as const, 'reject' as const),
        async (scheduler, left, right, overdraw) => {
          const store = new InMemoryCreditLedgerRepository();
          const setup = await openLedger({ overdraw }, store);
          await setup.recordPurchase(ACCOUNT, { id: 'pack', at: '2026-01-01', cash: '70', bonus: '7' });
          const port = scheduled(store, scheduler);
          const spend = async (name: string, amounts: readonly number[]) => {
            const ledger = new CreditLedger({
              repository: port,
              clock: CLOCK,
              tries: 50,
              sleep: async () => {},
            });
            let granted = 0n;
            for (const [index, amount] of amounts.entries()) {
              const usage = { id: `${name}${index}`, at: '2026-01-02', amount: `${amount}` };
              const result = await ledger.allocateUsage(ACCOUNT, usage).catch((error: unknown) => {
                if (error instanceof Error && error.name === 'InsufficientCreditError') return undefined;
                throw error;
              });
              for (const slice of result?.slices ?? []) granted += units(slice.amount);
            }
            return granted;
          };
          const both = Promise.all([spend('l', left), spend('r', right)]);
          const [a, b] = await scheduler.waitFor(both);
          const state = await stateOf(store);
          expectSoundBooks(state);
          expectNoIdleCredit(state);
          expect(a + b).toBe(units('77') - units((await setup.balance(ACCOUNT)).total));
          if (overdraw === 'shortfall') {
            const asked = [...left, ...right].reduce((sum, amount) => sum + amount, 0);
            expect(units((await setup.balance(ACCOUNT)).net)).toBe(units('77') - units(`${asked}`));
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('law of one effect: two writers with the same commands carry each out once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const store = new InMemoryCreditLedgerRepository();
        const port = scheduled(store, scheduler);
        const work = async () => {
          const ledger = new CreditLedger({
            repository: port,
            clock: CLOCK,
            tries: 50,
            sleep: async () => {},
          });
          await ledger.openAccount({ id: ACCOUNT, currency: 'USD' });
          await ledger.recordPurchase(ACCOUNT, { id: 'pack', at: '2026-01-01', cash: '70' });
          await ledger.allocateUsage(ACCOUNT, { id: 'u', at: '2026-01-02', amount: '10' });
        };
        await scheduler.waitFor(Promise.all([work(), work()]));
        expect(await new CreditLedger({ repository: store }).balance(ACCOUNT)).toMatchObject({
          total: '60',
          version: 3,
        });
      }),
      { numRuns: 50 },
    );
  });

  it('gives up with VERSION_CONFLICT after the tries it was given, with growing jittered waits', async () => {
    const store = new InMemoryCreditLedgerRepository();
    await openLedger({}, store);
    const waits: number[] = [];
    let attempts = 0;
    const overtaken = interceptor(store, async (name, run) => {
      if (name === 'commit') attempts += 1;
      if (name === 'commit') await store.commit(ACCOUNT, attempts, await emptyBatch(store));
      return run();
    });
    const ledger = new CreditLedger({
      repository: overtaken,
      tries: 3,
      random: () => 0.5,
      sleep: async (ms) => {
        waits.push(ms);
      },
    });
    await expect(
      ledger.adjust(ACCOUNT, { id: 'a', at: '2026-01-01', amount: '1', reason: 'r' }),
    ).rejects.toMatchObject({ name: 'ConcurrencyError', code: 'VERSION_CONFLICT', retryable: true });
    expect(attempts).toBe(3);
    expect(waits).toEqual([4, 8]);
  });

  it('knows a conflict by its code, whatever copy of the error class the store throws', async () => {
    const store = new InMemoryCreditLedgerRepository();
    await openLedger({}, store);
    let commits = 0;
    const port = interceptor(store, async (name, run) => {
      if (name === 'commit') commits += 1;
      if (name === 'commit' && commits < 3) throw Object.assign(new Error('late'), { code: 'DUPLICATE_KEY' });
      return run();
    });
    const ledger = new CreditLedger({ repository: port, sleep: async () => {} });
    await ledger.adjust(ACCOUNT, { id: 'a', at: '2026-01-01', amount: '1', reason: 'r' });
    expect(commits).toBe(3);
  });

  it('does not refuse for lack of credit on a mix of two states', async () => {
    const store = new InMemoryCreditLedgerRepository();
    const setup = await openLedger({ overdraw: 'reject' }, store);
    await setup.recordPurchase(ACCOUNT, { id: 'small', at: '2026-01-01', cash: '5' });
    let purchased = false;
    const port = interceptor(store, async (name, run) => {
      const answer = await run();
      if (name === 'openLots' && !purchased) {
        purchased = true;
        await setup.recordPurchase(ACCOUNT, { id: 'large', at: '2026-01-01', cash: '50' });
      }
      return answer;
    });
    const ledger = new CreditLedger({ repository: port, sleep: async () => {} });
    const result = await ledger.allocateUsage(ACCOUNT, { id: 'u', at: '2026-01-02', amount: '40' });
    expect(result).toMatchObject({ state: 'allocated', shortfall: '0' });
  });
});

async function emptyBatch(store: CreditLedgerRepository) {
  const head = await store.head(ACCOUNT);
  if (head === undefined) throw new Error('the account is open');
  return {
    head: { ...head, version: head.version + 1 },
    entries: [],
    lots: [],
    usages: [],
    holds: [],
    periods: [],
    commands: [],
  };
}

describe('faults of the store', () => {
  const steps = (ledger: CreditLedger): (() => Promise<unknown>)[] => [
    () => ledger.openAccount({ id: ACCOUNT, currency: 'USD' }),
    () => ledger.allocateUsage(ACCOUNT, { id: 'early', at: '2026-01-01', amount: '30' }),
    () => ledger.recordPurchase(ACCOUNT, { id: 'pack', at: '2026-01-02', cash: '100', bonus: '10' }),
    () =>
      ledger.allocateMany(ACCOUNT, [
        { id: 'u1', at: '2026-01-03', amount: '50' },
        { id: 'u2', at: '2026-01-03', amount: '-5' },
        { id: 'u3', at: '2026-01-03', amount: '60' },
      ]),
    () => ledger.adjust(ACCOUNT, { id: 'fix', at: '2026-01-04', amount: '7.5', reason: 'goodwill' }),
    () => ledger.openBalance(ACCOUNT, { at: '2026-01-02', purchased: '20' }),
    () => ledger.syncLotsFromPurchases(ACCOUNT, [{ id: 'late', at: '2026-01-05', cash: '1', bonus: '1' }]),
    () =>
      ledger.recordPurchase(ACCOUNT, { id: 'brief', at: '2026-01-06', cash: '40', expiresAt: '2026-01-10' }),
    () => ledger.reverseUsage(ACCOUNT, 'u3', { id: 'error', amount: '20', at: '2026-01-07' }),
    () => ledger.withdrawUsage(ACCOUNT, 'u2'),
    () => ledger.withdrawUsage(ACCOUNT, 'u1', { at: '2026-01-08' }),
    () => ledger.allocateUsage(ACCOUNT, { id: 'u1', at: '2026-01-03', amount: '50' }),
    () => ledger.refundPurchase(ACCOUNT, 'pack', { id: 'back', at: '2026-01-09', cash: '60' }),
    () => ledger.expire(ACCOUNT, '2026-01-11'),
    () => ledger.extendLot(ACCOUNT, 'brief:p', { id: 'more', expiresAt: null, reason: 'goodwill' }),
    () => ledger.voidLot(ACCOUNT, 'late:b', { id: 'gone', at: '2026-01-12', reason: 'typed twice' }),
  ];

  async function runWithRetries(failing: number, when: 'before' | 'after') {
    const store = new InMemoryCreditLedgerRepository();
    const ledger = new CreditLedger({ repository: faulty(store, failing, when), clock: CLOCK });
    let failures = 0;
    for (const step of steps(ledger)) {
      await step().catch(() => {
        failures += 1;
        return step();
      });
    }
    return { state: await stateOf(store), failures };
  }

  it('law of the fault: a fault before or after any call, and a retry, lose and double nothing', async () => {
    const { state: expected } = await runWithRetries(0, 'before');
    let call = 1;
    for (; ; call += 1) {
      const before = await runWithRetries(call, 'before');
      const after = await runWithRetries(call, 'after');
      expect(before.state).toEqual(expected);
      expect(after.state).toEqual(expected);
      if (before.failures === 0) break;
    }
    expect(call).toBeGreaterThan(20);
    expect(expected.head).toMatchObject({ version: 16 });
  });
});
