import fc from 'fast-check';
import {
  allocateInOrder,
  describeAllocation,
  InMemoryCreditLedgerRepository,
  type LotFacts,
  type OrderPolicy,
  type UsageFacts,
} from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, dayText, openLedger, orders, stateOf } from './model.ts';

const instant = (day: number): string => `${dayText(day)}T00:00:00.000Z`;

function lot(id: string, day: number, original: string, more: Partial<LotFacts> = {}): LotFacts {
  const effectiveAt = instant(day);
  const none = { expiresAt: null, priority: 0, scope: null };
  return { id, kind: 'purchased', original, effectiveAt, groupSeq: day, ...none, ...more };
}

function usage(id: string, day: number, amount: string, scope: string | null = null): UsageFacts {
  return { id, occurredAt: instant(day), amount, scope };
}

/** Who paid for what, as `usage:lot:amount`. */
function slicesOf(lots: readonly LotFacts[], usages: readonly UsageFacts[], order?: OrderPolicy): string[] {
  const { slices } = describeAllocation(allocateInOrder(lots, usages, order && { order }));
  return slices.map(({ usageId, lotId, amount }) => `${usageId}:${lotId}:${amount}`);
}

const day = fc.integer({ min: 1, max: 12 });
const tag = fc.constantFrom(null, null, 'backup', 'mail');
const fact = fc.oneof(
  fc.record({
    do: fc.constant('buy' as const),
    day,
    cash: fc.integer({ min: 0, max: 60 }),
    bonus: fc.integer({ min: 0, max: 20 }),
    days: fc.option(fc.integer({ min: 1, max: 8 }), { nil: null }),
    priority: fc.constantFrom(0, 0, 0, -1, 1),
    scope: fc.constantFrom(null, null, ['backup'], ['backup', 'mail']),
  }),
  fc.record({ do: fc.constant('use' as const), day, amount: fc.integer({ min: 0, max: 70 }), scope: tag }),
  fc.record({ do: fc.constant('use' as const), day, amount: fc.integer({ min: 0, max: 70 }), scope: tag }),
);

