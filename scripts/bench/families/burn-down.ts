import { allocateInOrder, type LotFacts, type UsageFacts } from '../../../src/credit-ledger/index.ts';
import type { Family, Figure } from '../family.ts';
import { lotsOf, usagesOf } from '../ledger/history.ts';
import { agree, medians } from '../rounds.ts';

const LOTS = 2000;
/** So few per lot that all lots but the first stay open. */
const SAMPLE = 300;
const ROWS = 200_000;
const SCALE = 4;

interface OpenLot extends LotFacts {
  left: bigint;
}

interface Row extends UsageFacts {
  readonly units: bigint;
}

const KINDS: readonly string[] = ['purchased', 'adjustment', 'bonus'];
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function smaller(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

function byPolicy(a: LotFacts, b: LotFacts): number {
  return (
    a.priority - b.priority ||
    compareText(a.effectiveAt, b.effectiveAt) ||
    a.groupSeq - b.groupSeq ||
    KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
    compareText(a.id, b.id)
  );
}

function isEligible(lot: OpenLot, { occurredAt, scope }: Row): boolean {
  if (lot.left === 0n || lot.effectiveAt > occurredAt) return false;
  if (lot.expiresAt !== null && lot.expiresAt <= occurredAt) return false;
  return lot.scope === null || (scope !== null && lot.scope.includes(scope));
}

/** What one writes first: for each row, find the lots that may pay and sort them. Amounts were read before. */
function filterAndSort(lots: readonly OpenLot[], rows: readonly Row[]): bigint[] {
  const trail: bigint[] = [];
  for (const row of rows) {
    let need = row.units;
    const eligible = lots.filter((lot) => isEligible(lot, row)).sort(byPolicy);
    for (const lot of eligible) {
      if (need === 0n) break;
      const taken = smaller(need, lot.left);
      lot.left -= taken;
      need -= taken;
      trail.push(taken);
    }
  }
  return trail;
}

async function run(): Promise<readonly Figure[]> {
  const lots = lotsOf(LOTS, '2500.5');
  const usages = usagesOf(ROWS, LOTS);
  const rows = usages
    .slice(0, SAMPLE)
    .map((usage) => ({ ...usage, units: BigInt(usage.amount.replace('.', '')) }));
  const opened = (): OpenLot[] => lots.map((lot) => ({ ...lot, left: 25_005_000n }));
  const { units } = allocateInOrder(lots, usages.slice(0, SAMPLE), { scale: SCALE }).slices;
  agree('R6', [...units], filterAndSort(opened(), rows));
  const us = await medians(
    {
      cursor: () => allocateInOrder(lots, usages, { scale: SCALE }).slices.units.length,
      sorting: () => filterAndSort(opened(), rows).length,
    },
    { rounds: 11, calls: 1, onProcessor: true },
  );
  const [cursor, sorting] = [us.cursor / ROWS, us.sorting / SAMPLE];
  return [
    { name: `filter and sort ${LOTS} open lots, a usage`, value: sorting, unit: 'us' },
    { name: 'allocateInOrder, a usage', value: cursor, unit: 'us' },
    {
      name: 'filter and sort / allocateInOrder',
      value: sorting / cursor,
      unit: 'x',
      target: { atLeast: 500 },
    },
  ];
}

export const burnDownFamily: Family = {
  title: 'R6 burning lots down, against filter and sort per usage',
  run,
};
