import fc from 'fast-check';
import type { CreditLedger, RebuildInput, RebuildStand } from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, dayText, overdrafts, stateOf } from './model.ts';
import {
  arrivalOf,
  bookTimeouts,
  effectiveOrderOf,
  type Fact,
  factsOf,
  type Ingredients,
  instant,
  modesFor,
  orders,
  outcomeOf,
  stepsOf,
  tell,
} from './rebuild-model.ts';

const keys = fc.array(fc.nat(1000), { minLength: 40, maxLength: 40 });
const starts = fc.oneof(
  fc.constant<RebuildInput>({}),
  fc.integer({ min: 2, max: 14 }).map((day): RebuildInput => ({ from: dayText(day) })),
);
const RUNS = { numRuns: 40 };
const ALL: Ingredients = {
  expiry: true,
  extensions: true,
  reversals: true,
  refunds: true,
  voids: true,
  holds: true,
};

const LAWS: readonly [name: string, has: Ingredients][] = [
  ['purchases, usage and corrections', {}],
  ['expiry', { expiry: true }],
  ['extensions', { expiry: true, extensions: true }],
  ['reversals', { reversals: true }],
  ['refunds and voids', { refunds: true, voids: true }],
  ['holds', { holds: true }],
  ['everything', ALL],
];

describe('laws of rebuild', { timeout: 600_000 }, () => {
  it.each(LAWS)(
    'law of effective order: with %s, a rebuilt history is one that arrived in order',
    async (_, has) => {
      await fc.assert(
        fc.asyncProperty(
          factsOf(has),
          keys,
          orders,
          modesFor(has),
          async (facts, order, policy, overdraw) => {
            const rules = { order: policy, overdraw };
            const arrival = arrivalOf(stepsOf(facts), order);
            const shuffled = await tell(arrival, rules);
            const inOrder = new Map(stepsOf(facts, true).map((step) => [step.id, step]));
            const accepted = arrival.filter(({ id }) => !shuffled.refused.has(id));
            const final = accepted.flatMap(({ id }) => inOrder.get(id) ?? []);
            const sorted = await tell(effectiveOrderOf(final), rules);
            fc.pre(sorted.refused.size === 0);
            await bookTimeouts(shuffled);
            await bookTimeouts(sorted);
            if (policy === 'oldest-first') await shuffled.ledger.expire(ACCOUNT, instant(10));
            await shuffled.ledger.rebuild(ACCOUNT);
            expect(await outcomeOf(shuffled)).toEqual(await outcomeOf(sorted));
          },
        ),
        RUNS,
      );
    },
  );

  const EVERYTHING = { ...ALL, openHolds: true };

  it('law of conservation: a rebuild never changes net + expired + voided, and the books verify', async () => {
    await fc.assert(
      fc.asyncProperty(
        factsOf(EVERYTHING).map(withoutWithdrawnCredit),
        keys,
        orders,
        overdrafts,
        starts,
        async (facts, order, policy, overdraw, from) => {
          const rules = { order: policy, overdraw };
          const told = await tell(arrivalOf(stepsOf(facts), order), rules, expectVerified);
          const { before, after } = await told.ledger.rebuild(ACCOUNT, from);
          expect(wholeOf(after)).toBe(wholeOf(before));
          await expectVerified(told.ledger);
        },
      ),
      RUNS,
    );
  });

  it('law of rest: a second rebuild finds nothing to do, and a dry run says before what the first one does', async () => {
    await fc.assert(
      fc.asyncProperty(
        factsOf(EVERYTHING),
        keys,
        orders,
        overdrafts,
        starts,
        async (facts, order, policy, overdraw, from) => {
          const { ledger, repository } = await tell(arrivalOf(stepsOf(facts), order), {
            order: policy,
            overdraw,
          });
          const untouched = await stateOf(repository);
          const { dryRun: _, ...planned } = await ledger.rebuild(ACCOUNT, { ...from, dryRun: true });
          expect(await stateOf(repository)).toEqual(untouched);
          const { dryRun: __, ...done } = await ledger.rebuild(ACCOUNT, from);
          expect(done).toEqual(planned);
          const rebuilt = await stateOf(repository);
          const again = await ledger.rebuild(ACCOUNT, from);
          expect(again).toMatchObject({ changedUsages: 0, changedLots: 0, entries: 0 });
          expect(again.generation).toBe(done.generation);
          const { head: __head, ...rows } = await stateOf(repository);
          const { head: ___head, ...same } = rebuilt;
          expect(rows).toEqual(same);
        },
      ),
      RUNS,
    );
  });

  it('law of order: what arrived in effective order is not changed', async () => {
    await fc.assert(
      fc.asyncProperty(factsOf(ALL), orders, starts, async (facts, policy, from) => {
        const arrival = arrivalOf(stepsOf(facts, true), [0]);
        const rules = { order: policy, overdraw: 'shortfall' } as const;
        const told = await tell(effectiveOrderOf(arrival), rules);
        fc.pre(told.refused.size === 0);
        await bookTimeouts(told);
        const { ledger } = told;
        expect(await ledger.rebuild(ACCOUNT, from)).toMatchObject({
          changedUsages: 0,
          changedLots: 0,
          entries: 0,
        });
      }),
      RUNS,
    );
  });

  it('law of the window: usage from before it keeps its slices, and no day before it changes', async () => {
    await fc.assert(
      fc.asyncProperty(
        factsOf(ALL),
        keys,
        orders,
        fc.integer({ min: 3, max: 12 }),
        async (facts, order, policy, day) => {
          const rules = { order: policy, overdraw: 'shortfall' } as const;
          const { ledger, repository } = await tell(arrivalOf(stepsOf(facts), order), rules);
          const before = await stateOf(repository);
          const days = await ledger.dailyBalance(ACCOUNT, { to: dayText(day - 1) }).catch(ofEmptySpan);
          await ledger.rebuild(ACCOUNT, { from: dayText(day) });
          const usages = new Map((await stateOf(repository)).usages.map((usage) => [usage.id, usage]));
          for (const { id, occurredAt, slices } of before.usages) {
            if (occurredAt >= dayText(day)) continue;
            expect(usages.get(id)?.slices.slice(0, slices.length)).toEqual(slices);
          }
          const closings = days.map(({ date, closing }) => [date, closing]);
          const now = await ledger.dailyBalance(ACCOUNT, { to: dayText(day - 1) }).catch(ofEmptySpan);
          expect(now.map(({ date, closing }) => [date, closing])).toEqual(closings);
        },
      ),
      RUNS,
    );
  });
});

/** Of withdrawn credit, a part is voided and a part is a debit: which part is which depends on the order. */
function withoutWithdrawnCredit(facts: readonly Fact[]): Fact[] {
  return facts.map((fact) => (fact.do === 'use' && fact.amount < 0 ? { ...fact, withdrawn: null } : fact));
}

async function expectVerified(ledger: CreditLedger): Promise<void> {
  expect((await ledger.verify(ACCOUNT)).problems).toEqual([]);
}

function wholeOf({ net, expired, voided }: RebuildStand): number {
  return Number(net) + Number(expired) + Number(voided);
}

/** A span of days may end before the ledger begins. */
function ofEmptySpan(error: unknown): [] {
  if (error instanceof Error && 'code' in error && error.code === 'INVALID_INPUT') return [];
  throw error;
}
