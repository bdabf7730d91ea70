import fc from 'fast-check';
import {
  type CreditLedger,
  InMemoryCreditLedgerRepository,
  type OrderPolicy,
  type OverdrawMode,
} from 'reseller-sdk/credit-ledger';
import { ACCOUNT, openLedger, stateOf } from './model.ts';

/** Something that happened. Amounts are whole units, `day` is the day of 2026-01 on which it takes effect. */
export type Fact =
  | {
      readonly do: 'buy';
      readonly day: number;
      readonly cash: number;
      readonly bonus: number;
      readonly lasts: number | null;
      readonly scope: string | null;
      readonly priority: number;
      readonly refund: { readonly after: number; readonly cash: number; readonly bonus: number } | null;
      readonly voided: { readonly after: number } | null;
      /** Days by which it lasts longer than was first said; 0: for ever. */
      readonly extended: number | null;
    }
  | {
      readonly do: 'use';
      readonly day: number;
      readonly amount: number;
      readonly scope: string | null;
      readonly reversals: readonly { readonly after: number; readonly amount: number | null }[];
      readonly withdrawn: { readonly after: number } | null;
    }
  | { readonly do: 'adjust'; readonly day: number; readonly amount: number }
  | {
      readonly do: 'hold';
      readonly day: number;
      readonly amount: number;
      readonly end: 'post' | 'void' | 'timeout' | 'stay';
      readonly lasts: number;
      readonly posted: number;
    };

/** One command: when it takes effect, what must have arrived before it, what it does. */
export interface Step {
  readonly id: string;
  readonly at: string;
  /** Place among what happens at one instant (contract 15.7). */
  readonly rank: 0 | 1 | 2 | 3;
  /** Step that must come first; with `follows`, at once. */
  readonly needs: string | null;
  readonly follows: boolean;
  readonly run: (ledger: CreditLedger) => Promise<unknown>;
}

const day = fc.integer({ min: 2, max: 12 });
const scope = fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, fc.constantFrom<string | null>('a', 'b'));
const after = fc.integer({ min: 0, max: 6 });

function rarely<Value>(value: fc.Arbitrary<Value>, isOn: boolean): fc.Arbitrary<Value | null> {
  const never = fc.constant(null);
  return isOn ? fc.oneof({ weight: 3, arbitrary: never }, value) : never;
}

/** What a history may contain beyond purchases, usage of both signs and corrections. */
export interface Ingredients {
  readonly expiry?: boolean;
  readonly extensions?: boolean;
  readonly reversals?: boolean;
  readonly refunds?: boolean;
  readonly voids?: boolean;
  readonly holds?: boolean;
  readonly openHolds?: boolean;
}

/** Random facts, in the order of arrival that the shuffle gives them. */
export function factsOf(has: Ingredients): fc.Arbitrary<Fact[]> {
  const purchase = fc.record({
    do: fc.constant('buy' as const),
    day,
    cash: fc.integer({ min: 0, max: 50 }),
    bonus: fc.integer({ min: 0, max: 20 }),
    lasts: rarely(fc.integer({ min: 1, max: 9 }), has.expiry ?? false),
    scope,
    priority: fc.constantFrom(0, 0, 0, 1, -1),
    refund: rarely(
      fc.record({ after, cash: fc.integer({ min: 1, max: 40 }), bonus: fc.integer({ min: 0, max: 20 }) }),
      has.refunds ?? false,
    ),
    voided: rarely(fc.record({ after }), has.voids ?? false),
    extended: rarely(fc.integer({ min: 0, max: 9 }), has.extensions ?? false),
  });
  const buy = purchase.filter(({ cash, bonus }) => cash + bonus > 0);
  const reversal = fc.record({ after, amount: fc.option(fc.integer({ min: 1, max: 30 })) });
  const use = fc.record({
    do: fc.constant('use' as const),
    day,
    amount: fc.integer({ min: -15, max: 60 }),
    scope,
    reversals: has.reversals
      ? fc.oneof(fc.constant([]), fc.array(reversal, { maxLength: 2 }))
      : fc.constant([]),
    withdrawn: rarely(fc.record({ after }), has.reversals ?? false),
  });
  const adjust = fc.record({
    do: fc.constant('adjust' as const),
    day,
    amount: fc.integer({ min: -20, max: 20 }).filter((amount) => amount !== 0),
  });
  const hold = fc.record({
    do: fc.constant('hold' as const),
    day,
    amount: fc.integer({ min: 1, max: 30 }),
    end: fc.constantFrom<'post' | 'void' | 'timeout' | 'stay'>(
      ...(['post', 'void', 'timeout'] as const),
      ...(has.openHolds ? (['stay'] as const) : []),
    ),
    lasts: fc.integer({ min: 1, max: 6 }),
    posted: fc.integer({ min: 1, max: 30 }),
  });
  const parts: fc.WeightedArbitrary<Fact>[] = [
    { weight: 4, arbitrary: buy },
    { weight: 6, arbitrary: use },
    { weight: 1, arbitrary: adjust },
  ];
  if (has.holds) parts.push({ weight: 2, arbitrary: hold });
  return fc.array(fc.oneof(...parts), { minLength: 2, maxLength: 14 });
}

