import { parseArgs } from 'node:util';
import { InvalidInputError, ResellerSdkError } from 'reseller-sdk';
import { type Call, COMMANDS, type Command } from './commands.ts';
import { runDemo } from './demo/demo.ts';

const HELP = `usage: npm run example fleio-invoicing [-- COMMAND] [--json]

  demo             a month of ticks against a fake Fleio, with checks at its end; this is the default

  import FILE      take clients, services and rates of the billing system from JSON, or bring them up to date
  tick             invoice, tell Fleio of payments, copy statuses: once, for a scheduler
  paid INVOICE     an invoice was paid
  refunded INVOICE an invoice was refunded in full
  parked           credit that waits for a human
  settle INVOICE SERVICE add|withdraw done|send-again
                   what the human found out: Fleio has it (done), or has it not (send-again)
  --json           data alone on stdout (demo, tick, parked)
  --help

All but the demo keep their data in the SQLite file FLEIO_INVOICING_DB. A tick also needs FLEIO_TOKEN,
FLEIO_BASE_URL (ends in /staffapi), FLEIO_TIME_ZONE (such as Europe/Bucharest), FLEIO_INVOICE_WITH_AGREEMENT and
FLEIO_INVOICE_WITHOUT_AGREEMENT (yes or no: whom to invoice). Optional: FLEIO_INVOICE_SUSPENDED=yes,
FLEIO_DEDUPES_CREDIT=yes (Fleio 2026.07.1 and later), FLEIO_BALANCE_LAG_MINUTES (default 15).

exit codes: 0 all is well, 1 something needs a look (stderr says what), 2 refused`;

const WELL = 0;
const LOOK = 1;
const REFUSED = 2;
const DEFAULT_COMMAND = 'demo';

/** Runs a command line to its exit code. What is refused is said in a line; a fault nobody foresaw with its stack. */
export async function runProgram(
  args: readonly string[],
  { environment, print, log }: Omit<Call, 'words' | 'json'>,
): Promise<number> {
  try {
    const { values, positionals } = readCommandLine(args);
    if (values.help) {
      print(HELP);
      return WELL;
    }
    const [name = DEFAULT_COMMAND, ...words] = positionals;
    return (await commandOf(name)({ words, json: values.json, environment, print, log })) ? WELL : LOOK;
  } catch (error) {
    // The errors of files and of the system have a code, too.
    const isForeseen = error instanceof ResellerSdkError || (error instanceof Error && 'code' in error);
    log(isForeseen ? error.message : String(error instanceof Error ? error.stack : error));
    return REFUSED;
  }
}

function readCommandLine(args: readonly string[]) {
  const options = {
    help: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new InvalidInputError('command line', [
      { path: '', message: error instanceof Error ? error.message : String(error) },
    ]);
  }
}

function commandOf(name: string): Command {
  const command = name === DEFAULT_COMMAND ? runDemo : COMMANDS.get(name);
  if (command !== undefined) return command;
  throw new InvalidInputError('command line', [
    { path: '', message: `there is no command ${name}; try --help` },
  ]);
}
