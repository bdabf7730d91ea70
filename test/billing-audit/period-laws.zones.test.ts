import fc from 'fast-check';
import { billedThrough, nextLatticeDay } from 'reseller-sdk/billing-audit';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, parseDay } from '../../src/core/time.ts';

const EPOCH = parseDay('2026-01-01');
const RUNS = { numRuns: 1000 };

const day = fc.integer({ min: -2000, max: 2000 }).map((offset) => addDays(EPOCH, offset));
const cycle = fc.integer({ min: 2, max: 60 });
const cycles = fc.integer({ min: -40, max: 40 });

/** The same by walking day by day, the way a person would count. */
function walk(from: string, anchor: string, cycleDays: number): string {
  let on = parseDay(from);
  while (daysBetween(parseDay(anchor), on) % cycleDays !== 0) on = addDays(on, 1);
  return on;
}

describe('laws of periods', () => {
  // Mutant: rounding towards zero instead of down, which moves days before the anchor by a cycle.
  it('lattice: the next due day is the one that counting day by day finds', () => {
    fc.assert(
      fc.property(day, day, cycle, (on, anchor, cycleDays) => {
        expect(nextLatticeDay(on, anchor, cycleDays)).toBe(walk(on, anchor, cycleDays));
      }),
      RUNS,
    );
  });

  // Mutant: periods that end on the due day before the stop.
  it('fair: nothing is payable for less long than the service lived', () => {
    fc.assert(
      fc.property(day, fc.option(day), fc.option(day), fc.integer({ min: 0, max: 60 }), (...drawn) => {
        const [stop, from, anchor, cycleDays] = drawn;
        const through = billedThrough(stop, from, { cycleDays, anchor });
        if (through !== null) expect(daysBetween(stop, through)).toBeGreaterThanOrEqual(0);
      }),
      RUNS,
    );
  });

  // Mutant: a stride of a day more than the cycle.
  it('short: without a registration it ends within a cycle of the stop, on a due day', () => {
    fc.assert(
      fc.property(day, day, cycle, (stop, anchor, cycleDays) => {
        const through = billedThrough(stop, null, { cycleDays, anchor }) ?? stop;
        expect(daysBetween(stop, through)).toBeLessThan(cycleDays);
        expect(Math.abs(daysBetween(anchor, through) % cycleDays)).toBe(0);
      }),
      RUNS,
    );
  });

  // Mutant: a stride that differs from the cycle, so that a rolled snapshot changes the answer.
  it('rolling: any due day of the lattice gives the same answer', () => {
    fc.assert(
      fc.property(day, fc.option(day), day, cycle, cycles, (stop, from, anchor, cycleDays, count) => {
        const other = addDays(anchor, count * cycleDays);
        expect(billedThrough(stop, from, { cycleDays, anchor: other })).toBe(
          billedThrough(stop, from, { cycleDays, anchor }),
        );
      }),
      RUNS,
    );
  });

  // Mutant: the smaller of stop and end of the first cycle.
  it('order: a later stop never gives an earlier end', () => {
    fc.assert(
      fc.property(day, fc.nat(90), fc.option(day), day, cycle, (stop, more, from, anchor, cycleDays) => {
        const early = billedThrough(stop, from, { cycleDays, anchor });
        const late = billedThrough(addDays(stop, more), from, { cycleDays, anchor });
        if (early !== null && late !== null) expect(late >= early).toBe(true);
      }),
      RUNS,
    );
  });

  // Mutant: leaving the first cycle out, or the lag of the registration.
  it('start: a registration alone owes the first cycle, and a day of lag', () => {
    fc.assert(
      fc.property(day, fc.nat(400), cycle, (from, lived, cycleDays) => {
        const through = billedThrough(addDays(from, lived), from, { cycleDays, anchor: null }) ?? from;
        expect((daysBetween(from, through) - 1) % cycleDays).toBe(0);
        expect(daysBetween(from, through)).toBeGreaterThan(cycleDays);
      }),
      RUNS,
    );
  });
});
