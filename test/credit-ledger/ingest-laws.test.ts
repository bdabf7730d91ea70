import fc from 'fast-check';
import {
  CreditLedger,
  InMemoryCreditLedgerRepository,
  type PullRowInput,
  type UsagePullInput,
} from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import { expectDaysAddUp, units } from './invariants.ts';
import { ACCOUNT, CLOCK, dayText, money, openLedger, orders, stateOf } from './model.ts';
import { faulty, scheduled } from './ports.ts';

const DAYS = 6;
const row = fc.record({
  day: fc.integer({ min: 1, max: DAYS }),
  cents: fc.oneof(fc.constantFrom(500, -500), fc.integer({ min: -900, max: 3000 })),
  device: fc.constantFrom('d1', 'd2', null),
});
const universe = fc.array(row, { minLength: 1, maxLength: 14 });
const pull = fc.record({
  from: fc.integer({ min: 1, max: DAYS }),
  length: fc.integer({ min: 0, max: DAYS }),
  shown: fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }),
  linkReversals: fc.boolean(),
});
type Row = typeof row extends fc.Arbitrary<infer R> ? R : never;
type Pull = typeof pull extends fc.Arbitrary<infer P> ? P : never;

function inputOf(rows: readonly Row[], { from, length, shown, linkReversals }: Pull, hour: number) {
  const to = Math.min(from + length, DAYS);
  const inRange = rows.flatMap(({ day, cents, device }, index): PullRowInput[] => {
    if (day < from || day > to || shown[index] !== true) return [];
    return [
      { id: `r${index}`, at: dayText(day), amount: money(cents), category: 'c', device, account: 'acme' },
    ];
  });
  const pulledAt = `2026-02-01T${String(hour).padStart(2, '0')}:00:00Z`;
  const covered = { from: dayText(from), to: dayText(to) };
  return {
    pulledAt,
    rows: inRange,
    covered,
    allowEmpty: true,
    allowShrink: true,
    linkReversals,
  } satisfies UsagePullInput;
}

/** Rows that the newest pull of each day shows. */
function lastWord(pulls: readonly UsagePullInput[]): PullRowInput[] {
  const newestFirst = [...pulls].sort((a, b) => String(b.pulledAt).localeCompare(String(a.pulledAt)));
  const found: PullRowInput[] = [];
  for (let number = 1; number <= DAYS; number += 1) {
    const day = dayText(number);
    const of = newestFirst.find(
      ({ covered }) => covered !== undefined && covered.from <= day && day <= covered.to,
    );
    found.push(...(of?.rows.filter(({ at }) => at === day) ?? []));
  }
  return found;
}

const live = (usages: Awaited<ReturnType<typeof stateOf>>['usages']) =>
  usages
    .filter(({ origin, state }) => origin === 'usage' && state !== 'withdrawn')
    .map(({ id }) => id.replace(/:\d+$/, ''))
    .sort();

