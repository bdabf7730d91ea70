import fc from 'fast-check';
import type { CreditLedger, RebuildInput, RebuildStand } from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import { hour, recordedAt, SPAN, type Step, step, Tale } from './full-model.ts';
import { ACCOUNT, money, orders, overdrafts, stateOf } from './model.ts';

const RUNS = { numRuns: 60 };
const starts = fc.oneof(
  fc.constant<RebuildInput>({}),
  fc.integer({ min: 0, max: SPAN }).map((at): RebuildInput => ({ from: hour(at) })),
);

/** What `Tale` does not tell: pulls with linked reversals, an opening, lots with terms, expiry, rows that come back. */
interface Extra {
  readonly do:
    | 'pull'
    | 'open'
    | 'pack'
    | 'tagged'
    | 'expire'
    | 'again'
    | 'zero'
    | 'batch'
    | 'extend'
    | 'rebuild';
  readonly at: number;
  readonly lasts: number;
  readonly cents: number;
  readonly pick: number;
  readonly shown: readonly number[];
}

const at = fc.integer({ min: 0, max: SPAN });
const extra: fc.Arbitrary<Extra> = fc.record({
  do: fc.constantFrom<Extra['do']>(
    'pull',
    'pull',
    'pull',
    'open',
    'pack',
    'pack',
    'tagged',
    'tagged',
    'expire',
    'again',
    'zero',
    'batch',
    'extend',
    'rebuild',
  ),
  at,
  lasts: fc.integer({ min: 0, max: SPAN }),
  cents: fc.integer({ min: 1, max: 4000 }),
  pick: fc.nat(20),
  shown: fc.subarray([...Array(10).keys()]),
});
type Doing = { readonly step: Step } | { readonly extra: Extra };
const doings = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: step.map((one): Doing => ({ step: one })) },
    { weight: 2, arbitrary: extra.map((one): Doing => ({ extra: one })) },
  ),
  { minLength: 2, maxLength: 30 },
);

const TAGS = [null, 'a', 'b'];

async function tellExtra(ledger: CreditLedger, one: Extra, index: number): Promise<unknown> {
  const { pick, cents, lasts } = one;
  const at = hour(one.at);
  const id = `x${index}`;
  const amount = money(cents);
  const tag = TAGS[pick % 3] ?? null;
  switch (one.do) {
    case 'pull': {
      const rows = one.shown.map((row) => ({
        id: `row${row}`,
        at: hour((row >> 1) * 24 * 7 + (row % 2) * 5),
        amount: row % 2 === 0 ? money(900 + row) : money(900 + row - 1).replace(/^/, '-'),
        ...{ category: 'device', device: `d${row >> 1}`, occurrence: 1 },
      }));
      const pulledAt = new Date(Date.UTC(2026, 6, 1) + pick * 3_600_000 + index).toISOString();
      const covered = { from: '2026-01-01', to: '2026-03-31' };
      const flags = { allowEmpty: true, allowShrink: true, linkReversals: true };
      return ledger.ingestUsagePull(ACCOUNT, { pulledAt, rows, covered, ...flags });
    }
    case 'open':
      return ledger.openBalance(ACCOUNT, { at: hour(one.at >> 3), purchased: amount, bonus: money(pick) });
    case 'pack':
      return ledger.recordPurchase(ACCOUNT, {
        ...{ id, at, cash: amount, bonus: money(pick * 30), priority: (pick % 4) - 1 },
        ...(tag !== null && { scope: pick % 2 === 0 ? [tag] : ['a', 'b'] }),
        ...(lasts > 0 && pick % 5 < 3 && { expiresAt: hour(one.at + lasts) }),
      });
    case 'tagged':
      return ledger.allocateUsage(ACCOUNT, { id, at, amount, scope: tag });
    case 'expire':
      return ledger.expire(ACCOUNT, at);
    case 'again':
      return ledger
        .allocateUsage(ACCOUNT, { id: `again${pick % 3}`, at: hour(pick * 50), amount: money(100 + pick) })
        .then(() =>
          cents % 2 === 0 ? ledger.withdrawUsage(ACCOUNT, `again${pick % 3}`, { at }) : undefined,
        );
    case 'zero':
      return ledger.allocateUsage(ACCOUNT, { id, at, amount: '0' });
    case 'batch':
      return ledger.allocateMany(
        ACCOUNT,
        one.shown.map((row) => ({
          id: `${id}-${row}`,
          at: hour((one.at + row * 97) % SPAN),
          amount: money((cents * (row - 2)) % 2000),
        })),
      );
    case 'extend':
      return ledger.extendLot(ACCOUNT, `c${pick}:${cents % 2 === 0 ? 'p' : 'b'}`, {
        id,
        expiresAt: hour(one.at + lasts),
        reason: 'random',
      });
    case 'rebuild':
      return ledger.rebuild(ACCOUNT, pick % 2 === 0 ? {} : { from: at });
  }
}

async function tellAny(tale: Tale, doing: Doing, index: number): Promise<void> {
  if ('step' in doing) return tale.tell(doing.step, index);
  tale.note(index);
  await tellExtra(tale.ledger, doing.extra, index).catch((error: unknown) => {
    if (doing.extra.do === 'rebuild' || !(error instanceof Error && 'code' in error)) throw error;
  });
}

