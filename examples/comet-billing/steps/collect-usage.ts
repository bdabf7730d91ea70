import {
  type CollectedServer,
  type CollectedUsage,
  collectServerUsage,
  type UsageProfile,
  type UsageServer,
} from 'reseller-sdk/comet/usage';
import { Decimal } from 'reseller-sdk/decimal';
import type { Job } from '../job.ts';
import { foreign } from '../output.ts';
import { keepCollection } from './keep-collection.ts';
import { suspicious } from './suspicious.ts';

/** Parts of profiles by user name, for each server. */
type Readings = Map<string, Map<string, UsageProfile>>;

/** The same servers; what they answer is noted on its way. The sizes of vaults are no facts for the audit. */
function noting(servers: readonly UsageServer[], readings: Readings): UsageServer[] {
  return servers.map(({ serverKey, client }) => ({
    serverKey,
    client: {
      users: {
        async *iterateFull(params, options) {
          const profiles = new Map<string, UsageProfile>();
          readings.set(serverKey, profiles);
          for await (const user of client.users.iterateFull(params, options)) {
            const { Devices, Sources } = user.profile;
            profiles.set(user.username, { Devices, Sources });
            yield user;
          }
        },
      },
    },
  }));
}

/** A server with less than half of the users that were known: an outage that looks like an answer. */
function believe({ store, allowShrink }: Job, server: CollectedServer): CollectedServer {
  const known = store.serverUsage.newest(server.serverKey)?.totals.users ?? 0;
  const { users } = server.totals;
  if (server.status !== 'ok' || allowShrink === true || users * 2 >= known) return server;
  const error = suspicious(`${users} users`, known);
  return { ...server, status: 'failed', collectedAt: null, reason: 'PULL_SUSPICIOUS', error };
}

/** Collects the servers (or only some). What a server does not answer leaves its stored usage as it is. */
export async function collectUsage(job: Job, only?: readonly string[]): Promise<CollectedUsage> {
  const { sources, store, clock, output, signal } = job;
  const readings: Readings = new Map();
  const collected = await collectServerUsage(noting(sources.servers, readings), {
    clock,
    only,
    signal,
    onProgress: ({ serverKey, users }) => output.progress?.(`server ${serverKey}: ${users} users`),
  });
  const servers = collected.servers.map((server) => believe(job, server));
  for (const server of servers) {
    const { serverKey, collectedAt } = server;
    if (server.error !== null) output.log(`server ${serverKey}: ${server.reason} ${server.error}`);
    for (const { username, ...issue } of server.issues)
      output.log(foreign(`user ${username}: ${JSON.stringify(issue)}`));
    if (server.status !== 'ok' || collectedAt === null) continue;
    const rows = collected.rows.filter((row) => row.serverKey === serverKey);
    const profiles = readings.get(serverKey) ?? new Map();
    const isNewest = keepCollection(store, { server, rows }, { serverKey, collectedAt, profiles });
    if (!isNewest)
      output.log(`server ${serverKey}: a later collection is stored already, this one is left out`);
  }
  return { ...sumUp(servers), rows: collected.rows.filter(isOf(servers)), servers };
}

/** Whether a row is of a server that is believed. */
function isOf(servers: readonly CollectedServer[]): (row: { readonly serverKey: string }) => boolean {
  const believed = new Set(servers.filter(({ status }) => status === 'ok').map(({ serverKey }) => serverKey));
  return ({ serverKey }) => believed.has(serverKey);
}

/** What the servers that are believed have together. */
function sumUp(servers: readonly CollectedServer[]): Pick<CollectedUsage, 'totals' | 'counts'> {
  const believed = servers.filter(({ status }) => status === 'ok');
  const sum = (name: 'users' | 'devices' | 'protectedItems'): number =>
    believed.reduce((total, { totals }) => total + totals[name], 0);
  const storage = believed.reduce((total, { totals }) => total + BigInt(totals.storageBytes), 0n);
  const counts = new Map<string, Decimal>();
  for (const [id, count] of believed.flatMap((server) => Object.entries(server.counts))) {
    counts.set(id, (counts.get(id) ?? new Decimal(0)).plus(count));
  }
  const [users, devices, protectedItems] = [sum('users'), sum('devices'), sum('protectedItems')];
  return {
    totals: { users, devices, protectedItems, storageBytes: String(storage) },
    counts: Object.fromEntries(Array.from(counts, ([id, count]) => [id, count.toFixed()])),
  };
}
