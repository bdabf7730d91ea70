import { ResellerSdkError } from 'reseller-sdk';
import { readCommandLine, refusal } from './command-line.ts';
import { COMMANDS, type Result } from './commands.ts';
import { runDemo } from './demo/demo.ts';
import { runFake } from './demo/fake.ts';
import { type Environment, readSettings } from './settings.ts';
import { openShop, type ShopOptions } from './shop.ts';

const HELP = `usage: npm run example comet-account [-- COMMAND] [--json]

  demo                    a story on a fake server, with checks at its end; this is the default
  fake                    a fake server to try the commands on; prints the variables for them

  test                    whether the server and the login can be worked with
  order SERVICE PACKAGE --name NAME --email ADDRESS   sell an account
  change SERVICE PACKAGE  another package, or other quotas
      --devices N|unlimited  --storage-gib N|unlimited   where it is not as the package says
  suspend | resume | close SERVICE
  password SERVICE        set a new password
  credentials SERVICE     name and password, for the customer's eyes
  login SERVICE           a link that logs the customer in to Comet's web interface, once
  show SERVICE            what the customer may see of his account
  list                    all services, and what is wrong with them
  work [--all]            whatever is not done yet, for a scheduler; --all looks at every account
  ours | not-ours SERVICE GUID   what you found out, where an order is stuck with AMBIGUOUS_CREATE
  serve [--port 8080]     the webhook of the server, and the login links
  --json                  one document on stdout
  --help

packages: starter, business (packages.ts)

All but demo and fake need COMET_URL, COMET_USERNAME, COMET_PASSWORD, COMET_ACCOUNT_STORAGE (id of a storage template),
COMET_ACCOUNT_DB (a file) and COMET_ACCOUNT_SEALING_KEY (32 bytes as base64). Optional: COMET_ACCOUNT_PUBLIC_URL (where
customers reach serve), COMET_ACCOUNT_WEBHOOK_SECRET (what the webhook sends as Authorization).

exit codes: 0 all is well, 1 something needs a look, 2 refused`;

const WELL = 0;
const LOOK = 1;
const REFUSED = 2;

/** Where a program runs: what it is told, and where it writes data and the log. */
export interface Surroundings {
  readonly environment: Environment;
  readonly print: (text: string) => void;
  readonly log: (text: string) => void;
  /** For the tests: dies in this process. */
  readonly crashPoints?: ShopOptions['crashPoints'] | undefined;
}

/** Runs a command line to its exit code. What is refused is said in a line; a fault nobody foresaw with its stack. */
export async function runProgram(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { print, log } = surroundings;
  try {
    const { flags, words } = readCommandLine(args);
    if (flags.help) {
      print(HELP);
      return WELL;
    }
    const result = await run(words, flags, surroundings);
    if (flags.json) print(JSON.stringify(result.value, null, 2));
    else for (const line of result.lines) print(line);
    return result.ok ? WELL : LOOK;
  } catch (error) {
    log(error instanceof ResellerSdkError ? `${error.code}: ${error.message}` : stackOf(error));
    return REFUSED;
  }
}

async function run(
  [name = 'demo', ...words]: readonly string[],
  flags: ReturnType<typeof readCommandLine>['flags'],
  { environment, print, log, crashPoints }: Surroundings,
): Promise<Result> {
  if (name === 'demo') return runDemo(flags.json ? () => undefined : print);
  if (name === 'fake') return runFake(print);
  const command = COMMANDS.get(name);
  if (command === undefined) throw refusal(`there is no command ${name}; try --help`);
  const settings = readSettings(environment);
  const shop = openShop(crashPoints === undefined ? settings : { ...settings, crashPoints });
  try {
    return await command({ shop, words, flags, log });
  } finally {
    await shop.close();
  }
}

function stackOf(error: unknown): string {
  return String(error instanceof Error ? error.stack : error);
}
