import fc from 'fast-check';
import { InMemoryCreditLedgerRepository } from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import { type Action, act, corrected, expire } from './corrections.ts';
import { expectDaysAddUp, expectSoundBooks, units } from './invariants.ts';
import {
  ACCOUNT,
  dayText,
  openLedger,
  orders,
  overdrafts,
  type Rules,
  type State,
  stateOf,
} from './model.ts';

const RUNS = { numRuns: 100 };
/** The books are verified after every command, on a machine that may be busy. */
const PATIENCE_MS = 30_000;

/** Books expiry here and there. */
const withExpiry = fc.tuple(corrected, fc.array(fc.tuple(fc.nat({ max: 16 }), expire), { maxLength: 4 }));

function insert([history, jobs]: readonly [
  readonly Action[],
  readonly (readonly [number, Action])[],
]): Action[] {
  const actions = [...history];
  for (const [place, job] of jobs) actions.splice(place % (actions.length + 1), 0, job);
  return actions;
}

async function open(rules: Rules) {
  const repository = new InMemoryCreditLedgerRepository();
  return { repository, ledger: await openLedger(rules, repository) };
}

describe('laws of corrections', { timeout: PATIENCE_MS }, () => {
  it('law of sound books: corrections keep every part of every lot, usage and day in its place', async () => {
    await fc.assert(
      fc.asyncProperty(withExpiry.map(insert), orders, overdrafts, async (history, order, overdraw) => {
        const { ledger, repository } = await open({ order, overdraw });
        for (const index of history.keys()) {
          const before = (await repository.head(ACCOUNT))?.version ?? 0;
          const result = await act(ledger, history, index);
          const { version } = await ledger.balance(ACCOUNT);
          if (typeof result === 'string') expect(version).toBe(before);
          expectSoundBooks(await stateOf(repository));
          expect((await ledger.verify(ACCOUNT)).problems).toEqual([]);
        }
      }),
      RUNS,
    );
  });

  it('law of twice: every command again answers as before and changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(withExpiry.map(insert), orders, overdrafts, async (history, order, overdraw) => {
        const { ledger, repository } = await open({ order, overdraw });
        for (const index of history.keys()) {
          const first = await act(ledger, history, index);
          const state = await stateOf(repository);
          const again = await act(ledger, history, index);
          expect(again).toEqual(isAnswer(first) ? { ...first, replayed: true } : first);
          expect(await stateOf(repository)).toEqual(state);
        }
      }),
      RUNS,
    );
  });

  it('law of the prefix: the first commands again, at the end, change nothing', async () => {
    const lasting = withExpiry.map((drawn) =>
      insert(drawn).filter((action) => action.do !== 'withdraw' && action.do !== 'comeBack'),
    );
    await fc.assert(
      fc.asyncProperty(lasting, fc.nat(), orders, async (history, cut, order) => {
        const { ledger, repository } = await open({ order });
        const first: unknown[] = [];
        for (const index of history.keys()) first.push(await act(ledger, history, index));
        const state = await stateOf(repository);
        for (const index of [...history.keys()].slice(0, cut % (history.length + 1))) {
          if (isAnswer(first[index])) await act(ledger, history, index);
        }
        expect(await stateOf(repository)).toEqual(state);
      }),
      RUNS,
    );
  });

  it('law of the note: whether and when expiry was booked changes no figure', async () => {
    // A hold that is timed out is released by the next command, of whatever kind, so these here last.
    const lasting = withExpiry.map(
      ([history, jobs]) =>
        [history.map((action) => (action.do === 'hold' ? { ...action, life: null } : action)), jobs] as const,
    );
    await fc.assert(
      fc.asyncProperty(lasting, orders, overdrafts, async (drawn, order, overdraw) => {
        const figures = [];
        for (const history of [drawn[0], insert(drawn)]) {
          const { ledger, repository } = await open({ order, overdraw });
          for (const [index, action] of relabelled(history)) await act(ledger, action, index);
          await ledger.expire(ACCOUNT, '2027-01-01');
          const days = await ledger.dailyBalance(ACCOUNT, { from: '2026-01-01', to: '2026-02-01' });
          figures.push({ ...figuresOf(await stateOf(repository)), days });
        }
        expect(figures[1]).toEqual(figures[0]);
      }),
      RUNS,
    );
  });

  it('law of days: days with corrections add up and end at the net balance', async () => {
    await fc.assert(
      fc.asyncProperty(withExpiry.map(insert), orders, overdrafts, async (history, order, overdraw) => {
        const { ledger } = await open({ order, overdraw });
        for (const index of history.keys()) await act(ledger, history, index);
        await ledger.expire(ACCOUNT, '2027-01-01');
        const { net, debt } = await ledger.balance(ACCOUNT);
        expectDaysAddUp(await ledger.dailyBalance(ACCOUNT), net, debt);
      }),
      RUNS,
    );
  });

  it('law of the cut-over: an opening that comes after corrections ends like one that came first', async () => {
    const openingDay = 4;
    const usable = corrected.map((history) =>
      history.flatMap((action): Action[] => {
        if (action.do === 'buy') return action.day < openingDay ? [] : [{ ...action, life: null }];
        if (action.do === 'use') return action.amount > 0 ? [action] : [];
        return action.do === 'reverse' || action.do === 'void' ? [action] : [];
      }),
    );
    await fc.assert(
      fc.asyncProperty(usable, fc.nat(), orders, async (history, moment, order) => {
        const ends = [];
        for (const at of [0, moment % (history.length + 1)]) {
          const { ledger, repository } = await open({ order });
          for (let index = 0; index <= history.length; index += 1) {
            if (index === at) {
              await ledger.openBalance(ACCOUNT, { at: dayText(openingDay), purchased: '30', bonus: '3' });
            }
            await act(ledger, history, index);
          }
          expectSoundBooks(await stateOf(repository));
          expect((await ledger.verify(ACCOUNT)).problems).toEqual([]);
          const { net, debt } = await ledger.balance(ACCOUNT);
          expectDaysAddUp(await ledger.dailyBalance(ACCOUNT), net, debt);
          // A void takes what is there when it comes, which depends on what came before.
          const isVoid = history.some((action) => action.do === 'void');
          ends.push(isVoid ? {} : { net, debt });
        }
        expect(ends[1]).toEqual(ends[0]);
      }),
      RUNS,
    );
  });

  it('law of undoing: once all usage is reversed or withdrawn, all credit is back', async () => {
    const lasting = corrected.map((history) =>
      history.flatMap((action): Action[] => {
        if (action.do === 'buy') return [{ ...action, life: null }];
        return action.do === 'use' || action.do === 'reverse' ? [action] : [];
      }),
    );
    await fc.assert(
      fc.asyncProperty(lasting, orders, fc.boolean(), async (history, order, withdraws) => {
        const { ledger } = await open({ order });
        let cents = 0;
        for (const [index, action] of history.entries()) {
          await act(ledger, history, index);
          if (action.do === 'buy') cents += action.cash + action.bonus;
        }
        for (const [index, action] of history.entries()) {
          if (action.do !== 'use') continue;
          const isCredit = action.amount <= 0;
          if (withdraws || isCredit) await ledger.withdrawUsage(ACCOUNT, `c${index}`);
          else await ledger.reverseUsage(ACCOUNT, `c${index}`, { id: `all${index}` }).catch(() => {});
        }
        const { net, debt } = await ledger.balance(ACCOUNT);
        expect({ net: units(net), debt }).toEqual({ net: BigInt(cents) * 10n ** 6n, debt: '0' });
      }),
      RUNS,
    );
  });
});

function isAnswer(result: unknown): result is object {
  return typeof result === 'object' && result !== null;
}

/** Each action at its place among the others than bookings of expiry, so that ids are the same without them. */
function relabelled(history: readonly Action[]): (readonly [number, readonly Action[]])[] {
  const others: Action[] = [];
  return history.map((action) => {
    if (action.do === 'expire') return [others.length, [...others, action]] as const;
    others.push(action);
    return [others.length - 1, [...others]] as const;
  });
}

/** What the books say, apart from the trail of how they came to say it. */
function figuresOf({ head, lots, usages }: State) {
  return {
    totals: head?.totals,
    debt: head?.debt,
    lots: lots.map(({ rowVersion, ...lot }) => lot),
    usages: usages.map(({ rowVersion, seq, slices, ...usage }) => ({
      ...usage,
      slices: slices.map(({ seq, ...slice }) => slice),
    })),
  };
}
