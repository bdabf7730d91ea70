import type { JobRun } from 'reseller-sdk/reports';
import type { Desk } from '../job.ts';
import { SERVICES } from './pull-services.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The job runs once a day; what is older than two missed runs no longer tells where things stand. */
const OVERDUE_AFTER_MS = 48 * HOUR_MS;
/** A server that is no longer configured is named for as long as it may be an oversight. */
const NAMED_FOR_MS = 31 * DAY_MS;

/** The desk as far as the age of its data goes. */
type Place = Pick<Desk, 'store' | 'clock' | 'requiredServers'>;

/** What there is to say of data of that age; undefined while it is fresh. */
function complaintAbout(at: string, now: Date): string | undefined {
  const age = now.getTime() - Date.parse(at);
  if (age < -HOUR_MS) return 'lies in the future: a clock is or was wrong';
  return age > OVERDUE_AFTER_MS ? `nothing newer for ${Math.floor(age / DAY_MS)} days` : undefined;
}

function entry(name: string, at: string, note: string | undefined, status: JobRun['status']): JobRun[] {
  return note === undefined ? [] : [{ name, status, at, note }];
}

/** Servers that were collected not long ago and are configured no more: what runs there is counted nowhere. */
export function droppedServers({ store, clock, requiredServers }: Place): readonly JobRun[] {
  const now = clock.now().getTime();
  return store.serverUsage.serverKeys().flatMap((serverKey) => {
    if (requiredServers.includes(serverKey)) return [];
    const at = store.serverUsage.newest(serverKey)?.collectedAt ?? '';
    const isRecent = now - Date.parse(at) <= NAMED_FOR_MS;
    const note = 'is in COMET_SERVERS no more: what runs there is not counted';
    return entry(`server ${serverKey}`, at, isRecent ? note : undefined, 'partial');
  });
}

/**
 * Data that should be newer than it is: without this a dashboard would look calm when the job has stopped. A server
 * or a portal of which there is nothing at all is not in it, since that shows by itself.
 */
export async function overdueData(place: Place): Promise<readonly JobRun[]> {
  const { store, clock, requiredServers } = place;
  const now = clock.now();
  const servers = requiredServers.flatMap((serverKey) => {
    const at = store.serverUsage.newest(serverKey)?.collectedAt;
    return typeof at === 'string' ? entry(`server ${serverKey}`, at, complaintAbout(at, now), 'error') : [];
  });
  const at = (await store.snapshots.latest(SERVICES))?.pulledAt;
  const portal = at === undefined ? [] : entry('portal', at, complaintAbout(at, now), 'error');
  return [...servers, ...portal, ...droppedServers(place)];
}
