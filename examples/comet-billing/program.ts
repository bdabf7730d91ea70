import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, ResellerSdkError, systemClock } from 'reseller-sdk';
import type { Command, FiguresCommand } from './commands/command.ts';
import { runDay } from './commands/daily-job.ts';
import { helpText } from './commands/help.ts';
import { type CommandLine, checkTakes, type Options, readCommandLine } from './commands/options.ts';
import { commandNamed, usageExitOf } from './commands/registry.ts';
import { UsageError } from './commands/usage-error.ts';
import { openInventedDays } from './demo/invented-days.ts';
import { ERROR, type ExitCode, OK } from './exit-codes.ts';
import { type Desk, type Job, openDesk, openJob } from './job.ts';
import { loggedRun } from './logged-run.ts';
import { foreign, type Output } from './output.ts';
import { isConfigured, serverKeys, sourcesFromEnvironment } from './sources/environment.ts';
import { sourcesFromFiles } from './sources/recorded.ts';
import type { Sources } from './sources/sources.ts';
import { namingFile } from './storage/database.ts';
import { openStore, type Store } from './storage/store.ts';

/** What the program finds around it. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly output: Output;
}

const IN_MEMORY = ':memory:';
const DEFAULT_FILE = 'comet-billing.sqlite';
const RECORDED = join(import.meta.dirname, 'recorded');

/** Without a command and without configuration there is still something to see. */
function withDefaults(line: CommandLine, { environment, output }: Surroundings): CommandLine {
  const { command, options } = line;
  if (command !== undefined || options.help || isConfigured(environment)) return line;
  output.log('no servers are configured: the daily job runs on the recorded answers of this example');
  return { ...line, command: 'daily-job', options: { ...options, fromFiles: options.fromFiles ?? RECORDED } };
}

function databaseFile({ db, fromFiles }: Options, environment: Surroundings['environment']): string {
  if (db !== undefined) return db;
  return fromFiles === undefined ? environment['COMET_BILLING_DB'] || DEFAULT_FILE : IN_MEMORY;
}

/** Opens the store for some work, and closes it however that ends. */
async function withStore<T>(file: string, work: (store: Store) => Promise<T>): Promise<T> {
  let store: Store | undefined;
  try {
    store = openStore(file);
    return await work(store);
  } catch (error) {
    throw namingFile(error, file);
  } finally {
    store?.database.close();
  }
}

/** Opens servers and portal for some work, and ends their sessions however that ends. */
async function withJob<T>(
  options: Options,
  around: Surroundings,
  work: (job: Job) => Promise<T>,
): Promise<T> {
  const { environment, output } = around;
  const { fromFiles, allowShrink } = options;
  const sources: Sources =
    fromFiles === undefined ? sourcesFromEnvironment(environment) : sourcesFromFiles(fromFiles);
  try {
    return await withStore(databaseFile(options, environment), async (store) => {
      const currency = currencyOf(environment);
      return work(await openJob({ sources, store, clock: systemClock, output, currency, allowShrink }));
    });
  } finally {
    await sources.close();
  }
}

function currencyOf(environment: Surroundings['environment']): string {
  return environment['COMET_BILLING_CURRENCY'] || 'USD';
}

/** All that is stored. The servers that are configured are required, else all that were ever collected. */
function withDesk<T>(file: string, around: Surroundings, work: (desk: Desk) => Promise<T>): Promise<T> {
  const { environment, output } = around;
  return withStore(file, async (store) => {
    const configured = serverKeys(environment);
    const requiredServers = configured.length > 0 ? configured : store.serverUsage.serverKeys();
    const currency = currencyOf(environment);
    return work(await openDesk({ store, clock: systemClock, output, currency, requiredServers }));
  });
}

/** Shows what is stored; what was recorded, once it is read; or the days of an invented reseller. */
async function showFigures(
  command: FiguresCommand,
  options: Options,
  around: Surroundings,
): Promise<ExitCode> {
  const { environment, output } = around;
  if (options.fromFiles !== undefined) {
    return withJob(options, around, async (job) => {
      for (const failure of (await runDay(job, options)).failures) output.log(failure);
      return loggedRun(job, command, (own) => command.run({ ...job, output: own }, options));
    });
  }
  const file = databaseFile(options, environment);
  if (existsSync(file)) {
    return withDesk(file, around, (desk) =>
      loggedRun(desk, command, (own) => command.run({ ...desk, output: own }, options)),
    );
  }
  const isNamed = options.db !== undefined || Boolean(environment['COMET_BILLING_DB']);
  if (isNamed || isConfigured(environment)) {
    throw new ConfigError(
      `There is no database ${file}; run daily-job first, or name another with --db FILE`,
    );
  }
  output.log(`there is no ${file} and no server is configured: these are the days of an invented reseller`);
  return withStore(IN_MEMORY, async (store) => command.run(await openInventedDays(store, output), options));
}

async function work(command: Command, options: Options, around: Surroundings): Promise<ExitCode> {
  const { environment, output } = around;
  const file = databaseFile(options, environment);
  if (command.needs === 'figures') return showFigures(command, options, around);
  if (options.save && file === IN_MEMORY) {
    output.log('the report is saved in memory alone and lost at the end; keep it with --db FILE');
  }
  if (command.needs === 'sources') {
    return withJob(options, around, (job) =>
      loggedRun(job, command, (own) => command.run({ ...job, output: own }, options)),
    );
  }
  if (file === IN_MEMORY && !options.dryRun) {
    output.log('this is stored in memory alone and lost at the end; keep it with --db FILE');
  }
  // A dry run must not even leave an empty database behind, nor a line in the list of jobs.
  const isDry = options.dryRun;
  return withDesk(isDry && !existsSync(file) ? IN_MEMORY : file, around, (desk) =>
    isDry
      ? command.run(desk, options)
      : loggedRun(desk, command, (own) => command.run({ ...desk, output: own }, options)),
  );
}

async function run(args: readonly string[], around: Surroundings): Promise<ExitCode> {
  const line = withDefaults(readCommandLine(args), around);
  const { command: name, options } = line;
  if (options.help) {
    around.output.print(helpText());
    return OK;
  }
  const command = commandNamed(name);
  if (command !== undefined) {
    checkTakes(command, line);
    return work(command, options, around);
  }
  if (name !== undefined) around.output.log(`There is no command ${foreign(name)}.\n`);
  around.output.log(helpText());
  return ERROR;
}

/** Runs a command line to its exit code. What is refused is said in a line; a fault nobody foresaw with its stack. */
export async function runProgram(args: readonly string[], around: Surroundings): Promise<ExitCode> {
  try {
    return await run(args, around);
  } catch (error) {
    const refused = error instanceof ResellerSdkError;
    around.output.log(refused ? error.message : String(error instanceof Error ? error.stack : error));
    return error instanceof UsageError ? (usageExitOf(args) ?? ERROR) : ERROR;
  }
}
