import { type CombinedDay, combineDaily, type ServerCounts } from 'reseller-sdk/reconciler';
import { eachDay } from '../days.ts';
import type { Desk } from '../job.ts';

const NOTHING = { users: 0, devices: 0, protectedItems: 0, storageBytes: '0' };

/** A day between two others on which nothing was collected is a day all the same, and lacks every server. */
function withEmptyDays(collections: readonly ServerCounts[]): ServerCounts[] {
  const days = collections.map(({ collectedAt }) => String(collectedAt).slice(0, 10)).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const empty = Array.from(eachDay(first, last), (day): ServerCounts => {
    const collectedAt = `${day}T00:00:00Z`;
    return { serverKey: '', status: 'failed', collectedAt, totals: NOTHING, quantities: {} };
  });
  return [...collections, ...empty];
}

/** The servers of each day together, ascending, from day to day. A day that lacks a required server says so. */
export function combinedDays(
  { store, requiredServers }: Pick<Desk, 'store' | 'requiredServers'>,
  from: string,
  to: string,
): readonly CombinedDay[] {
  const collections = store.serverUsage.between(from, to).flatMap((server): ServerCounts[] => {
    const { serverKey, status, collectedAt, totals, counts } = server;
    return collectedAt === null ? [] : [{ serverKey, status, collectedAt, totals, quantities: counts }];
  });
  return combineDaily(withEmptyDays(collections), requiredServers);
}

/** Which servers a day has, in words. */
export function completenessText({ complete, present, missing }: CombinedDay): string {
  return complete ? `complete (${present.join(', ')})` : `missing ${missing.join(', ')}`;
}
