import fc from 'fast-check';
import { comparePeriods, firstBilled, type ItemKey, lastFullMonths } from 'reseller-sdk/billing-audit';
import { decimal } from 'reseller-sdk/decimal';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/core/time.ts';
import { charges, day, order, shuffled, WINDOW } from './arbitraries.ts';

const RUNS = { numRuns: 300 };

function sum(values: Iterable<string>): string {
  let total = decimal(0);
  for (const value of values) total = total.plus(value);
  return total.toFixed();
}

/** What makes an item the same on both sides: its device, else its account and text. */
function identityOf({ category, device, account, text }: ItemKey): string {
  return JSON.stringify(device === null ? [category, account, text] : [category, device]);
}

describe('laws of comparisons', () => {
  // Mutant: a part that is rounded by itself, so that the three no longer add up.
  it('split: renewals, quantity and price make up the difference, to the last digit', () => {
    fc.assert(
      fc.property(charges, charges, (a, b) => {
        for (const { delta, split } of comparePeriods(a, b).items) {
          expect(sum([split.renewals, split.quantity, split.price])).toBe(delta);
        }
      }),
      RUNS,
    );
  });

  // Mutant: an item that is left out, or in two groups.
  it('sums: items make up their categories, and these the total', () => {
    fc.assert(
      fc.property(charges, charges, (a, b) => {
        const { items, byCategory, totals } = comparePeriods(a, b);
        const all = Object.entries(byCategory);
        expect(totals.a).toBe(sum(a.map(({ amount }) => amount)));
        expect(totals.b).toBe(sum(b.map(({ amount }) => amount)));
        expect(sum(all.map(([, { delta }]) => delta))).toBe(totals.delta);
        for (const [category, { delta }] of all) {
          const own = items.filter((item) => item.category === category);
          expect(sum(own.map((item) => item.delta))).toBe(delta);
        }
      }),
      RUNS,
    );
  });

  // Mutant: sides that are mixed up in one of the figures.
  it('mirror: the other way round it is the other sign', () => {
    fc.assert(
      fc.property(charges, charges, (a, b) => {
        const back = new Map(comparePeriods(b, a).items.map((item) => [identityOf(item), item]));
        for (const { delta, change, ...item } of comparePeriods(a, b).items) {
          const other = back.get(identityOf(item));
          expect(sum([delta, other?.delta ?? ''])).toBe('0');
          expect(other?.change).toBe({ new: 'gone', gone: 'new', continuing: 'continuing' }[change]);
          expect([other?.a, other?.b]).toEqual([item.b, item.a]);
        }
      }),
      RUNS,
    );
  });

  // Mutant: the first charge in the list instead of the first by day and id.
  it('first: what is new does not depend on the order of the charges', () => {
    fc.assert(
      fc.property(charges, order, (rows, keys) => {
        const { items, buckets } = firstBilled(rows, WINDOW);
        const mixed = firstBilled(shuffled(rows, keys), WINDOW);
        expect(mixed.items.map(({ charge }) => charge.id)).toEqual(items.map(({ charge }) => charge.id));
        expect(mixed.buckets).toEqual(buckets);
        for (const { charge, firstDay } of items) expect(firstDay).toBe(charge.day);
      }),
      RUNS,
    );
  });

  // Mutant: months taken for 30 days.
  it('months: two whole months that meet, and end before the present one', () => {
    fc.assert(
      fc.property(day, (today) => {
        const { a, b } = lastFullMonths(today);
        expect(addDays(a.to, 1)).toBe(b.from);
        expect([a.from.slice(8), b.from.slice(8)]).toEqual(['01', '01']);
        expect(addDays(b.to, 1)).toBe(`${today.slice(0, 8)}01`);
      }),
      RUNS,
    );
  });
});
