import { parseDay } from 'reseller-sdk';
import { transaction } from '../../storage-sqlite/database.ts';
import { addDays } from '../days.ts';
import type { Desk } from '../job.ts';
import type { DetailedDay } from '../storage/server-usage.ts';
import { combinedDays } from './combined-days.ts';

/** What of the collected usage is pruned, and what is left alone. */
export interface UsagePruning {
  /** Everything from this UTC day on is kept. */
  readonly keepFrom: string;
  /** Whether nothing was written. */
  readonly dryRun: boolean;
  /** Days whose single rows go; what was counted on them stays. */
  readonly days: readonly DetailedDay[];
}

/** Days that something else rests on: a saved report, the newest comparison, the newest word of a server. */
function neededDays(desk: Desk, today: string): readonly string[] {
  const { serverUsage, reports } = desk.store;
  const complete = combinedDays(desk, '', '~').findLast((day) => day.complete)?.day;
  const newest = [serverUsage.newestDay(today), complete].filter((day) => day !== undefined);
  return [...reports.collectedDays(), ...serverUsage.newestDays(), ...newest];
}

/** Takes the single rows off the collections that are older than so many days; or only tells which. */
export function pruneUsage(
  desk: Desk,
  { keepDays, dryRun }: { readonly keepDays: number; readonly dryRun: boolean },
): UsagePruning {
  const { database, serverUsage } = desk.store;
  const today = parseDay(desk.clock.now().toISOString().slice(0, 10));
  const keepFrom = addDays(today, -keepDays);
  const find = () => serverUsage.detailedBefore(keepFrom, neededDays(desk, today));
  if (dryRun) return { keepFrom, dryRun, days: find() };
  return transaction(database, () => {
    const days = find();
    serverUsage.dropRows(days.map(({ day }) => day));
    return { keepFrom, dryRun, days };
  });
}
