import fc from 'fast-check';
import { CreditPool, foldLives } from 'reseller-sdk/billing-audit';
import { decimal } from 'reseller-sdk/decimal';
import { describe, expect, it } from 'vitest';
import { charge, REVOKED } from './history.ts';

const SERVICE = { account: 'acme', device: 'aaaaaa1111', category: 'vms' };
const lives = foldLives(REVOKED);

const day = fc.integer({ min: 10, max: 16 }).map((number) => `2026-07-${number}`);
const amount = fc.constantFrom('0.01', '1', '1.00', '2', '2.5', '3', '0.16666');
const credits = fc.array(fc.record({ day, amount, ofDevice: fc.boolean() }), { maxLength: 14 });
const debits = fc
  .array(fc.record({ day, amount }), { maxLength: 14 })
  .map((rows) => rows.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)));

interface Left {
  readonly id: string;
  readonly day: string;
  readonly ofDevice: boolean;
  left: ReturnType<typeof decimal>;
}

/** The rule in its own words: the earliest day, on it an equal amount, else by id; the device's own before shared. */
function naive(pool: readonly Left[], on: string, gross: string) {
  let open = decimal(gross);
  const creditIds: string[] = [];
  for (const ofDevice of [true, false]) {
    for (;;) {
      const usable = pool.filter((one) => one.ofDevice === ofDevice && one.left.gt(0) && one.day >= on);
      const earliest = usable.map((one) => one.day).sort()[0];
      const today = usable.filter((one) => one.day === earliest).sort((a, b) => (a.id < b.id ? -1 : 1));
      const best = today.find(({ left }) => left.eq(open)) ?? today[0];
      if (best === undefined || open.lte(0)) break;
      const part = best.left.lt(open) ? best.left : open;
      best.left = best.left.minus(part);
      open = open.minus(part);
      creditIds.push(best.id);
    }
  }
  return { net: open.toFixed(), creditIds };
}

describe('laws of the credit pool', () => {
  // Mutants: another credit of the day than an equal one, a later day, a shared credit first, a spent credit again.
  it('naive: it pays as the rule says, credit by credit', () => {
    fc.assert(
      fc.property(credits, debits, (given, owed) => {
        const pool = new CreditPool(lives);
        const model = given.map((one, index): Left => {
          const id = `k${String((index * 5) % 14).padStart(2, '0')}`;
          const deviceRef = one.ofDevice ? 'aaaaaa' : null;
          pool.add(charge(id, one.day, { amount: `-${one.amount}`, deviceRef }));
          return { id, day: one.day, ofDevice: one.ofDevice, left: decimal(one.amount) };
        });
        for (const debit of owed) {
          expect(pool.pay(SERVICE, debit.day, debit.amount)).toMatchObject(
            naive(model, debit.day, debit.amount),
          );
        }
        const left = model.filter((one) => one.left.gt(0));
        const net = left.reduce((sum, one) => sum.plus(one.left), decimal(0)).toFixed();
        expect(pool.unused()).toMatchObject({ count: left.length, net });
      }),
      { numRuns: 500 },
    );
  });

  // Mutant: taking a used credit out of a list, or looking for an equal one through it, which takes minutes.
  it('long: credits of one day cost no more each when there are many', { timeout: 20_000 }, () => {
    const pool = new CreditPool(lives);
    const count = 50_000;
    for (let index = 0; index < count; index += 1) {
      pool.add(charge(`k${String(index).padStart(6, '0')}`, '2026-07-10', { amount: '-2.51' }));
    }
    for (let index = 0; index < count; index += 1) pool.pay(SERVICE, '2026-07-10', '2.50');
    expect(pool.unused()).toMatchObject({ count: 200, net: '500' });
  });
});