export const orders = fc.constantFrom<OrderPolicy>(
  'oldest-first',
  'purchased-first',
  'expiring-first',
  'bonus-first',
);
/** Where credit may lie beside a debt, every release of a hold settles debts, also of one that was never used. */
export function modesFor({ holds = false }: Ingredients): fc.Arbitrary<OverdrawMode> {
  return holds ? fc.constant('shortfall') : fc.constantFrom('shortfall', 'shortfall', 'allow');
}

/** The start of a day of the year 2026, some hours later if asked for. */
export function instant(number: number, hours = 0): string {
  return new Date(Date.UTC(2026, 0, number, hours)).toISOString();
}

/**
 * The commands of a history, in the order in which the facts are listed. An extension has no time of its own: with
 * `isExtended`, purchases have their last terms from the beginning instead.
 */
export function stepsOf(facts: readonly Fact[], isExtended = false): Step[] {
  return facts.flatMap((fact, index) => {
    const id = `f${index}`;
    if (fact.do === 'buy') return stepsOfPurchase(id, fact, isExtended);
    if (fact.do === 'use') return stepsOfUsage(id, fact);
    if (fact.do === 'hold') return stepsOfHold(id, fact);
    const { amount } = fact;
    const at = instant(fact.day);
    return [
      step(id, at, amount > 0 ? 0 : 3, (ledger) =>
        ledger.adjust(ACCOUNT, { id, at, amount, reason: 'random' }),
      ),
    ];
  });
}

function step(
  id: string,
  at: string,
  rank: Step['rank'],
  run: Step['run'],
  needs: string | null = null,
  follows = false,
): Step {
  return { id, at, rank, needs, follows, run };
}

function stepsOfPurchase(id: string, fact: Extract<Fact, { do: 'buy' }>, isExtended: boolean): Step[] {
  const { cash, bonus, lasts, scope, priority, refund, voided, extended } = fact;
  const at = instant(fact.day);
  const first = lasts === null ? null : instant(fact.day + lasts, 1);
  const isForEver = lasts === null || extended === 0;
  const last = isForEver ? null : instant(fact.day + lasts + (extended ?? 0), 1);
  const until = isExtended ? last : first;
  const steps = [
    step(id, at, 0, (ledger) =>
      ledger.recordPurchase(ACCOUNT, {
        ...{ id, at, cash, bonus, priority },
        ...(until !== null && { expiresAt: until }),
        ...(scope === null ? {} : { scope: [scope] }),
      }),
    ),
  ];
  if (refund !== null && cash > 0) {
    const when = instant(fact.day + refund.after);
    const figures = { cash: Math.min(refund.cash, cash), bonus: Math.min(refund.bonus, bonus) };
    steps.push(
      step(
        `${id}-refund`,
        when,
        2,
        (ledger) => ledger.refundPurchase(ACCOUNT, id, { id: `${id}-refund`, at: when, ...figures }),
        id,
      ),
    );
  }
  if (until !== last) {
    const ids = [...(cash > 0 ? [`${id}:p`] : []), ...(bonus > 0 ? [`${id}:b`] : [])];
    for (const lotId of ids) {
      const input = { id: `${lotId}-extension`, expiresAt: last, reason: 'random' };
      steps.push(step(input.id, at, 0, (ledger) => ledger.extendLot(ACCOUNT, lotId, input), id));
    }
  }
  if (voided !== null && bonus > 0) {
    const when = instant(fact.day + voided.after);
    const input = { id: `${id}-void`, at: when, reason: 'random' };
    // A void lot cannot be extended any more.
    const needs = steps.findLast(({ id: other }) => other.endsWith('-extension'))?.id ?? id;
    steps.push(step(`${id}-void`, when, 2, (ledger) => ledger.voidLot(ACCOUNT, `${id}:b`, input), needs));
  }
  return steps;
}

function stepsOfUsage(id: string, fact: Extract<Fact, { do: 'use' }>): Step[] {
  const { amount, scope, reversals, withdrawn } = fact;
  const at = instant(fact.day);
  const run: Step['run'] = (ledger) => ledger.allocateUsage(ACCOUNT, { id, at, amount, scope });
  const steps = [step(id, at, amount < 0 ? 0 : 3, run)];
  if (amount === 0) return steps;
  let left = amount;
  for (const [index, reversal] of reversals.entries()) {
    const part = Math.min(left, reversal.amount ?? left);
    if (part <= 0) continue;
    left -= part;
    const when = instant(fact.day + reversal.after);
    const input = { id: `${id}-r${index}`, at: when, amount: part };
    const isAtOnce = reversal.after === 0;
    steps.push(step(input.id, when, 1, (ledger) => ledger.reverseUsage(ACCOUNT, id, input), id, isAtOnce));
  }
  if (withdrawn !== null) {
    const when = instant(fact.day + withdrawn.after);
    const isAtOnce = withdrawn.after === 0 && amount > 0;
    const last = steps.at(-1)?.id ?? id;
    const run: Step['run'] = (ledger) => ledger.withdrawUsage(ACCOUNT, id, { at: when });
    // A withdrawal takes what is left, so it must arrive, and take effect, after the other parts.
    const isLast = reversals.length < 2 && reversals.every(({ after }) => after <= withdrawn.after);
    if (isLast) steps.push(step(`${id}-w`, when, amount < 0 ? 2 : 1, run, last, isAtOnce));
  }
  return steps;
}

