import { type CollectedServer, type CollectedUsage, collectServerUsage } from 'reseller-sdk/comet/usage';
import type { Job } from '../job.ts';
import { foreign } from '../output.ts';
import { suspicious } from './suspicious.ts';

/** A server with less than half of the users that were known: an outage that looks like an answer. */
function believe({ store, allowShrink }: Job, server: CollectedServer): CollectedServer {
  const known = store.serverUsage.newest(server.serverKey)?.server.totals.users ?? 0;
  const { users } = server.totals;
  if (server.status !== 'ok' || allowShrink === true || users * 2 >= known) return server;
  const error = suspicious(`${users} users`, known);
  return { ...server, status: 'failed', collectedAt: null, reason: 'PULL_SUSPICIOUS', error };
}

/** Collects the servers (or only some). What a server does not answer leaves its stored usage as it is. */
export async function collectUsage(job: Job, only?: readonly string[]): Promise<CollectedUsage> {
  const { sources, store, clock, output } = job;
  const collected = await collectServerUsage(sources.servers, { clock, only });
  const servers = collected.servers.map((server) => believe(job, server));
  for (const server of servers) {
    if (server.error !== null) output.log(`server ${server.serverKey}: ${server.reason} ${server.error}`);
    for (const { username, ...issue } of server.issues)
      output.log(foreign(`user ${username}: ${JSON.stringify(issue)}`));
    if (server.status === 'ok' && server.collectedAt !== null) {
      const rows = collected.rows.filter(({ serverKey }) => serverKey === server.serverKey);
      store.serverUsage.save(server.collectedAt.slice(0, 10), { server, rows });
    }
  }
  return { ...collected, servers };
}
