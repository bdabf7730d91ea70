/** The daily billing job of a Comet reseller as a command-line program. See the README beside this file. */
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
import { processOutput } from './output.ts';
import { isConfigured, sourcesFromEnvironment } from './sources/environment.ts';
import { sourcesFromFiles } from './sources/recorded.ts';
import { openStore } from './storage/store.ts';

const COMMANDS: Readonly<Record<string, (job: Job, options: Options) => Promise<ExitCode>>> = {
  'portal-pull': portalPull,
  'collect-usage': collect,
  reconcile: reconcileCommand,
  'daily-job': dailyJob,
  'record-pack': recordPack,
};

const HELP = `usage: npm run example comet-billing -- <command> [flags]

commands
  portal-pull     pull billing history and active services, book new charges on the prepaid credit
  collect-usage   collect usage from the servers     [--server KEY]... [--verbose] [--json]
  reconcile       compare what runs and what is billed
                  [--json] [--save] [--verbose] [--tolerance N] [--live] [--date DAY] [--compat-exit]
  daily-job       all of it in one run                [--json] [--save] [--verbose] [--tolerance N]
  record-pack     record a credit pack                --id ID --date DAY --cash AMOUNT [--bonus AMOUNT]

for all commands
  --db FILE         SQLite file; default $COMET_BILLING_DB or comet-billing.sqlite
  --from-files DIR  recorded answers instead of real servers; stored in memory unless --db is given

Servers and portal come from COMET_SERVERS, COMET_<KEY>_URL, COMET_<KEY>_USERNAME, COMET_<KEY>_PASSWORD and
COMET_PORTAL_TOKEN. Without them and without a command, the daily job runs on the recorded answers beside this
program. Data goes to stdout, the log to stderr.`;

const RECORDED = join(import.meta.dirname, 'recorded');

/** Without a command and without configuration there is still something to see. */
function withDefaults({ command, options }: CommandLine): CommandLine {
  if (command !== undefined || options.help || isConfigured(process.env)) return { command, options };
  processOutput.log('no servers are configured: the daily job runs on the recorded answers of this example');
  return { command: 'daily-job', options: { ...options, fromFiles: options.fromFiles ?? RECORDED } };
}

async function run(args: readonly string[]): Promise<ExitCode> {
  const { command, options } = withDefaults(readCommandLine(args));
  const work = command === undefined ? undefined : COMMANDS[command];
  if (work === undefined || options.help) {
    processOutput.print(HELP);
    return options.help ? OK : ERROR;
  }
  const { fromFiles, db } = options;
  const sources = fromFiles === undefined ? sourcesFromEnvironment(process.env) : sourcesFromFiles(fromFiles);
  const file =
    db ??
    (fromFiles === undefined ? (process.env['COMET_BILLING_DB'] ?? 'comet-billing.sqlite') : ':memory:');
  const store = openStore(file);
  try {
    const currency = process.env['COMET_BILLING_CURRENCY'] ?? 'USD';
    const job = await openJob({ sources, store, clock: systemClock, output: processOutput, currency });
    return await work(job, options);
  } finally {
    await sources.close();
    store.database.close();
  }
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  // What this package or the flag parser refuses is said in a line; anything else wants its stack.
  const known = error instanceof ResellerSdkError || error instanceof TypeError;
  processOutput.log(known ? error.message : String(error instanceof Error ? error.stack : error));
  process.exitCode = ERROR;
}
