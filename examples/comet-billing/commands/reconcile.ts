import type { CollectedServer } from 'reseller-sdk/comet/usage';
import { type ExitCode, exitCodeOf, INCOMPLETE, VARIANCE } from '../exit-codes.ts';
import type { Job } from '../job.ts';
import { collectUsage } from '../steps/collect-usage.ts';
import { pullServices } from '../steps/pull-services.ts';
import { compare, type Reconciliation, saveReport } from '../steps/reconcile.ts';
import type { Options } from './options.ts';
import { render } from './render.ts';
import { UsageError } from './usage-error.ts';

/** Fetches both sides now, of the servers only some if they are named; returns those that did not answer. */
async function fetchBoth(job: Job, only: readonly string[]): Promise<readonly CollectedServer[]> {
  const { servers } = await collectUsage(job, only.length > 0 ? only : undefined);
  const { refused } = await pullServices(job);
  if (refused !== null) job.output.log(refused);
  return servers.filter(({ status }) => status === 'failed');
}

/** Prints a comparison, saves it if asked, and says how it went. */
async function present(job: Job, result: Reconciliation, options: Options): Promise<ExitCode> {
  const { report } = result;
  if (options.save) job.output.log(`saved as report ${(await saveReport(job, result)).reportId}`);
  job.output.print(render(report, options));
  const code = exitCodeOf(report.status);
  return options.compatExit && code === INCOMPLETE ? VARIANCE : code;
}

/**
 * Compares what runs with what is billed: stored data, or fresh data with `--live`. Exit 0 when all match, 1
 * for a variance, 3 when a side is incomplete (1 with `--compat-exit`).
 */
export async function reconcileCommand(job: Job, options: Options): Promise<ExitCode> {
  const { date: day, tolerance, servers } = options;
  const isLive = options.live || options.fromFiles !== undefined;
  if (servers.length > 0 && !isLive) throw new UsageError('reconcile takes --server with --live alone');
  const failed = isLive ? await fetchBoth(job, servers) : [];
  return present(job, await compare(job, { day, tolerance, failed }), options);
}
