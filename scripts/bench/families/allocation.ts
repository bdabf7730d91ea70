import type { CreditLedger } from '../../../src/credit-ledger/index.ts';
import type { Family, Figure } from '../family.ts';
import { minute } from '../ledger/history.ts';
import { ACCOUNT, seeded } from '../ledger/seed.ts';
import { medians, processorTime } from '../rounds.ts';

const MILLION = 1_000_000;
const SIZES = [1000, 10_000, 100_000, MILLION] as const;
/** Usages of one call: enough to time, few enough that the smallest ledger keeps some of its lots. */
const CALL = 100;
const BATCH = 5000;
const TENTH = MILLION / 10;

/** Allocates usages one by one, each a commit of its own; ids never repeat. */
function oneByOne(ledger: CreditLedger, name: string): () => Promise<string> {
  let count = 0;
  return async () => {
    let last = '';
    for (let call = 0; call < CALL; call += 1) {
      count += 1;
      const usage = { id: `${name}-${count}`, at: minute(2 * MILLION), amount: '0.1' };
      const { slices, shortfall } = await ledger.allocateUsage(ACCOUNT, usage);
      if (shortfall !== '0') throw new Error(`${name} has no credit left`);
      last = slices.at(-1)?.lotId ?? '';
    }
    return last;
  };
}

/** Allocates a million usages in batches. @returns microseconds a usage, for each tenth of them */
async function million(ledger: CreditLedger): Promise<number[]> {
  const tenths: number[] = [];
  let spent = 0;
  for (let from = 0; from < MILLION; from += BATCH) {
    const usages = Array.from({ length: BATCH }, (_usage, index) => ({
      id: `many-${from + index}`,
      at: minute(MILLION + from + index),
      amount: '0.9',
    }));
    const started = processorTime();
    await ledger.allocateMany(ACCOUNT, usages);
    spent += processorTime() - started;
    if ((from + BATCH) % TENTH !== 0) continue;
    tenths.push((spent / TENTH) * 1000);
    spent = 0;
  }
  return tenths;
}

async function run(): Promise<readonly Figure[]> {
  const ledgers = await Promise.all(SIZES.map(async (size) => ({ size, ...(await seeded(size)) })));
  const plan = { rounds: 25, calls: 1 };
  const fresh = await medians(
    Object.fromEntries(ledgers.map(({ size, ledger }) => [size, oneByOne(ledger, 'fresh')])),
    plan,
  );
  const [small, , , large] = ledgers;
  if (small === undefined || large === undefined) throw new Error('there are four sizes');
  const tenths = await million(large.ledger);
  const busy = await medians(
    { small: oneByOne(small.ledger, 'again'), large: oneByOne(large.ledger, 'again') },
    plan,
  );
  const [base = Number.NaN] = SIZES.map((size) => fresh[size]);
  const mean = tenths.reduce((sum, us) => sum + us, 0) / tenths.length;
  const flat = { unit: 'x', target: { atMost: 1.5 } } as const;
  return [
    { name: `allocateUsage on ${SIZES[0]} open lots`, value: base / CALL, unit: 'us' },
    ...SIZES.slice(1).map((size) => ({
      name: `on ${size} open lots / that`,
      value: (fresh[size] ?? Number.NaN) / base,
      ...flat,
    })),
    { name: 'with a million usages on record / with few', value: busy.large / busy.small, ...flat },
    { name: 'allocateMany, a million usages on as many lots', value: mean, unit: 'us' },
    { name: 'the last tenth of them / the mean', value: (tenths.at(-1) ?? Number.NaN) / mean, ...flat },
    {
      name: 'memory of all that',
      value: process.memoryUsage().rss / 1e6,
      unit: 'MB',
      target: { atMost: 4000 },
    },
  ];
}

export const allocationFamily: Family = { title: 'Allocation, from a thousand to a million open lots', run };
