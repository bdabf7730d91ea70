import fc from 'fast-check';
import type { Balance, DailyBalance, LedgerEntry } from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import { hour, recordedAt, SPAN, type Story, stories, Tale, told } from './full-model.ts';
import { expectDaysAddUp, units } from './invariants.ts';
import { ACCOUNT } from './model.ts';

const RUNS = { numRuns: 120 };
const instants = fc.integer({ min: -48, max: SPAN * 2 + 100 });

/** What an entry does to the credit of its kind and to the debt, written down a second time. */
const EFFECTS: Readonly<Record<string, readonly [credit: bigint, debt: bigint]>> = {
  'lot.created': [1n, 0n],
  'usage.allocated': [-1n, 0n],
  'usage.shortfall': [0n, 1n],
  'shortfall.settled': [-1n, -1n],
  'lot.refunded': [-1n, 0n],
  'lot.voided': [-1n, 0n],
  'lot.expired': [-1n, 0n],
};

/** Purchased, bonus, adjustment, held and debt of the entries up to an instant. */
function folded(entries: readonly LedgerEntry[], at: string) {
  const sum: Record<string, bigint> = { purchased: 0n, bonus: 0n, adjustment: 0n, held: 0n, debt: 0n };
  const add = (name: string, amount: bigint): void => {
    sum[name] = (sum[name] ?? 0n) + amount;
  };
  for (const entry of entries.filter(({ effectiveAt }) => effectiveAt <= at)) {
    const amount = units(entry.amount) * (entry.reversesSeq === null ? 1n : -1n);
    const [credit, debt] =
      entry.type === 'usage.reversed'
        ? [entry.lotId === null ? 0n : 1n, entry.lotId === null ? -1n : 0n]
        : (EFFECTS[entry.type] ?? [0n, 0n]);
    if (entry.kind !== null) add(entry.kind, credit * amount);
    add('debt', debt * amount);
    if (entry.type === 'hold.placed') add('held', amount);
    if (entry.type === 'hold.posted' || entry.type === 'hold.released') add('held', -amount);
  }
  for (const kind of ['purchased', 'bonus', 'adjustment']) {
    const credit = sum[kind] ?? 0n;
    if (credit >= 0n) continue;
    add('debt', -credit);
    sum[kind] = 0n;
  }
  return sum;
}

function figuresOf({ purchased, bonus, adjustment, held, debt }: Balance) {
  return {
    purchased: units(purchased),
    bonus: units(bonus),
    adjustment: units(adjustment),
    held: units(held),
    debt: units(debt),
  };
}

/** A balance without the state of the account that it was read from. */
function withoutVersion({ version: _, ...balance }: Balance) {
  return balance;
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

async function journalOf({ repository }: Tale): Promise<readonly LedgerEntry[]> {
  return repository.entries(ACCOUNT, { limit: 100_000 });
}

describe('laws of reading', () => {
  it('law of the instant: a balance by periods is the fold of the entries up to that instant', async () => {
    await fc.assert(
      fc.asyncProperty(
        stories,
        fc.array(instants, { minLength: 1, maxLength: 5 }),
        async (story, moments) => {
          const tale = await told(story);
          // With every expiry and time-out booked, the entries tell all.
          await tale.ledger.expire(ACCOUNT, '2028-01-01');
          const entries = await journalOf(tale);
          for (const at of moments.map(hour)) {
            const balance = await tale.ledger.balance(ACCOUNT, { asOf: at });
            expect(balance.asOf).toBe(at);
            expect(figuresOf(balance)).toEqual(folded(entries, at));
            expect(units(balance.net)).toBe(units(balance.total) - units(balance.debt));
          }
        },
      ),
      RUNS,
    );
  });

  it('law of the lazy clock: whether expiries and time-outs are booked changes no answer', async () => {
    await fc.assert(
      fc.asyncProperty(stories, instants, async (story, moment) => {
        const [lazy, booked] = [await told(story), await told(story)];
        const at = hour(moment);
        await booked.ledger.expire(ACCOUNT, at);
        for (const asOf of [at, hour(moment + 700)]) {
          const [a, b] = [
            await lazy.ledger.balance(ACCOUNT, { asOf }),
            await booked.ledger.balance(ACCOUNT, { asOf }),
          ];
          expect(withoutVersion(a)).toEqual(withoutVersion(b));
        }
        const span = { from: '2025-12-30', to: '2026-08-01' };
        expect(await lazy.ledger.dailyBalance(ACCOUNT, span)).toEqual(
          await booked.ledger.dailyBalance(ACCOUNT, span),
        );
        const later = { asOf: hour(SPAN * 3) };
        const viewsOf = async ({ ledger }: Tale) =>
          (await ledger.lots(ACCOUNT, later)).items.map(({ rowVersion: _, ...lot }) => lot);
        expect(await viewsOf(lazy)).toEqual(await viewsOf(booked));
        const signalsOf = async ({ ledger }: Tale) => {
          const { runway, ...signals } = await ledger.signals(ACCOUNT, { asOf: at });
          return { ...signals, runway };
        };
        expect(await signalsOf(lazy)).toEqual(await signalsOf(booked));
      }),
      RUNS,
    );
  });

  it('law of hindsight: as known at the time of a command, the balance is what it was then', async () => {
    await fc.assert(
      fc.asyncProperty(stories, instants, async ({ steps: all, order }, moment) => {
        // What a released hold would have settled is not worked out for a past state of the books.
        const steps = all.map((step) => (step.do === 'hold' ? { ...step, lasts: 0 } : step));
        const tale = await Tale.begin(order);
        const asOf = hour(moment);
        const seen: { readonly latest: Balance; readonly past: Balance }[] = [];
        for (const [index, step] of steps.entries()) {
          await tale.tell(step, index);
          const latest = await tale.ledger.balance(ACCOUNT);
          seen.push({ latest, past: await tale.ledger.balance(ACCOUNT, { asOf }) });
        }
        for (const [index, { latest, past }] of seen.entries()) {
          const knownAt = recordedAt(index);
          expect(withoutVersion(await tale.ledger.balance(ACCOUNT, { knownAt }))).toEqual(
            withoutVersion(latest),
          );
          expect(withoutVersion(await tale.ledger.balance(ACCOUNT, { knownAt, asOf }))).toEqual(
            withoutVersion(past),
          );
        }
      }),
      RUNS,
    );
  });

  it('law of days: days add up, follow each other, end at the net balance, and stream as they are listed', async () => {
    await fc.assert(
      fc.asyncProperty(stories, fc.nat(80), async (story: Story, middle) => {
        const { ledger } = await told(story, 'America/New_York');
        const days = await ledger.dailyBalance(ACCOUNT);
        const { net, debt } = await ledger.balance(ACCOUNT);
        expectDaysAddUp(days, net, debt);
        expect(await all(ledger.iterateDailyBalance(ACCOUNT))).toEqual(days);
        const from = days[middle % Math.max(days.length, 1)]?.date;
        if (from === undefined) return;
        const rest: DailyBalance[] = days.filter(({ date }) => date >= from);
        expect(await all(ledger.iterateDailyBalance(ACCOUNT, { from }))).toEqual(rest);
      }),
      RUNS,
    );
  });
});
