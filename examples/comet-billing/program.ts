import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, ResellerSdkError } from 'reseller-sdk';
import type { Command, FiguresCommand } from './commands/command.ts';
import { quietDay } from './commands/daily-job.ts';
import { helpText } from './commands/help.ts';
import { type CommandLine, checkTakes, type Options, readCommandLine } from './commands/options.ts';
import { commandNamed, usageExitOf } from './commands/registry.ts';
import { UsageError } from './commands/usage-error.ts';
import { ERROR, type ExitCode, OK } from './exit-codes.ts';
import { loggedRun } from './logged-run.ts';
import { databaseFile, IN_MEMORY, type Surroundings, withDesk, withJob, withStore } from './opening.ts';
import { foreign } from './output.ts';
import { isConfigured } from './sources/environment.ts';

/** What was recorded is read by a daily job, whose end the list of jobs tells. */
const READING = { name: 'daily-job', job: commandNamed('daily-job')?.job, run: quietDay };

const RECORDED = join(import.meta.dirname, 'recorded');

/** Without a command and without configuration there is still something to see. */
function withDefaults(line: CommandLine, { environment, output }: Surroundings): CommandLine {
  const { command, options } = line;
  if (command !== undefined || options.help || isConfigured(environment)) return line;
  output.log('no servers are configured: the daily job runs on the recorded answers of this example');
  return { ...line, command: 'daily-job', options: { ...options, fromFiles: options.fromFiles ?? RECORDED } };
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
      await loggedRun(job, READING, options);
      return loggedRun(job, command, options);
    });
  }
  const file = databaseFile(options, environment);
  if (existsSync(file)) {
    return withDesk(file, around, (desk) => loggedRun(desk, command, options));
  }
  const isNamed = options.db !== undefined || Boolean(environment['COMET_BILLING_DB']);
  if (isNamed || isConfigured(environment)) {
    throw new ConfigError(
      `There is no database ${file}; run daily-job first, or name another with --db FILE`,
    );
  }
  output.log(`there is no ${file} and no server is configured: these are the days of an invented reseller`);
  // Who works with real servers never loads the fakes.
  const { openInventedDays } = await import('./demo/invented-days.ts');
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
    return withJob(options, around, (job) => loggedRun(job, command, options));
  }
  if (file === IN_MEMORY && !options.dryRun) {
    output.log('this is stored in memory alone and lost at the end; keep it with --db FILE');
  }
  // A dry run must not even leave an empty database behind, nor a line in the list of jobs.
  const isDry = options.dryRun;
  return withDesk(isDry && !existsSync(file) ? IN_MEMORY : file, around, (desk) =>
    isDry ? command.run(desk, options) : loggedRun(desk, command, options),
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
