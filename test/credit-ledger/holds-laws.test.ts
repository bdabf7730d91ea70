import fc from 'fast-check';
import { CreditLedger, InMemoryCreditLedgerRepository } from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import { expectDaysAddUp, expectSoundBooks, sum, units } from './invariants.ts';
import {
  ACCOUNT,
  CLOCK,
  type Command,
  dayText,
  histories,
  money,
  openLedger,
  orders,
  overdrafts,
  perform,
  type State,
  stateOf,
} from './model.ts';
import { faulty, scheduled } from './ports.ts';

const RUNS = { numRuns: 60 };
const wanted = fc.record({
  day: fc.integer({ min: 1, max: 12 }),
  cents: fc.integer({ min: 1, max: 2000 }),
});

/** A ledger with a history, a hold if its lots covered it, and a further history. */
async function heldLedger({ before, hold, after, order, expiresAt }: Story) {
  const repository = new InMemoryCreditLedgerRepository();
  const ledger = await openLedger({ order }, repository);
  for (const [index, command] of before.entries()) await perform(ledger, command, index);
  const input = {
    id: 'h',
    at: dayText(hold.day),
    amount: money(hold.cents),
    ...(expiresAt && { expiresAt }),
  };
  const placed = await ledger.hold(ACCOUNT, input).catch(() => undefined);
  for (const [index, command] of after.entries()) await perform(ledger, command, 100 + index);
  return { repository, ledger, placed };
}

/** Histories after a first pack, so that most holds find credit. */
const funded = histories.map((history): Command[] => [
  { do: 'buy', day: 1, cash: 4000, bonus: 500 },
  ...history.slice(0, 8),
]);
const stories = fc.record({ before: funded, hold: wanted, after: histories, order: orders });
type Story = (typeof stories extends fc.Arbitrary<infer S> ? S : never) & { readonly expiresAt?: string };

/** Lots without what tells how often they were written. */
function figuresOf({ lots }: State) {
  return lots.map(({ rowVersion: _, ...lot }) => lot);
}

