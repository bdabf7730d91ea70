import fc from 'fast-check';
import { CreditLedger, InMemoryCreditLedgerRepository } from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, CLOCK, openLedger, stateOf } from './model.ts';
import { faulty, interceptor, scheduled } from './ports.ts';

/** A history of which a rebuild changes slices, expiry, a refund and a hold. */
async function disordered(repository = new InMemoryCreditLedgerRepository()) {
  const ledger = await openLedger({}, repository);
  const brief = { id: 'brief', at: '2026-01-02', cash: '20', expiresAt: '2026-02-01' };
  await ledger.recordPurchase(ACCOUNT, { id: 'pack', at: '2026-01-01', cash: '50', bonus: '5' });
  await ledger.recordPurchase(ACCOUNT, brief);
  await ledger.expire(ACCOUNT, '2026-02-01');
  await ledger.allocateUsage(ACCOUNT, { id: 'late', at: '2026-01-20', amount: '45' });
  await ledger.hold(ACCOUNT, { id: 'h', at: '2026-01-21', amount: '8', expiresAt: '2026-01-25' });
  await ledger.refundPurchase(ACCOUNT, 'pack', { id: 'back', at: '2026-01-22', cash: '10' });
  await ledger.allocateUsage(ACCOUNT, { id: 'early', at: '2026-01-05', amount: '30' });
  return { ledger, repository };
}

function over(repository: ConstructorParameters<typeof CreditLedger>[0]['repository']): CreditLedger {
  return new CreditLedger({ repository, clock: CLOCK, tries: 50, sleep: async () => {} });
}

describe('a rebuild that is disturbed', { timeout: 120_000 }, () => {
  it.each(['before', 'after'] as const)(
    'is whole or not at all when the store fails %s any call',
    async (when) => {
      const { ledger, repository } = await disordered();
      const untouched = await stateOf(repository);
      const done = await ledger.rebuild(ACCOUNT);
      expect(done.changedUsages).toBeGreaterThan(0);
      const rebuilt = await stateOf(repository);
      let hasFailed = true;
      for (let call = 1; hasFailed; call += 1) {
        const { repository: store } = await disordered();
        hasFailed = await over(faulty(store, call, when))
          .rebuild(ACCOUNT)
          .then(
            () => false,
            () => true,
          );
        const { head } = await stateOf(store);
        const isDone = head?.version !== untouched.head?.version;
        expect(await stateOf(store)).toEqual(isDone ? rebuilt : untouched);
        const again = await over(store).rebuild(ACCOUNT);
        expect(again).toMatchObject(isDone ? { entries: 0, generation: done.generation } : done);
        const { head: _, ...rows } = await stateOf(store);
        const { head: __, ...expected } = rebuilt;
        expect(rows).toEqual(expected);
        expect(await over(store).verify(ACCOUNT)).toMatchObject({ ok: true });
      }
    },
  );

  it('plans anew when a rival commits first, and leaves out nothing of it', async () => {
    const { ledger, repository } = await disordered();
    let rivals = 2;
    const port = interceptor(repository, async (name, run) => {
      if (name === 'commit' && rivals > 0) {
        rivals -= 1;
        await ledger.allocateUsage(ACCOUNT, { id: `rival${rivals}`, at: '2026-01-03', amount: '7' });
      }
      return run();
    });
    await over(port).rebuild(ACCOUNT);
    expect(await ledger.verify(ACCOUNT)).toMatchObject({ ok: true });
    expect(await ledger.rebuild(ACCOUNT)).toMatchObject({ entries: 0 });
    const { usages } = await stateOf(repository);
    expect(usages.map(({ id }) => id)).toEqual(expect.arrayContaining(['rival0', 'rival1']));
  });

  it('law of one truth: rebuilds and usage in any interleaving end as one after the other', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.integer({ min: 2, max: 28 }), { maxLength: 3 }),
        async (scheduler, days) => {
          const [{ repository }, { ledger: alone, repository: calm }] = [
            await disordered(),
            await disordered(),
          ];
          const port = scheduled(repository, scheduler);
          const usages = days.map((day, index) => ({
            id: `u${index}`,
            at: `2026-01-${String(day).padStart(2, '0')}`,
            amount: `${index + 3}`,
          }));
          const spend = async (): Promise<void> => {
            for (const usage of usages) await over(port).allocateUsage(ACCOUNT, usage);
          };
          await scheduler.waitFor(
            Promise.all([spend(), over(port).rebuild(ACCOUNT), over(port).rebuild(ACCOUNT)]),
          );
          const ledger = over(repository);
          expect((await ledger.verify(ACCOUNT)).problems).toEqual([]);
          await ledger.rebuild(ACCOUNT);
          for (const usage of usages) await alone.allocateUsage(ACCOUNT, usage);
          await alone.rebuild(ACCOUNT);
          const paid = async (store: InMemoryCreditLedgerRepository) =>
            (await stateOf(store)).usages
              .map(({ id, slices, shortfall }) => ({
                id,
                shortfall,
                slices: slices.map(({ seq: _, ...slice }) => slice),
              }))
              .sort((a, b) => (a.id < b.id ? -1 : 1));
          expect(await paid(repository)).toEqual(await paid(calm));
        },
      ),
      { numRuns: 60 },
    );
  });
});
