import { Decimal } from 'decimal.js';
import {
  allocateInOrder,
  describeAllocation,
  type LotFacts,
  type UsageFacts,
} from '../../../src/credit-ledger/index.ts';
import type { Family, Figure } from '../family.ts';
import { lotsOf, usagesOf } from '../ledger/history.ts';
import { agree, medians } from '../rounds.ts';

const ROWS = 1_000_000;
const LOTS = 2000;

interface Slice {
  readonly usageId: string;
  readonly lotId: string;
  readonly amount: Decimal;
}

/** The cursor loop that one writes with decimal.js, for lots and usage in order: the least that does the job. */
function decimalLoop(lots: readonly LotFacts[], usages: readonly UsageFacts[]): Slice[] {
  const left = lots.map(({ original }) => new Decimal(original));
  const trail: Slice[] = [];
  let cursor = 0;
  for (const { id, occurredAt, amount } of usages) {
    let need = new Decimal(amount);
    while (need.gt(0)) {
      const lot = lots[cursor];
      const available = left[cursor];
      if (lot === undefined || available === undefined || lot.effectiveAt > occurredAt) break;
      const taken = Decimal.min(available, need);
      trail.push({ usageId: id, lotId: lot.id, amount: taken });
      need = need.minus(taken);
      left[cursor] = available.minus(taken);
      if (taken.eq(available)) cursor += 1;
    }
  }
  return trail;
}

async function run(): Promise<readonly Figure[]> {
  const lots = lotsOf(LOTS, '12500.5');
  const usages = usagesOf(ROWS, LOTS);
  const ours = describeAllocation(allocateInOrder(lots, usages)).slices;
  const theirs = decimalLoop(lots, usages);
  agree('R5 slices', ours.length, theirs.length);
  for (const [index, { usageId, lotId, amount }] of ours.entries()) {
    const other = theirs[index];
    if (other?.usageId !== usageId || other.lotId !== lotId || other.amount.toFixed() !== amount)
      throw new Error(`R5: the candidates do not agree on slice ${index}`);
  }
  const us = await medians(
    {
      exact: () => allocateInOrder(lots, usages).slices.units.length,
      decimal: () => decimalLoop(lots, usages).length,
    },
    { rounds: 5, calls: 1, onProcessor: true },
  );
  return [
    { name: `decimal.js loop, ${ROWS} usages on ${LOTS} lots`, value: us.decimal / 1000, unit: 'ms' },
    {
      name: 'decimal.js loop / allocateInOrder',
      value: us.decimal / us.exact,
      unit: 'x',
      target: { atLeast: 8 },
    },
  ];
}

export const fifoFamily: Family = { title: 'R5 exact FIFO with the full trail, against decimal.js', run };
