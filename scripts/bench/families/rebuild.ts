import type { CreditLedger, RebuildResult } from '../../../src/credit-ledger/index.ts';
import type { Family, Figure } from '../family.ts';
import { minute } from '../ledger/history.ts';
import { ACCOUNT, seeded } from '../ledger/seed.ts';
import { processorTime } from '../rounds.ts';

const SIZES = { few: 10_000, many: 100_000, million: 1_000_000 } as const;
/** Usages that one lot pays for. */
const PER_LOT = 10;
const BATCH = 5000;

/** A ledger in which so many usages were posted in order of time. */
async function posted(usages: number): Promise<CreditLedger> {
  const lots = usages / PER_LOT;
  const { ledger } = await seeded(lots);
  for (let from = 0; from < usages; from += BATCH) {
    const batch = Array.from({ length: BATCH }, (_usage, index) => ({
      id: `charge-${from + index}`,
      at: minute(lots + 1 + from + index),
      amount: '0.09',
    }));
    await ledger.allocateMany(ACCOUNT, batch);
  }
  return ledger;
}

/** Microseconds a usage of a rebuild that is planned and not written, and how many usages it would move. */
async function planned(ledger: CreditLedger, usages: number): Promise<{ us: number; moved: number }> {
  const started = processorTime();
  const { changedUsages }: RebuildResult = await ledger.rebuild(ACCOUNT, { dryRun: true });
  return { us: ((processorTime() - started) / usages) * 1000, moved: changedUsages };
}

/** Makes nearly every usage stand on other lots than it would in order of time. */
async function disorder(ledger: CreditLedger, usages: number): Promise<void> {
  await ledger.allocateUsage(ACCOUNT, { id: 'late', at: minute(usages / PER_LOT), amount: '0.05' });
}

async function run(): Promise<readonly Figure[]> {
  const kept: Record<string, number> = {};
  const moved: Record<string, number> = {};
  for (const usages of Object.values(SIZES)) {
    const ledger = await posted(usages);
    const inOrder = await planned(ledger, usages);
    if (inOrder.moved !== 0) throw new Error('a ledger in order must not change');
    kept[usages] = inOrder.us;
    if (usages === SIZES.million) continue;
    await disorder(ledger, usages);
    const late = await planned(ledger, usages);
    if (late.moved < usages / 10) throw new Error('a late usage at the beginning must move many');
    moved[usages] = late.us;
  }
  const ratio = (of: Record<string, number>, large: number, small: number): number =>
    (of[large] ?? Number.NaN) / (of[small] ?? Number.NaN);
  const linear = { unit: 'x', target: { atMost: 1.5 } } as const;
  return [
    { name: 'rebuild of a ledger in order, a usage', value: kept[SIZES.many] ?? Number.NaN, unit: 'us' },
    {
      name: 'a usage of a million / of 100,000',
      value: ratio(kept, SIZES.million, SIZES.many),
      ...linear,
    },
    { name: 'rebuild that moves many, a usage', value: moved[SIZES.many] ?? Number.NaN, unit: 'us' },
    { name: 'a usage of 100,000 / of 10,000', value: ratio(moved, SIZES.many, SIZES.few), ...linear },
    { name: 'memory of all that', value: process.memoryUsage().rss / 1e6, unit: 'MB' },
  ];
}

export const rebuildFamily: Family = { title: 'Rebuild, cost of a usage as the ledger grows', run };