describe('allocateInOrder', () => {
  it('law of one decision: a history in effective order ends as it does in the ledger', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fact, { maxLength: 24 }), orders, async (facts, order) => {
        const repository = new InMemoryCreditLedgerRepository();
        const ledger = await openLedger({ order }, repository);
        const credits = (part: (typeof facts)[number]): number => (part.do === 'buy' ? 0 : 1);
        const inOrder = [...facts].sort((a, b) => a.day - b.day || credits(a) - credits(b));
        for (const [index, part] of inOrder.entries()) {
          const at = dayText(part.day);
          if (part.do === 'use') {
            const { amount, scope } = part;
            await ledger.allocateUsage(ACCOUNT, { id: `u${index}`, at, amount, scope });
            continue;
          }
          const { cash, bonus, priority, days, scope } = part;
          await ledger.recordPurchase(ACCOUNT, {
            ...{ id: `p${index}`, at, cash, bonus, priority },
            ...(days !== null && { expiresAt: dayText(part.day + days) }),
            ...(scope !== null && { scope }),
          });
        }
        const { lots, usages } = await stateOf(repository);
        const described = describeAllocation(allocateInOrder(lots, usages, { order }));
        for (const { id, slices, shortfall } of usages) {
          const paid = described.slices.filter(({ usageId }) => usageId === id);
          expect(paid).toEqual(slices.map(({ seq: _seq, ...slice }) => ({ usageId: id, ...slice })));
          const owed = described.shortfalls.find(({ usageId }) => usageId === id);
          expect(owed?.amount ?? '0').toBe(shortfall);
        }
        const left = described.lots.map(({ lotId, consumed }) => [lotId, consumed]);
        expect(left).toEqual(lots.map(({ id, consumed }) => [id, consumed]));
      }),
      { numRuns: 300 },
    );
  });

  it('law of order in, order out: how the lists are shuffled changes no slice', () => {
    const lots = [lot('a', 1, '50'), lot('b', 2, '50'), lot('c', 9, '50')];
    const usages = [usage('x', 3, '30'), usage('y', 4, '90'), usage('z', 10, '5')];
    const sorted = slicesOf(lots, usages);
    expect(sorted).toEqual(['x:a:30', 'y:a:20', 'y:b:50', 'y:c:20', 'z:c:5']);
    expect(slicesOf(lots.toReversed(), usages.toReversed())).toEqual(sorted);
  });

  it('lets an order be tried: the same month burns the bonus first, or last', () => {
    const lots = [
      lot('p', 1, '100', { groupSeq: 1 }),
      lot('b', 1, '10', { kind: 'bonus', groupSeq: 1 }),
      lot('q', 2, '100', { groupSeq: 2 }),
    ];
    const usages = [usage('u', 3, '105')];
    expect(slicesOf(lots, usages)).toEqual(['u:p:100', 'u:b:5']);
    expect(slicesOf(lots, usages, 'purchased-first')).toEqual(['u:p:100', 'u:q:5']);
    expect(slicesOf(lots, usages, 'bonus-first')).toEqual(['u:b:10', 'u:p:95']);
  });

  it('tells what expired unused, and marks what a later lot paid', () => {
    const lots = [lot('a', 1, '10', { expiresAt: instant(5) }), lot('b', 6, '10')];
    const allocation = allocateInOrder(lots, [usage('x', 5, '4'), usage('y', 7, '1')]);
    expect(describeAllocation(allocation)).toEqual({
      slices: [
        { usageId: 'x', lotId: 'b', kind: 'purchased', amount: '4', lateFunding: true },
        { usageId: 'y', lotId: 'b', kind: 'purchased', amount: '1' },
      ],
      shortfalls: [],
      lots: [
        { lotId: 'a', kind: 'purchased', consumed: '0', expired: '10', remaining: '0' },
        { lotId: 'b', kind: 'purchased', consumed: '5', expired: '0', remaining: '5' },
      ],
    });
    expect(describeAllocation(allocation, instant(4)).lots[0]?.expired).toBe('0');
  });

  it('keeps amounts exact that no double holds', () => {
    const lots = [lot('a', 1, '12345678901234567890.00000001')];
    const { remaining, shortfall } = allocateInOrder(lots, [usage('x', 2, '0.00000002')]);
    expect(remaining).toEqual([1_234_567_890_123_456_788_999_999_999n]);
    expect(shortfall).toEqual([0n]);
  });

  it('refuses what it cannot mean, with every issue', () => {
    const lots = [lot('a', 1, '1.5'), lot('a', 2, '-1', { expiresAt: instant(2) })];
    const usages = [{ ...usage('x', 1, '1'), occurredAt: '2026-01-01' }, usage('y', 1, '0.001')];
    const refused = () => allocateInOrder(lots, usages, { scale: 2 });
    expect(refused).toThrow(
      expect.objectContaining({
        issues: [
          expect.objectContaining({ path: 'lots[1].expiresAt' }),
          expect.objectContaining({ path: 'lots[1].id' }),
          expect.objectContaining({ path: 'lots[1].original' }),
          expect.objectContaining({ path: 'usages[0].occurredAt' }),
          expect.objectContaining({ path: 'usages[1].amount', code: 'SCALE_EXCEEDED' }),
        ],
      }),
    );
    expect(() => allocateInOrder([], [], { scale: 31 })).toThrow('scale');
    expect(() => allocateInOrder([lot('a', 1, '1', { priority: 1e9 })], [])).toThrow('lots[0].priority');
    expect(() => allocateInOrder([lot('a', 1, '1', { groupSeq: -1 })], [])).toThrow('lots[0].groupSeq');
    const never = { ...usage('x', 1, '1'), occurredAt: '' };
    expect(() => allocateInOrder([], [never])).toThrow('usages[0].occurredAt');
    // @ts-expect-error a preset that does not exist
    expect(() => allocateInOrder([], [], { order: 'fifo' })).toThrow('order');
  });
});
