import { toUnits } from '../../../src/core/amount.ts';
import type { CreditLedgerRepository } from '../../../src/credit-ledger/index.ts';
import type { Family, Figure } from '../family.ts';
import { minute, usagesOf } from '../ledger/history.ts';
import { ACCOUNT, seeded } from '../ledger/seed.ts';
import { agree, medians } from '../rounds.ts';

const ROWS = 1_000_000;
/** Minutes between two usages: some 410 a day, as of 400 devices that are charged daily, in nearly seven years. */
const EVERY = 3.5;
const BATCH = 5000;
const SCALE = 8;
const PAGE = 1000;
/** A past day is cold memory, so a busy machine slows its entries more than a journal read from end to end. */
const BUDGET = 350;
/** Enough that the processor's clock, which ticks every few milliseconds, can tell them. */
const PROBES = 500;
/** Spreads probes over the whole history, never twice at one place. */
const STEP = 618_033;

const probe = (count: number): string => minute(((count * STEP) % ROWS) * EVERY);

/** The net balance at an instant by reading the whole journal, which is in order of writing. */
async function replayed(repository: CreditLedgerRepository, asOf: string): Promise<bigint> {
  let net = 0n;
  for (let after = 0; ; after += PAGE) {
    const page = await repository.entries(ACCOUNT, { after, limit: PAGE });
    for (const { type, amount, effectiveAt } of page) {
      if (effectiveAt > asOf) continue;
      if (type === 'lot.created') net += toUnits(amount, SCALE);
      else net -= toUnits(amount, SCALE);
    }
    if (page.length < PAGE) return net;
  }
}

async function run(): Promise<readonly Figure[]> {
  const { ledger, repository } = await seeded(1);
  await ledger.recordPurchase(ACCOUNT, { id: 'all', at: minute(0), cash: ROWS * 25 });
  const usages = usagesOf(ROWS, 1, EVERY).map(({ id, occurredAt: at, amount }) => ({ id, at, amount }));
  for (let from = 0; from < ROWS; from += BATCH) {
    await ledger.allocateMany(ACCOUNT, usages.slice(from, from + BATCH));
  }
  const netAt = async (asOf: string): Promise<bigint> =>
    toUnits((await ledger.balance(ACCOUNT, { asOf })).net, SCALE);
  for (const count of [1, 2, 3]) {
    agree('R7', await netAt(probe(count)), await replayed(repository, probe(count)));
  }
  let probes = 0;
  const next = (): string => {
    probes += 1;
    return probe(probes);
  };
  const us = await medians(
    {
      asOf: async () => {
        let last = 0n;
        for (let count = 0; count < PROBES; count += 1) last = await netAt(next());
        return last;
      },
      replay: () => replayed(repository, next()),
    },
    { rounds: 9, calls: 1, onProcessor: true },
  );
  const asOf = us.asOf / PROBES;
  return [
    { name: 'balance as of any instant, a million rows', value: asOf, unit: 'us' },
    {
      name: 'replay of the journal / that',
      value: us.replay / asOf,
      unit: 'x',
      target: { atLeast: 500 },
      budget: BUDGET,
    },
  ];
}

export const asOfFamily: Family = { title: 'R7 the balance of a past instant, against a replay', run };
