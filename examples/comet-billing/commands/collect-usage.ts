import { type CollectedUsage, cometCategories } from 'reseller-sdk/comet/usage';
import type { CombinedDay } from 'reseller-sdk/reconciler';
import { formatBytes } from 'reseller-sdk/reports';
import { type ExitCode, INCOMPLETE, OK, VARIANCE } from '../exit-codes.ts';
import type { Job } from '../job.ts';
import { collectUsage } from '../steps/collect-usage.ts';
import { combinedDays, completenessText } from '../steps/combined-days.ts';
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

/** Today with all servers, also those that this run did not ask. */
function today(job: Job): CombinedDay | undefined {
  const day = job.clock.now().toISOString().slice(0, 10);
  return combinedDays(job, day, day)[0];
}

/** Collects usage from the servers. Exit 0 when all answered, 3 when some did, 1 when none did. */
export async function collect(job: Job, { servers, verbose, json }: Options): Promise<ExitCode> {
  const collected = await collectUsage(job, servers.length > 0 ? servers : undefined);
  const asked = collected.servers.filter(({ status }) => status !== 'skipped');
  const answered = asked.filter(({ status }) => status === 'ok');
  for (const { serverKey, totals } of answered) {
    job.output.log(`server ${serverKey}: ${totals.users} users, ${totals.devices} devices`);
  }
  const combined = today(job);
  if (combined !== undefined) job.output.log(`${combined.day}: ${completenessText(combined)}`);
  const { totals, counts } = collected;
  const data = { servers: collected.servers, totals, counts, combined: combined ?? null };
  if (json) job.output.print(JSON.stringify(data, null, 2));
  else if (verbose) job.output.print(totalsText(collected));
  if (answered.length === asked.length) return OK;
  return answered.length > 0 ? INCOMPLETE : VARIANCE;
}
