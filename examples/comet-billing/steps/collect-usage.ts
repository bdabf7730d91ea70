import { type CollectedServer, type CollectedUsage, collectServerUsage } from 'reseller-sdk/comet/usage';
import type { Job } from '../job.ts';
import { foreign } from '../output.ts';

/** Servers that hold no user where users were known: an outage that looks like an answer. */
function isSuspicious({ store }: Job, server: CollectedServer): boolean {
  const before = store.serverUsage.newest(server.serverKey);
  return server.status === 'ok' && server.totals.users === 0 && (before?.server.totals.users ?? 0) > 0;
}

function refuse(server: CollectedServer): CollectedServer {
  const error = 'the server answered without any user where users were known; nothing was stored';
  return { ...server, status: 'failed', collectedAt: null, reason: 'PULL_SUSPICIOUS', error };
}

/** Collects the servers (or only some). What a server does not answer leaves its stored usage as it is. */
export async function collectUsage(job: Job, only?: readonly string[]): Promise<CollectedUsage> {
  const { sources, store, clock, output } = job;
  const collected = await collectServerUsage(sources.servers, { clock, only });
  const servers = collected.servers.map((server) => (isSuspicious(job, server) ? refuse(server) : server));
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
