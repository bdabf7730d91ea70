import { ResellerSdkError } from 'reseller-sdk';
import type { CollectedUsage } from 'reseller-sdk/comet/usage';
import { ERROR, type ExitCode, exitCodeOf, gravest, INCOMPLETE, OK } from '../exit-codes.ts';
import type { Job } from '../job.ts';
import type { Output } from '../output.ts';
import { chargeCredit } from '../steps/charge-credit.ts';
import { collectUsage } from '../steps/collect-usage.ts';
import { type Credit, creditPosition } from '../steps/credit-position.ts';
import { unreadText } from '../steps/log-issues.ts';
import { type ChargePull, pullCharges } from '../steps/pull-charges.ts';
import { pullServices, type ServicePull } from '../steps/pull-services.ts';
import { compare, type Reconciliation, saveReport } from '../steps/reconcile.ts';
import type { Options } from './options.ts';
import { render } from './render.ts';

/** What a day's run did. A step that failed left null, and a line in `failures`. */
export interface DailyRun {
  readonly charges: ChargePull | null;
  readonly services: ServicePull | null;
  readonly collected: CollectedUsage | null;
  /** Charges that were booked on the prepaid credit. */
  readonly charged: number | null;
  /** Charges that vanished from the portal, and whose credit was given back. */
  readonly withdrawn: number | null;
  readonly reconciliation: Reconciliation;
  readonly credit: Credit;
  readonly failures: readonly string[];
}

/**
 * Runs a step; a failure is noted and the other steps go on, because each of them is worth having. Only who is asked to
 * stop does.
 */
async function attempt<T>(
  job: Job,
  failures: string[],
  name: string,
  work: () => Promise<T>,
): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ResellerSdkError) || job.signal?.aborted === true) throw error;
    failures.push(`${name}: ${error.code} ${error.message}`);
    return null;
  }
}

/** Pulls the portal, collects the servers, books new charges, and compares both sides. */
export async function runDay(job: Job, { tolerance }: Pick<Options, 'tolerance'>): Promise<DailyRun> {
  const failures: string[] = [];
  const charges = await attempt(job, failures, 'billing history', () => pullCharges(job));
  const services = await attempt(job, failures, 'active services', () => pullServices(job));
  const collected = await attempt(job, failures, 'usage', () => collectUsage(job));
  const booked = await attempt(job, failures, 'credit', () => chargeCredit(job));
  for (const refused of [charges?.refused, services?.refused]) if (refused) failures.push(refused);
  const failed = collected?.servers.filter(({ status }) => status !== 'ok') ?? [];
  return {
    charges,
    services,
    collected,
    charged: booked?.charged ?? null,
    withdrawn: booked?.withdrawn ?? null,
    reconciliation: await compare(job, { tolerance, failed }),
    credit: await creditPosition(job),
    failures,
  };
}

/** Rows of the portal that could not be read, and are counted nowhere. */
function unreadRows({ charges, services }: DailyRun): number {
  return (charges?.invalid ?? 0) + (services?.invalid ?? 0);
}

/** 0 ok, 1 variance, 2 when a step failed, 3 when a server or a row of the portal is missing. */
export function codeOfRun(run: DailyRun): ExitCode {
  const { failures, collected, reconciliation } = run;
  const isWhole = collected?.servers.every(({ status }) => status === 'ok') && unreadRows(run) === 0;
  const status = exitCodeOf(reconciliation.report.status);
  return gravest([failures.length > 0 ? ERROR : OK, isWhole ? OK : INCOMPLETE, status]);
}

/** The run as one JSON document. */
export function dailyRunJson({ reconciliation, collected, ...run }: DailyRun): unknown {
  const servers = collected?.servers ?? [];
  return {
    ...run,
    collected: { servers, totals: collected?.totals ?? null },
    reconciliation: reconciliation.report,
  };
}

function logGaps({ log }: Output, run: DailyRun): void {
  for (const failure of run.failures) log(failure);
  const unread = unreadRows(run);
  if (unread > 0) log(unreadText(unread));
}

/** A day's run that prints nothing, for what is shown after it. */
export async function quietDay(job: Job, options: Pick<Options, 'tolerance'>): Promise<ExitCode> {
  const run = await runDay(job, options);
  logGaps(job.output, run);
  return codeOfRun(run);
}

/** The whole day in one command; what a scheduler should run. */
export async function dailyJob(
  job: Job,
  options: Pick<Options, 'tolerance' | 'save' | 'format' | 'rows' | 'verbose'>,
): Promise<ExitCode> {
  const run = await runDay(job, options);
  logGaps(job.output, run);
  if (options.save) {
    job.output.log(`saved as report ${(await saveReport(job, run.reconciliation)).reportId}`);
  }
  const { report } = run.reconciliation;
  job.output.print(render(report, options, { json: dailyRunJson(run), credit: run.credit }));
  return codeOfRun(run);
}
