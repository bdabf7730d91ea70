import fc from 'fast-check';
import { InMemoryCreditLedgerRepository, type OrderPreset } from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import {
  expectDaysAddUp,
  expectNoIdleCredit,
  expectSoundBooks,
  replayEntries,
  sortedByPolicy,
  sum,
  units,
} from './invariants.ts';
import { ACCOUNT, dayText, histories, openLedger, orders, overdrafts, perform, stateOf } from './model.ts';

const RUNS = { numRuns: 150 };

describe('laws of the credit ledger', () => {
  it('law of sound books: the parts of every lot and usage make up the whole after every command', async () => {
    await fc.assert(
      fc.asyncProperty(histories, orders, overdrafts, async (history, order, overdraw) => {
        const repository = new InMemoryCreditLedgerRepository();
        const ledger = await openLedger({ order, overdraw }, repository);
        for (const [index, command] of history.entries()) {
          await perform(ledger, command, index);
          expectSoundBooks(await stateOf(repository));
        }
      }),
      RUNS,
    );
  });

  it('law of idle credit: while a debt is open, no lot has credit left', async () => {
    await fc.assert(
      fc.asyncProperty(histories, orders, async (history, order) => {
        const repository = new InMemoryCreditLedgerRepository();
        const ledger = await openLedger({ order }, repository);
        for (const [index, command] of history.entries()) {
          await perform(ledger, command, index);
          expectNoIdleCredit(await stateOf(repository));
        }
      }),
      RUNS,
    );
  });

  it('law of conservation: all credit less all usage is the net balance', async () => {
    await fc.assert(
      fc.asyncProperty(histories, orders, async (history, order) => {
        const repository = new InMemoryCreditLedgerRepository();
        const ledger = await openLedger({ order }, repository);
        let cents = 0;
        for (const [index, command] of history.entries()) {
          await perform(ledger, command, index);
          if (command.do === 'buy') cents += command.cash + command.bonus;
          if (command.do === 'use') cents -= command.amount;
          if (command.do === 'adjust') cents += command.amount;
          if (command.do === 'useMany') cents -= command.amount * command.days.length;
        }
        expect(units((await ledger.balance(ACCOUNT)).net)).toBe(BigInt(cents) * 10n ** 6n);
      }),
      RUNS,
    );
  });

  it('law of arrival: the order in which commands arrive never changes the net balance', async () => {
    const shuffled = histories.chain((history) =>
      fc.tuple(
        fc.constant(history),
        fc.shuffledSubarray([...history.keys()], { minLength: history.length, maxLength: history.length }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, orders, async ([history, arrival], order) => {
        const inOrder = await openLedger({ order });
        const shuffledLedger = await openLedger({ order });
        for (const [index, command] of history.entries()) await perform(inOrder, command, index);
        for (const index of arrival) {
          const command = history[index];
          if (command !== undefined) await perform(shuffledLedger, command, index);
        }
        const [a, b] = [await inOrder.balance(ACCOUNT), await shuffledLedger.balance(ACCOUNT)];
        expect({ net: b.net, total: b.total, debt: b.debt }).toEqual({
          net: a.net,
          total: a.total,
          debt: a.debt,
        });
      }),
      RUNS,
    );
  });

  it('law of days: days add up, follow each other and end at the net balance', async () => {
    await fc.assert(
      fc.asyncProperty(histories, orders, overdrafts, async (history, order, overdraw) => {
        const ledger = await openLedger({ order, overdraw });
        for (const [index, command] of history.entries()) await perform(ledger, command, index);
        const { net, debt } = await ledger.balance(ACCOUNT);
        const days = await ledger.dailyBalance(ACCOUNT);
        expectDaysAddUp(days, net, debt);
        const tail = await ledger.dailyBalance(ACCOUNT, { from: '2026-01-06', to: '2026-01-20' });
        const inTail = new Map(tail.map((row) => [row.date, row]));
        for (const row of days) if (row.date >= '2026-01-06') expect(inTail.get(row.date)).toEqual(row);
      }),
      RUNS,
    );
  });

  it('law of the cut-over: an opening that arrives at any moment ends like one that came first', async () => {
    const openingDay = 4;
    const later = histories.map((history) =>
      history.filter(
        (command) => command.do === 'use' || (command.do === 'buy' && command.day >= openingDay),
      ),
    );
    await fc.assert(
      fc.asyncProperty(later, fc.nat(), orders, async (history, moment, order) => {
        const usable = history.filter(
          (command) =>
            command.do === 'buy' ||
            (command.do === 'use' && (command.amount > 0 || command.day >= openingDay)),
        );
        const states = [];
        for (const at of [0, moment % (usable.length + 1)]) {
          const repository = new InMemoryCreditLedgerRepository();
          const ledger = await openLedger({ order }, repository);
          for (let index = 0; index <= usable.length; index += 1) {
            if (index === at) {
              await ledger.openBalance(ACCOUNT, { at: dayText(openingDay), purchased: '30', bonus: '3' });
            }
            const command = usable[index];
            if (command !== undefined) await perform(ledger, command, index);
          }
          const state = await stateOf(repository);
          expectSoundBooks(state);
          expectNoIdleCredit(state);
          const { net, debt } = await ledger.balance(ACCOUNT);
          const days = await ledger.dailyBalance(ACCOUNT);
          expectDaysAddUp(days, net, debt);
          const early = state.usages.filter(({ occurredAt }) => occurredAt < dayText(openingDay));
          expect(early.every(({ state, shortfall }) => state === 'before_opening' && shortfall === '0')).toBe(
            true,
          );
          states.push({ net, debt, closings: days.map(({ date, closing }) => [date, closing]) });
        }
        expect(states[1]).toEqual(states[0]);
      }),
      RUNS,
    );
  });

  it('law of replay: any prefix of the commands again changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(), orders, async (history, cut, order) => {
        const repository = new InMemoryCreditLedgerRepository();
        const ledger = await openLedger({ order }, repository);
        const first: unknown[] = [];
        for (const [index, command] of history.entries()) first.push(await perform(ledger, command, index));
        const before = await stateOf(repository);
        for (const [index, command] of history.slice(0, cut % (history.length + 1)).entries()) {
          expect(await perform(ledger, command, index)).toEqual(asReplay(first[index]));
        }
        expect(await stateOf(repository)).toEqual(before);
      }),
      RUNS,
    );
  });

  it('law of the journal: entries alone reproduce lots and usage', async () => {
    await fc.assert(
      fc.asyncProperty(histories, orders, overdrafts, async (history, order, overdraw) => {
        const repository = new InMemoryCreditLedgerRepository();
        const ledger = await openLedger({ order, overdraw }, repository);
        for (const [index, command] of history.entries()) await perform(ledger, command, index);
        const { lots, usages, entries } = await stateOf(repository);
        const replayed = replayEntries(entries);
        expect(Object.fromEntries(replayed.lots)).toEqual(
          Object.fromEntries(
            lots.map((lot) => [lot.id, { original: units(lot.original), remaining: units(lot.remaining) }]),
          ),
        );
        for (const { id, state, slices, shortfall } of usages) {
          if (state === 'credit' || state === 'zero') continue;
          const paid = sum(slices.map(({ amount }) => amount));
          expect(replayed.usages.get(id)).toEqual({ paid, shortfall: units(shortfall) });
        }
      }),
      RUNS,
    );
  });

  it('law of order: order keys sort lots as the comparators of the policy say', async () => {
    const presets = fc.constantFrom<OrderPreset>('oldest-first', 'purchased-first', 'bonus-first');
    await fc.assert(
      fc.asyncProperty(histories, presets, async (history, order) => {
        const repository = new InMemoryCreditLedgerRepository();
        const ledger = await openLedger({ order }, repository);
        for (const [index, command] of history.entries()) await perform(ledger, command, index);
        const { lots } = await stateOf(repository);
        expect(lots.map(({ id }) => id)).toEqual(sortedByPolicy(lots, order));
      }),
      RUNS,
    );
  });

  it('law of turns: a usage takes a lot only when every eligible lot before it is empty', async () => {
    await fc.assert(
      fc.asyncProperty(histories, orders, async (history, order) => {
        const repository = new InMemoryCreditLedgerRepository();
        const ledger = await openLedger({ order }, repository);
        for (const [index, command] of history.entries()) {
          const before = await stateOf(repository);
          await perform(ledger, command, index);
          if (command.do !== 'use' || command.amount <= 0) continue;
          const usage = await ledger.usage(ACCOUNT, `c${index}`);
          const inTime = usage?.slices.filter(({ lateFunding }) => lateFunding === undefined) ?? [];
          const eligible = before.lots.filter(
            (lot) => lot.remaining !== '0' && lot.effectiveAt <= (usage?.occurredAt ?? ''),
          );
          expect(inTime.map(({ lotId }) => lotId)).toEqual(
            eligible.slice(0, inTime.length).map(({ id }) => id),
          );
          for (const [place, slice] of inTime.slice(0, -1).entries()) {
            expect(slice.amount).toBe(eligible[place]?.remaining);
          }
        }
      }),
      RUNS,
    );
  });

  it('law of the batch: usages in one commit end as usages one by one', async () => {
    const usages = fc.array(
      fc.record({ day: fc.integer({ min: 1, max: 12 }), amount: fc.integer({ min: -500, max: 4000 }) }),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(histories, usages, orders, async (history, batch, order) => {
        const [together, alone] = [
          new InMemoryCreditLedgerRepository(),
          new InMemoryCreditLedgerRepository(),
        ];
        const [a, b] = [await openLedger({ order }, together), await openLedger({ order }, alone)];
        for (const [index, command] of history.entries()) {
          await perform(a, command, index);
          await perform(b, command, index);
        }
        const inputs = batch.map(({ day, amount }, index) => ({
          id: `u${index}`,
          at: `2026-01-${String(day).padStart(2, '0')}`,
          amount: `${amount}`,
        }));
        const results = await a.allocateMany(ACCOUNT, inputs);
        const singles = [];
        for (const input of inputs) singles.push(await b.allocateUsage(ACCOUNT, input));
        expect(results).toEqual(singles);
        const [x, y] = [await stateOf(together), await stateOf(alone)];
        expect(x.entries).toEqual(y.entries);
        expect(x.head?.totals).toEqual(y.head?.totals);
      }),
      RUNS,
    );
  });
});

function asReplay(result: unknown): unknown {
  if (Array.isArray(result)) return result.map(asReplay);
  return typeof result === 'object' ? { ...result, replayed: true } : result;
}