function stepsOfHold(id: string, fact: Extract<Fact, { do: 'hold' }>): Step[] {
  const { amount, end, lasts, posted } = fact;
  const at = instant(fact.day);
  // No other event falls on the half day, so that a release has its place in time for itself.
  const expiresAt = end === 'timeout' ? instant(fact.day + lasts, 12) : null;
  const steps = [step(id, at, 3, (ledger) => ledger.hold(ACCOUNT, { id, at, amount, expiresAt }))];
  if (end === 'post') {
    const input = { at, amount: Math.min(posted, amount) };
    steps.push(step(`${id}-post`, at, 3, (ledger) => ledger.postHold(ACCOUNT, id, input), id, true));
  }
  if (end === 'void')
    steps.push(step(`${id}-void`, at, 3, (ledger) => ledger.voidHold(ACCOUNT, id), id, true));
  return steps;
}

/** Steps by the given keys, but none before what it needs. */
export function arrivalOf(steps: readonly Step[], keys: readonly number[]): Step[] {
  const order = steps.map((item, index) => ({ item, key: keys[index % keys.length] ?? 0 }));
  const waiting = order.sort((a, b) => a.key - b.key).map(({ item }) => item);
  const arrived: Step[] = [];
  const done = new Set<string>();
  while (waiting.length > 0) {
    const index = waiting.findIndex(({ needs }) => needs === null || done.has(needs));
    const [next] = waiting.splice(index, 1);
    if (next === undefined) break;
    arrived.push(next);
    done.add(next.id);
  }
  return arrived;
}

/** The same steps in the order of contract 15.7; what follows something comes right behind it. */
export function effectiveOrderOf(arrival: readonly Step[]): Step[] {
  const placed = arrival.filter(({ follows }) => !follows);
  placed.sort((a, b) => (a.at === b.at ? a.rank - b.rank : a.at < b.at ? -1 : 1));
  return placed.flatMap((item) => withFollowers(item, arrival));
}

function withFollowers(item: Step, arrival: readonly Step[]): Step[] {
  const followers = arrival.filter(({ follows, needs }) => follows && needs === item.id);
  return [item, ...followers.flatMap((follower) => withFollowers(follower, arrival))];
}

export interface Told {
  readonly ledger: CreditLedger;
  readonly repository: InMemoryCreditLedgerRepository;
  /** Ids of the steps for which there was not enough credit. */
  readonly refused: ReadonlySet<string>;
}

/** A ledger on which the steps were carried out. */
export async function tell(
  steps: readonly Step[],
  rules: { readonly order: OrderPolicy; readonly overdraw: OverdrawMode },
  afterEach: (ledger: CreditLedger) => Promise<void> = async () => {},
): Promise<Told> {
  const repository = new InMemoryCreditLedgerRepository();
  const ledger = await openLedger(rules, repository);
  const refused = new Set<string>();
  for (const { id, needs, run } of steps) {
    if (needs !== null && refused.has(needs)) refused.add(id);
    else
      await run(ledger).catch((error: unknown) => {
        if (!(error instanceof Error && 'code' in error && error.code === 'INSUFFICIENT_CREDIT')) throw error;
        refused.add(id);
      });
    await afterEach(ledger);
  }
  return { ledger, repository, refused };
}

/** Books the time-outs that are due by then. */
export async function bookTimeouts({ ledger }: Told): Promise<void> {
  await ledger.allocateUsage(ACCOUNT, { id: 'last', at: instant(60), amount: 0 });
}

/** What does not depend on the order of arrival, once effective order was restored. */
export async function outcomeOf({ ledger, repository }: Told) {
  // Whether expiry is booked already makes no difference; here it must not look like one either.
  await ledger.expire(ACCOUNT, instant(61));
  const { head, lots, usages, debts } = await stateOf(repository);
  const { purchased, bonus, adjustment, debt, net, held } = await ledger.balance(ACCOUNT);
  return {
    balance: { purchased, bonus, adjustment, debt, net, held },
    totals: head?.totals,
    lots: Object.fromEntries(
      lots.map((lot) => {
        const { remaining, held, consumed, refunded, voided, expired, refundDebited, voidedAt } = lot;
        return [lot.id, { remaining, held, consumed, refunded, voided, expired, refundDebited, voidedAt }];
      }),
    ),
    usages: Object.fromEntries(
      usages
        .filter(({ amount }) => amount !== '0')
        .map(({ id, amount, slices, shortfall, reversed, state }) => {
          const parts = slices.map(({ seq: _, ...slice }) => slice);
          return [id, { amount, slices: parts, shortfall, reversed, state }];
        }),
    ),
    debts: debts.map(({ id }) => id).sort(),
    days: await ledger.dailyBalance(ACCOUNT),
  };
}
