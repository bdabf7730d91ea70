import { join } from 'node:path';
import { ResellerSdkError, systemClock } from 'reseller-sdk';
import { collect } from './commands/collect-usage.ts';
import { dailyJob } from './commands/daily-job.ts';
import { type CommandLine, type Options, readCommandLine } from './commands/options.ts';
import { portalPull } from './commands/portal-pull.ts';
import { reconcileCommand } from './commands/reconcile.ts';
import { recordPack } from './commands/record-pack.ts';
import { ERROR, type ExitCode, OK } from './exit-codes.ts';
import { type Job, openJob } from './job.ts';
import { foreign, type Output } from './output.ts';
import { isConfigured, sourcesFromEnvironment } from './sources/environment.ts';
import { sourcesFromFiles } from './sources/recorded.ts';
import { namingFile } from './storage/database.ts';
import { openStore, type Store } from './storage/store.ts';

const COMMANDS: ReadonlyMap<string, (job: Job, options: Options) => Promise<ExitCode>> = new Map([
  ['portal-pull', portalPull],
  ['collect-usage', collect],
  ['reconcile', reconcileCommand],
  ['daily-job', dailyJob],
  ['record-pack', recordPack],
]);

const HELP = `usage: npm run example comet-billing -- <command> [flags]

commands
  portal-pull     pull billing history and active services, book new charges on the prepaid credit
  collect-usage   collect usage from the servers     [--server KEY]... [--verbose] [--json]
  reconcile       compare what runs and what is billed
                  [--format text|json|csv] [--json] [--save] [--verbose] [--tolerance N] [--live] [--date DAY]
                  [--compat-exit]
  daily-job       all of it in one run
                  [--format text|json|csv] [--json] [--save] [--verbose] [--tolerance N]
  record-pack     record a credit pack                --id ID --date DAY --cash AMOUNT [--bonus AMOUNT]

for all commands
  --db FILE         SQLite file; default $COMET_BILLING_DB or comet-billing.sqlite
  --from-files DIR  recorded answers instead of real servers; stored in memory unless --db is given; reconcile
                    reads them first
  --allow-shrink    believe an answer that is far smaller than what is known

Servers and portal come from COMET_SERVERS, COMET_<KEY>_URL, COMET_<KEY>_USERNAME, COMET_<KEY>_PASSWORD and
COMET_PORTAL_TOKEN; COMET_PORTAL_URL and COMET_BILLING_CURRENCY (default USD) are optional. Without them and
without a command, the daily job runs on the recorded answers beside this program. Data goes to stdout, the
log to stderr.`;

/** What the program finds around it. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly output: Output;
}

const IN_MEMORY = ':memory:';
const RECORDED = join(import.meta.dirname, 'recorded');

/** Without a command and without configuration there is still something to see. */
function withDefaults({ command, options }: CommandLine, { environment, output }: Surroundings): CommandLine {
  if (command !== undefined || options.help || isConfigured(environment)) return { command, options };
  output.log('no servers are configured: the daily job runs on the recorded answers of this example');
  return { command: 'daily-job', options: { ...options, fromFiles: options.fromFiles ?? RECORDED } };
}

function databaseFile({ db, fromFiles }: Options, environment: Surroundings['environment']): string {
  if (db !== undefined) return db;
  return fromFiles === undefined ? environment['COMET_BILLING_DB'] || 'comet-billing.sqlite' : IN_MEMORY;
}

async function work(
  command: (job: Job, options: Options) => Promise<ExitCode>,
  options: Options,
  around: Surroundings,
) {
  const { environment, output } = around;
  const { fromFiles } = options;
  const sources = fromFiles === undefined ? sourcesFromEnvironment(environment) : sourcesFromFiles(fromFiles);
  const file = databaseFile(options, environment);
  if (options.save && file === IN_MEMORY) {
    output.log('the report is saved in memory alone and lost at the end; keep it with --db FILE');
  }
  let store: Store | undefined;
  try {
    store = openStore(file);
    const currency = environment['COMET_BILLING_CURRENCY'] || 'USD';
    const { allowShrink } = options;
    const job = await openJob({ sources, store, clock: systemClock, output, currency, allowShrink });
    return await command(job, options);
  } catch (error) {
    throw namingFile(error, file);
  } finally {
    await sources.close();
    store?.database.close();
  }
}

async function run(args: readonly string[], around: Surroundings): Promise<ExitCode> {
  const { command, options } = withDefaults(readCommandLine(args), around);
  if (options.help) {
    around.output.print(HELP);
    return OK;
  }
  const known = command === undefined ? undefined : COMMANDS.get(command);
  if (known !== undefined) return work(known, options, around);
  if (command !== undefined) around.output.log(`There is no command ${foreign(command)}.\n`);
  around.output.log(HELP);
  return ERROR;
}

/** Runs a command line to its exit code. What is refused is said in a line; a fault nobody foresaw with its stack. */
export async function runProgram(args: readonly string[], around: Surroundings): Promise<ExitCode> {
  try {
    return await run(args, around);
  } catch (error) {
    const refused = error instanceof ResellerSdkError;
    around.output.log(refused ? error.message : String(error instanceof Error ? error.stack : error));
    return ERROR;
  }
}