describe('laws of holds', () => {
  it('law of the posted hold: a hold that is posted in full ends like a usage of its time', async () => {
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const { ledger, repository, placed } = await heldLedger(story);
        fc.pre(placed !== undefined);
        await ledger.postHold(ACCOUNT, 'h', { at: '2026-02-01' });
        const other = new InMemoryCreditLedgerRepository();
        const plain = await openLedger({ order: story.order }, other);
        for (const [index, command] of story.before.entries()) await perform(plain, command, index);
        const usage = { id: 'u', at: dayText(story.hold.day), amount: money(story.hold.cents) };
        await plain.allocateUsage(ACCOUNT, usage);
        for (const [index, command] of story.after.entries()) await perform(plain, command, 100 + index);
        const [a, b] = [await stateOf(repository), await stateOf(other)];
        expectSoundBooks(a);
        expect(figuresOf(a)).toEqual(figuresOf(b));
        const paid = async (from: CreditLedger, id: string) =>
          (await from.usage(ACCOUNT, id))?.slices.map(({ lotId, amount }) => [lotId, amount]);
        expect(await paid(ledger, 'hold:h')).toEqual(await paid(plain, 'u'));
        expect(await ledger.dailyBalance(ACCOUNT)).toEqual(await plain.dailyBalance(ACCOUNT));
      }),
      RUNS,
    );
  });

  it('law of the voided hold: at once it leaves no trace, and later none in the sums', async () => {
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const { ledger, repository, placed } = await heldLedger(story);
        fc.pre(placed !== undefined);
        await ledger.voidHold(ACCOUNT, 'h');
        const other = new InMemoryCreditLedgerRepository();
        const plain = await openLedger({ order: story.order }, other);
        for (const [index, command] of story.before.entries()) await perform(plain, command, index);
        for (const [index, command] of story.after.entries()) await perform(plain, command, 100 + index);
        const [a, b] = [await stateOf(repository), await stateOf(other)];
        expectSoundBooks(a);
        if (story.after.length === 0) expect(figuresOf(a)).toEqual(figuresOf(b));
        const sums = async (of: CreditLedger) => {
          const { total, held, available, debt, net } = await of.balance(ACCOUNT);
          return { total, held, available, debt, net };
        };
        expect(await sums(ledger)).toEqual(await sums(plain));
        const closings = async (of: CreditLedger) =>
          (await of.dailyBalance(ACCOUNT)).map(({ date, closing }) => [date, closing]);
        const known = await closings(plain);
        expect((await closings(ledger)).slice(0, known.length)).toEqual(known);
      }),
      RUNS,
    );
  });

  it('law of the time-out: whenever it is booked, the sums end the same', async () => {
    await fc.assert(
      fc.asyncProperty(stories, fc.nat(), async (story, moment) => {
        const end = dayText(20);
        const booked = async (place: number) => {
          const repository = new InMemoryCreditLedgerRepository();
          const ledger = await openLedger({ order: story.order }, repository);
          for (const [index, command] of story.before.entries()) await perform(ledger, command, index);
          const input = {
            id: 'h',
            at: dayText(story.hold.day),
            amount: money(story.hold.cents),
            expiresAt: end,
          };
          const placed = await ledger.hold(ACCOUNT, input).catch(() => undefined);
          fc.pre(placed !== undefined);
          for (let index = 0; index <= story.after.length; index += 1) {
            if (index === place) await ledger.allocateUsage(ACCOUNT, { id: 'tick', at: end, amount: '0' });
            const command = story.after[index];
            if (command !== undefined) await perform(ledger, command, 100 + index);
          }
          const state = await stateOf(repository);
          expectSoundBooks(state);
          expect(await ledger.holdRecord(ACCOUNT, 'h')).toMatchObject({ state: 'expired' });
          const { total, held, debt, net } = await ledger.balance(ACCOUNT);
          const days = await ledger.dailyBalance(ACCOUNT);
          expectDaysAddUp(days, net, debt);
          return { total, held, debt, net, closings: days.map(({ closing }) => closing) };
        };
        expect(await booked(moment % (story.after.length + 1))).toEqual(await booked(story.after.length));
      }),
      RUNS,
    );
  });

  it('law of reserved credit: lots, head, months and open holds agree on what is held', async () => {
    const acts = fc.array(
      fc.oneof(
        fc.record({ do: fc.constant('hold' as const), hold: wanted, days: fc.integer({ min: 0, max: 6 }) }),
        fc.record({
          do: fc.constantFrom('post' as const, 'void' as const),
          at: fc.integer({ min: 1, max: 20 }),
          which: fc.nat(),
          share: fc.integer({ min: 1, max: 100 }),
        }),
        fc.record({ do: fc.constant('other' as const), history: histories }),
      ),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(acts, orders, overdrafts, async (steps, order, overdraw) => {
        const repository = new InMemoryCreditLedgerRepository();
        const ledger = await openLedger({ order, overdraw }, repository);
        const ids: string[] = [];
        for (const [index, step] of steps.entries()) {
          if (step.do === 'other') {
            for (const [part, command] of step.history.entries())
              await perform(ledger, command, index * 100 + part);
          } else if (step.do === 'hold') {
            const { day, cents } = step.hold;
            const expiresAt = step.days === 0 ? null : dayText(day + step.days);
            const input = { id: `h${index}`, at: dayText(day), amount: money(cents), expiresAt };
            if (await ledger.hold(ACCOUNT, input).catch(() => undefined)) ids.push(input.id);
          } else {
            const id = ids[step.which % ids.length] ?? 'none';
            const amount = (await ledger.holdRecord(ACCOUNT, id))?.amount ?? '1';
            const share = money(Math.max(1, Math.floor(Number(amount) * step.share)));
            const end =
              step.do === 'void'
                ? ledger.voidHold(ACCOUNT, id)
                : ledger.postHold(ACCOUNT, id, { at: dayText(step.at), amount: share });
            await end.catch((error: Error & { code?: string }) =>
              expect([
                'HOLD_UNKNOWN',
                'HOLD_CLOSED',
                'HOLD_EXPIRED',
                'HOLD_EXCEEDED',
                'IDEMPOTENCY_CONFLICT',
              ]).toContain(error.code),
            );
          }
          const state = await stateOf(repository);
          expectSoundBooks(state);
          const open = await repository.openHolds(ACCOUNT, { limit: 1000 });
          for (const lot of state.lots) {
            const slices = open.flatMap((hold) => hold.slices).filter(({ lotId }) => lotId === lot.id);
            expect(sum(slices.map(({ amount }) => amount))).toBe(units(lot.held));
          }
          const held = sum(open.map(({ amount }) => amount));
          const { asOf, held: shown } = await ledger.balance(ACCOUNT);
          const current = open.filter(({ expiresAt }) => expiresAt === null || expiresAt > (asOf ?? ''));
          expect(units(shown)).toBe(sum(current.map(({ amount }) => amount)));
          const months = await repository.periods(ACCOUNT, { unit: 'month', limit: 100 });
          expect(sum(months.map((month) => month.held))).toBe(held);
          const due = open
            .map(({ expiresAt }) => expiresAt)
            .filter((at) => at !== null)
            .sort();
          expect((state.head?.nextTimeout ?? '9') <= (due[0] ?? '9')).toBe(true);
          if (overdraw === 'shortfall' && state.debts.length > 0) {
            expect(sum(state.lots.map(({ remaining }) => remaining))).toBe(held);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('law of the one purse: rival holds, posts and usage never spend more than there is', async () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), amounts, amounts, async (scheduler, left, right) => {
        const store = new InMemoryCreditLedgerRepository();
        const setup = await openLedger({ overdraw: 'reject' }, store);
        await setup.recordPurchase(ACCOUNT, { id: 'pack', at: '2026-01-01', cash: '70', bonus: '7' });
        const port = scheduled(store, scheduler);
        const rival = () =>
          new CreditLedger({ repository: port, clock: CLOCK, tries: 50, sleep: async () => {} });
        const refused = (error: Error) => {
          if (error.name !== 'InsufficientCreditError') throw error;
          return undefined;
        };
        const work = async (name: string, wishes: readonly number[]) => {
          const ledger = rival();
          let spent = 0;
          for (const [index, amount] of wishes.entries()) {
            const id = `${name}${index}`;
            const placed = await ledger.hold(ACCOUNT, { id, at: '2026-01-02', amount }).catch(refused);
            const usage = { id, at: '2026-01-02', amount: 5 };
            if (await ledger.allocateUsage(ACCOUNT, usage).catch(refused)) spent += 5;
            if (placed === undefined) continue;
            if (index % 2 === 1) await ledger.voidHold(ACCOUNT, id);
            else spent += amount;
            if (index % 2 === 0) await ledger.postHold(ACCOUNT, id, { at: '2026-01-03' });
          }
          return spent;
        };
        const [a, b] = await scheduler.waitFor(Promise.all([work('l', left), work('r', right)]));
        expectSoundBooks(await stateOf(store));
        expect(a + b).toBeLessThanOrEqual(77);
        expect(await setup.balance(ACCOUNT)).toMatchObject({ total: `${77 - a - b}`, held: '0', debt: '0' });
      }),
      { numRuns: 60 },
    );
  });

  it('law of the fault: a fault before or after any call, and a retry, lose and double nothing', async () => {
    const steps = (ledger: CreditLedger): (() => Promise<unknown>)[] => [
      () => ledger.openAccount({ id: ACCOUNT, currency: 'USD' }),
      () => ledger.recordPurchase(ACCOUNT, { id: 'pack', at: '2026-01-01', cash: '100', bonus: '10' }),
      () => ledger.hold(ACCOUNT, { id: 'posted', at: '2026-01-02', amount: '101' }),
      () => ledger.hold(ACCOUNT, { id: 'late', at: '2026-01-02', amount: '4', expiresAt: '2026-01-05' }),
      () => ledger.hold(ACCOUNT, { id: 'voided', at: '2026-01-02', amount: '5' }),
      () => ledger.allocateUsage(ACCOUNT, { id: 'u', at: '2026-01-03', amount: '6' }),
      () => ledger.voidHold(ACCOUNT, 'voided'),
      () => ledger.postHold(ACCOUNT, 'posted', { at: '2026-01-04', amount: '90' }),
      () => ledger.allocateUsage(ACCOUNT, { id: 'v', at: '2026-01-06', amount: '14' }),
    ];
    const run = async (failing: number, when: 'before' | 'after') => {
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
    };
    const { state: expected } = await run(0, 'before');
    expect(expected.head).toMatchObject({ version: 9, debt: '0', nextTimeout: null });
    let call = 1;
    for (; ; call += 1) {
      const before = await run(call, 'before');
      expect(before.state).toEqual(expected);
      expect((await run(call, 'after')).state).toEqual(expected);
      if (before.failures === 0) break;
    }
    expect(call).toBeGreaterThan(25);
  });
});