describe('laws of rebuild in any history', { timeout: 600_000 }, () => {
  it('law of soundness: it never fails, moves nothing but what the contract lets it move, and the books verify', async () => {
    await fc.assert(
      fc.asyncProperty(doings, orders, overdrafts, starts, async (history, order, overdraw, from) => {
        const tale = await Tale.begin(order, 'UTC', overdraw);
        for (const [index, doing] of history.entries()) await tellAny(tale, doing, index);
        const { ledger, repository } = tale;
        // Books time-outs that are due: what releases settle stands in the journal from then on only.
        await ledger.allocateUsage(ACCOUNT, { id: 'last', at: hour(3 * SPAN), amount: 0 });
        await expectVerified(ledger);
        const told = history.length - 1;
        const [known, days, rows] = [
          await asKnown(ledger, told),
          await daysOf(ledger),
          await stateOf(repository),
        ];
        tale.note(history.length);
        const { before, after, entries } = await ledger.rebuild(ACCOUNT, from);
        await expectVerified(ledger);
        const [owed, owes] = [debitsOf(rows), debitsOf(await stateOf(repository))];
        expect(wholeOf(after) + owes).toBe(wholeOf(before) + owed);
        expect(await asKnown(ledger, told)).toEqual(known);
        const now = await daysOf(ledger);
        expect(now.map(factsOf)).toEqual(days.map(factsOf));
        if (isLasting(days) && isLasting(now)) expect(now.map(closingOf)).toEqual(days.map(closingOf));
        expect(seenIn(await stateOf(repository))).toEqual(seenIn(rows));
        for (const { id } of rows.usages) await ledger.explain(ACCOUNT, { usage: id });
        const again = await ledger.rebuild(ACCOUNT, from);
        expect(again).toMatchObject({ changedUsages: 0, changedLots: 0, entries: 0 });
        expect(again.generation).toBe((rows.head?.generation ?? 0) + (entries > 0 ? 1 : 0));
      }),
      RUNS,
    );
  });

  it('law of going on: whatever happens after a rebuild, the books verify and can be rebuilt again', async () => {
    await fc.assert(
      fc.asyncProperty(
        doings,
        doings,
        orders,
        overdrafts,
        starts,
        async (history, more, order, overdraw, from) => {
          const tale = await Tale.begin(order, 'UTC', overdraw);
          const { ledger } = tale;
          for (const [index, doing] of history.entries()) await tellAny(tale, doing, index);
          await ledger.rebuild(ACCOUNT, from);
          for (const [index, doing] of more.entries()) {
            await tellAny(tale, doing, history.length + index);
            await expectVerified(ledger);
          }
          await ledger.rebuild(ACCOUNT);
          await expectVerified(ledger);
        },
      ),
      RUNS,
    );
  });
});

/** What was known before the rebuild, at several instants. */
async function asKnown(ledger: CreditLedger, index: number): Promise<unknown[]> {
  const knownAt = recordedAt(index);
  const instants = [0, 1, 2, 3, 4, 5].map((part) => hour((SPAN * part) / 4));
  const balances = await Promise.all(instants.map((asOf) => ledger.balance(ACCOUNT, { asOf, knownAt })));
  return balances.map(({ version: _, ...balance }) => balance);
}

type Days = Awaited<ReturnType<CreditLedger['dailyBalance']>>;

async function daysOf(ledger: CreditLedger): Promise<Days> {
  return ledger.dailyBalance(ACCOUNT, { to: '2026-07-01' }).catch(() => []);
}

/** Of a day, what no order of things changes. */
function factsOf({ date, purchased, bonus, adjustment, usage, returned }: Days[number]): unknown {
  return { date, purchased, bonus, adjustment, usage, returned };
}

function closingOf({ closing }: Days[number]): string {
  return closing;
}

/** Whether no credit is lost but by usage. */
function isLasting(days: Days): boolean {
  return days.every(({ expired, voided }) => expired === '0' && voided === '0');
}

type State = Awaited<ReturnType<typeof stateOf>>;

function seenIn({ usages }: State): unknown {
  return Object.fromEntries(
    usages
      .map(({ id, firstSeenAt, lastSeenAt }) => [id, [firstSeenAt, lastSeenAt]])
      .filter(([id]) => !String(id).startsWith('refund:')),
  );
}

/** Of withdrawn credit, a part is voided and a part is a debit: which part is which depends on the order. */
function debitsOf({ usages }: State): bigint {
  const debits = usages.filter(({ id }) => id.startsWith('refund:withdraw:'));
  return debits.reduce((sum, { amount }) => sum + unitsOf(amount), 0n);
}

async function expectVerified(ledger: CreditLedger): Promise<void> {
  expect((await ledger.verify(ACCOUNT)).problems).toEqual([]);
}

function wholeOf({ net, expired, voided }: RebuildStand): bigint {
  return unitsOf(net) + unitsOf(expired) + unitsOf(voided);
}

function unitsOf(text: string): bigint {
  return BigInt(Math.round(Number(text) * 1e8));
}
