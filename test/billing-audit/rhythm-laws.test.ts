import fc from 'fast-check';
import { foldLives, foldRhythm, type PlanLine } from 'reseller-sdk/billing-audit';
import { describe, expect, it } from 'vitest';
import { addDays, parseDay } from '../../src/core/time.ts';
import { day, planLine, shuffled } from './arbitraries.ts';

const RUNS = { numRuns: 400 };
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SERVICE = { account: 'acme', device: 'aaaaaa1111', category: 'vms' };
const LINE: PlanLine = {
  observedAt: '2026-05-01T12:00:00Z',
  account: 'acme',
  deviceRef: 'aaaaaa',
  category: 'vms',
  text: 'guest',
  cycleDays: 1,
  nextDue: null,
  quantity: '1',
  unitPrice: null,
  amount: '2.50',
};
const lives = foldLives([{ kind: 'active', ...SERVICE, at: '2026-01-01T00:00:00Z', category: null }]);

/** Snapshots day after day, with days left out, that differ in little. */
const dense = fc
  .array(
    fc.record({
      isThere: fc.constantFrom(true, true, false),
      quantity: fc.constantFrom('1', '1', '2'),
    }),
    { maxLength: 40, size: 'max' },
  )
  .map((days) =>
    days.flatMap(({ isThere, quantity }, index): PlanLine[] => {
      const observedAt = `${addDays(parseDay('2026-05-01'), index * 2)}T12:00:00Z`;
      return isThere ? [{ ...LINE, observedAt, quantity }] : [];
    }),
  );

/** Lines of one service, no two of which are of one instant, so that none are added up. */
const scattered = fc
  .array(
    planLine.map((line): PlanLine => {
      return { ...line, account: 'acme', deviceRef: 'aaaaaa', category: 'vms' };
    }),
    { maxLength: 25 },
  )
  .map((list) => [
    ...new Map(list.map((line) => [Number(new Date(String(line.observedAt))), line])).values(),
  ]);

const lines = fc.oneof(scattered, dense);

const msOf = ({ observedAt }: PlanLine): number => Number(new Date(String(observedAt)));

/** The line that a person would pick out of all of them. */
function nearest(all: readonly PlanLine[], on: string): PlanLine | undefined {
  const noon = Number(new Date(`${on}T12:00:00Z`));
  const distance = (line: PlanLine): number => Math.abs(msOf(line) - noon);
  return [...all].sort((a, b) => distance(a) - distance(b) || msOf(b) - msOf(a))[0];
}

describe('laws of rhythms', () => {
  // Mutant: a run that goes on over a change, or over a hole between two snapshots.
  it('runs: what is remembered of many snapshots says what the nearest of them said', () => {
    fc.assert(
      fc.property(lines, day, (all, on) => {
        const rhythm = foldRhythm(all, lives).near(SERVICE, on);
        const line = nearest(all, on);
        if (line === undefined) {
          expect(rhythm).toBeNull();
          return;
        }
        const cycleDays = line.cycleDays !== null && line.cycleDays > 0 ? line.cycleDays : 30;
        expect(rhythm?.cycleDays).toBe(cycleDays);
        expect(Number(rhythm?.seen?.quantity ?? Number.NaN)).toBe(Number(line.quantity ?? Number.NaN));
        expect(Number(rhythm?.seen?.amount ?? Number.NaN)).toBe(Number(line.amount ?? Number.NaN));
        if (cycleDays > 1 && line.nextDue !== null) {
          const apart = Date.parse(rhythm?.anchor ?? '') - Date.parse(line.nextDue);
          expect(Math.abs((apart / DAY_MS) % cycleDays)).toBe(0);
        }
        const isNear = Math.abs(msOf(line) - Number(new Date(`${on}T12:00:00Z`))) <= 48 * HOUR_MS;
        if (cycleDays === 1) expect(rhythm?.grade).toBe(isNear ? 'observed' : 'inferred');
        if (rhythm?.grade === 'observed') expect(isNear).toBe(true);
      }),
      RUNS,
    );
  });

  // Mutant: a fold that trusts the order of what it is given.
  it('order: lines may come in any order', () => {
    fc.assert(
      fc.property(lines, fc.array(fc.integer(), { minLength: 40, maxLength: 40 }), day, (all, keys, on) => {
        const mixed = foldRhythm(shuffled(all, keys), lives).near(SERVICE, on);
        expect(mixed).toEqual(foldRhythm(all, lives).near(SERVICE, on));
      }),
      RUNS,
    );
  });
});
