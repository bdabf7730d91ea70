import type { ServerTotals } from '../../reconciler/index.ts';
import { DecimalSum } from './decimal-sum.ts';
import type { UnknownEngine } from './profile-usage.ts';

/** Counts by category id, added up. */
export function sumCounts(counts: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  const sums = new Map<string, DecimalSum>();
  for (const [id, count] of counts.flatMap((one) => Object.entries(one))) {
    const sum = sums.get(id) ?? new DecimalSum();
    sum.add(count);
    sums.set(id, sum);
  }
  return Object.fromEntries([...sums].map(([id, sum]) => [id, sum.toString()]));
}

/** Plain totals, added up. */
export function sumTotals(totals: readonly ServerTotals[]): ServerTotals {
  const bytes = new DecimalSum();
  for (const { storageBytes } of totals) bytes.add(storageBytes);
  const sum = (of: (one: ServerTotals) => number) => totals.reduce((units, one) => units + of(one), 0);
  return {
    users: sum(({ users }) => users),
    devices: sum(({ devices }) => devices),
    protectedItems: sum(({ protectedItems }) => protectedItems),
    storageBytes: bytes.toString(),
  };
}

/** Items of unknown engines, added up by engine. */
export function sumEngines(found: readonly UnknownEngine[]): UnknownEngine[] {
  const counts = new Map<string, number>();
  for (const { engine, sources } of found) {
    counts.set(engine, (counts.get(engine) ?? 0) + sources);
  }
  return [...counts].map(([engine, sources]) => ({ engine, sources }));
}
