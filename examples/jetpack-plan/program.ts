import { ResellerSdkError } from 'reseller-sdk';
import { readCommandLine, refusal } from './command-line.ts';
import { LICENSE_COMMANDS } from './commands/licenses.ts';
import { OVERVIEW_COMMANDS } from './commands/overview.ts';
import { PLAN_COMMANDS } from './commands/plans.ts';
import { runDemo } from './demo/demo.ts';
import { runFake } from './demo/fake.ts';
import { type Command, type Ending, isWorthAnother, type Result } from './result.ts';
import { type Environment, readSettings } from './settings.ts';
import { openShop, type ShopOptions } from './shop.ts';

const HELP = `usage: npm run example jetpack-plan [-- COMMAND] [--json]

  demo                    a story on a fake vendor, with checks at its end; this is the default
  fake                    a fake vendor to try the commands on; prints the variables for them

  test                    whether the vendor takes the credentials
  order SERVICE SITE PLAN --user USER   sell a plan; USER is a user of the WordPress site
  status SERVICE          where the plan stands
  link SERVICE            what the customer is shown: his one-time link, or what his plan waits for
  recheck SERVICE         look now instead of at its time
  cancel SERVICE          cancel the plan
  settle SERVICE cancelled|provisioned  what you found out about a plan that the vendor will not cancel
  tick                    whatever is due, for a scheduler, every minute
  list                    everything that was sold, and what is wrong with it

  license sell SERVICE PRODUCT
  license status SERVICE
  license key SERVICE     the key, to be delivered
  license attach SERVICE SITE           puts it on a connected site; allow-listed partners alone
  license candidates SERVICE            what a lost sale may have issued
  license settle SERVICE REFERENCE|none   what you found out: which candidate, or that none was issued
  license revoke SERVICE  for good
  --json                  one document on stdout
  --help

All but demo and fake need JETPACK_PLAN_DB (a file), and JETPACK_CLIENT_ID and JETPACK_CLIENT_SECRET (plans) or
JETPACK_LICENSING_TOKEN (licenses), or all of them. Optional: JETPACK_KEY (live or test, what kind of partner key that is;
default live), JETPACK_URL, JETPACK_TIMEOUT_MS.

exit codes: 0 all is well, 1 somebody has to look at it, 2 refused, 3 not certain yet: give the command again later`;

const CODES: Readonly<Record<Ending | 'refused', number>> = { well: 0, look: 1, refused: 2, later: 3 };

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
      return CODES.well;
    }
    const result = await run(words, flags, surroundings);
    if (flags.json) print(JSON.stringify(result.value, null, 2));
    else for (const line of result.lines) print(line);
    return CODES[result.ending];
  } catch (error) {
    if (error instanceof ResellerSdkError) {
      log(`${error.code}: ${error.message}`);
      return CODES[isWorthAnother(error) ? 'later' : 'refused'];
    }
    log(String(error instanceof Error ? error.stack : error));
    return CODES.look;
  }
}

async function run(
  [name = 'demo', ...words]: readonly string[],
  flags: ReturnType<typeof readCommandLine>['flags'],
  { environment, print, crashPoints }: Surroundings,
): Promise<Result> {
  if (name === 'demo') return runDemo(flags.json ? () => undefined : print);
  if (name === 'fake') return runFake(print);
  const [command, rest] =
    name === 'license' ? [LICENSE_COMMANDS.get(words[0] ?? ''), words.slice(1)] : [commandOf(name), words];
  if (command === undefined) throw refusal(`there is no command ${[name, ...words].join(' ')}; try --help`);
  const settings = readSettings(environment);
  const shop = openShop(crashPoints === undefined ? settings : { ...settings, crashPoints });
  try {
    return await command({ shop, words: rest, flags });
  } finally {
    shop.close();
  }
}

function commandOf(name: string): Command | undefined {
  return PLAN_COMMANDS.get(name) ?? OVERVIEW_COMMANDS.get(name);
}
