import { type CollectedUsage, cometCategories } from 'reseller-sdk/comet/usage';
import { formatBytes } from 'reseller-sdk/reports';
import { type ExitCode, INCOMPLETE, OK, VARIANCE } from '../exit-codes.ts';
import type { Job } from '../job.ts';
import { collectUsage } from '../steps/collect-usage.ts';
import type { Options } from './options.ts';

/** The totals over the servers that answered, one per line. */
function totalsText({ totals, counts }: CollectedUsage): string {
  const lines: [string, string | number][] = [
    ['Users', totals.users],
    ...cometCategories
      .filter(({ server }) => server !== null)
      .map(({ id, label }): [string, string] => [label, counts[id] ?? '0']),
    ['Protected Items', totals.protectedItems],
    ['Storage', formatBytes(BigInt(totals.storageBytes))],
  ];
  return lines.map(([label, value]) => `${label.padEnd(16)} ${value}`).join('\n');
}

/** Collects usage from the servers. Exit 0 when all answered, 3 when some did, 1 when none did. */
export async function collect(job: Job, { servers, verbose, json }: Options): Promise<ExitCode> {
  const collected = await collectUsage(job, servers.length > 0 ? servers : undefined);
  const asked = collected.servers.filter(({ status }) => status !== 'skipped');
  const answered = asked.filter(({ status }) => status === 'ok');
  for (const { serverKey, totals } of answered) {
    job.output.log(`server ${serverKey}: ${totals.users} users, ${totals.devices} devices`);
  }
  if (json)
    job.output.print(
      JSON.stringify(
        { servers: collected.servers, totals: collected.totals, counts: collected.counts },
        null,
        2,
      ),
    );
  else if (verbose) job.output.print(totalsText(collected));
  if (answered.length === asked.length) return OK;
  return answered.length > 0 ? INCOMPLETE : VARIANCE;
}