describe('laws of pulls', () => {
  it('law of the last word: pulls in any order end with the rows that the newest pull of each day shows', async () => {
    const arrivals = fc
      .tuple(universe, fc.array(pull, { minLength: 1, maxLength: 6 }))
      .chain(([rows, pulls]) =>
        fc.record({
          rows: fc.constant(rows),
          pulls: fc.constant(pulls.map((one, hour) => inputOf(rows, one, hour))),
          order: fc.shuffledSubarray([...pulls.keys()], { minLength: pulls.length, maxLength: pulls.length }),
        }),
      );
    await fc.assert(
      fc.asyncProperty(arrivals, orders, async ({ pulls, order }, policy) => {
        const repository = new InMemoryCreditLedgerRepository();
        const ledger = await openLedger({ order: policy }, repository);
        await ledger.recordPurchase(ACCOUNT, { id: 'p', at: dayText(1), cash: '40', bonus: '4' });
        await ledger.allocateUsage(ACCOUNT, { id: 'by-hand', at: dayText(2), amount: '1' });
        const done: UsagePullInput[] = [];
        for (const index of order) {
          const input = pulls[index];
          if (input === undefined) continue;
          await ledger.ingestUsagePull(ACCOUNT, input);
          done.push(input);
          const rows = lastWord(done);
          const state = await stateOf(repository);
          expect(live(state.usages)).toEqual(['by-hand', ...rows.map(({ id }) => id)].sort());
          const used = rows.reduce((sum, { amount }) => sum + units(String(amount)), 0n);
          const { net, debt } = await ledger.balance(ACCOUNT);
          expect(units(net)).toBe(units('43') - used);
          expect((await ledger.verify(ACCOUNT)).problems).toEqual([]);
          expectDaysAddUp(await ledger.dailyBalance(ACCOUNT), net, debt);
          for (const { id, firstSeenAt, lastSeenAt } of state.usages) {
            if (firstSeenAt === null || lastSeenAt === null) continue;
            expect(firstSeenAt <= lastSeenAt).toBe(true);
            expect(id).not.toBe('by-hand');
          }
        }
        const before = await stateOf(repository);
        for (const input of done)
          expect(await ledger.ingestUsagePull(ACCOUNT, input)).toMatchObject({ replayed: true });
        expect(await stateOf(repository)).toEqual(before);
      }),
      { numRuns: 120 },
    );
  });

  it('law of the pair: linked or not, the days close the same', async () => {
    await fc.assert(
      fc.asyncProperty(universe, fc.array(pull, { minLength: 1, maxLength: 4 }), async (rows, pulls) => {
        const ledgers = [await openLedger(), await openLedger()];
        for (const [index, ledger] of ledgers.entries()) {
          await ledger.recordPurchase(ACCOUNT, { id: 'p', at: dayText(1), cash: '100' });
          for (const [hour, one] of pulls.entries()) {
            await ledger.ingestUsagePull(ACCOUNT, {
              ...inputOf(rows, one, hour),
              linkReversals: index === 1,
            });
          }
        }
        const [plain, linked] = await Promise.all(
          ledgers.map(async (ledger) => {
            const days = (await ledger.dailyBalance(ACCOUNT)).map(({ date, closing }) => [date, closing]);
            const { net, total, debt } = await ledger.balance(ACCOUNT);
            return { net, total, debt, days };
          }),
        );
        expect(linked).toEqual(plain);
      }),
      { numRuns: 100 },
    );
  });

  it('law of the empty answer: without leave, an empty or shrunken pull erases nothing', async () => {
    await fc.assert(
      fc.asyncProperty(universe, pull, async (rows, second) => {
        const repository = new InMemoryCreditLedgerRepository();
        const ledger = await openLedger({}, repository);
        const all: Pull = { from: 1, length: DAYS, shown: Array(14).fill(true), linkReversals: false };
        await ledger.ingestUsagePull(ACCOUNT, inputOf(rows, all, 1));
        const before = await stateOf(repository);
        const { allowEmpty: _, allowShrink: __, ...strict } = inputOf(rows, second, 2);
        const { covered } = strict;
        const present = rows.filter(
          ({ day }) => covered.from <= dayText(day) && dayText(day) <= covered.to,
        ).length;
        const refused = ledger.ingestUsagePull(ACCOUNT, strict);
        const isSuspicious = strict.rows.length === 0 || strict.rows.length * 2 < present;
        if (!isSuspicious) await refused;
        else {
          await expect(refused).rejects.toMatchObject({ name: 'InvalidInputError', code: 'PULL_SUSPICIOUS' });
          expect(await stateOf(repository)).toEqual(before);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('law of one effect: two workers with the same pulls end as one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), universe, pull, async (scheduler, rows, second) => {
        const all: Pull = { from: 1, length: DAYS, shown: Array(14).fill(true), linkReversals: true };
        const pulls = [inputOf(rows, all, 1), inputOf(rows, second, 2)];
        const work = async (store: InMemoryCreditLedgerRepository, port = scheduled(store, scheduler)) => {
          const ledger = new CreditLedger({
            repository: port,
            clock: CLOCK,
            tries: 50,
            sleep: async () => {},
          });
          await ledger.openAccount({ id: ACCOUNT, currency: 'USD' });
          await ledger.recordPurchase(ACCOUNT, { id: 'p', at: dayText(1), cash: '20' });
          for (const one of pulls) await ledger.ingestUsagePull(ACCOUNT, one);
        };
        const [shared, alone] = [new InMemoryCreditLedgerRepository(), new InMemoryCreditLedgerRepository()];
        await scheduler.waitFor(Promise.all([work(shared), work(shared)]));
        await work(alone, alone);
        expect(await stateOf(shared)).toEqual(await stateOf(alone));
      }),
      { numRuns: 30 },
    );
  });

  it('law of the fault: a fault before or after any call, and a retry, lose and double nothing', async () => {
    const rows: Row[] = [
      { day: 1, cents: 500, device: 'd1' },
      { day: 2, cents: 1500, device: 'd2' },
      { day: 3, cents: -500, device: 'd1' },
      { day: 4, cents: 700, device: null },
    ];
    const showing = (...ids: number[]): Pull => {
      return {
        from: 1,
        length: DAYS,
        shown: rows.map((_, index) => ids.includes(index)),
        linkReversals: true,
      };
    };
    const run = async (failing: number, when: 'before' | 'after') => {
      const store = new InMemoryCreditLedgerRepository();
      const ledger = new CreditLedger({ repository: faulty(store, failing, when), clock: CLOCK });
      const steps: (() => Promise<unknown>)[] = [
        () => ledger.openAccount({ id: ACCOUNT, currency: 'USD' }),
        () => ledger.recordPurchase(ACCOUNT, { id: 'p', at: dayText(1), cash: '20' }),
        ...[
          [0, 1],
          [0, 1, 2],
          [1, 2, 3],
          [0, 3],
          [0, 1, 2],
        ].map((ids, hour) => () => ledger.ingestUsagePull(ACCOUNT, inputOf(rows, showing(...ids), hour))),
      ];
      let failures = 0;
      for (const step of steps) {
        await step().catch(() => {
          failures += 1;
          return step();
        });
      }
      return { state: await stateOf(store), failures };
    };
    const { state: expected } = await run(0, 'before');
    let call = 1;
    for (; ; call += 1) {
      const before = await run(call, 'before');
      expect(before.state).toEqual(expected);
      expect((await run(call, 'after')).state).toEqual(expected);
      if (before.failures === 0) break;
    }
    expect(call).toBeGreaterThan(30);
    expect(expected.head?.version).toBe(7);
  });
});
