import type { Command } from './command.ts';
import { flagText } from './flags.ts';
import { LISTED } from './options.ts';
import { COMMANDS } from './registry.ts';

const WIDTH = 110;
const INDENT = ' '.repeat(20);

/** Texts in lines of a width, each line after an indent. */
function wrapped(texts: readonly string[]): string[] {
  const lines: string[] = [];
  for (const text of texts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + text.length < WIDTH) lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(`${INDENT}${text}`);
  }
  return lines;
}

function commandText({ name, summary, words = [], flags, formats = LISTED }: Command): string[] {
  const head = `  ${name.padEnd(INDENT.length - 2)}${summary}`;
  return [head, ...wrapped([...words, ...flags.map((flag) => flagText(flag, formats))])];
}

/** What `--help` prints. */
export function helpText(): string {
  return `usage: npm run example comet-billing -- <command> [flags]

commands
${COMMANDS.flatMap(commandText).join('\n')}

for all commands
  --json            data alone, as JSON
  --db FILE         SQLite file; default $COMET_BILLING_DB or comet-billing.sqlite
  --from-files DIR  recorded answers instead of real servers; stored in memory unless --db is given; they are read
                    before something is compared or shown
  --allow-shrink    believe an answer that is far smaller than what is known

Servers and portal come from COMET_SERVERS, COMET_<KEY>_URL, COMET_<KEY>_USERNAME, COMET_<KEY>_PASSWORD and
COMET_PORTAL_TOKEN; COMET_PORTAL_URL and COMET_BILLING_CURRENCY (default USD) are optional. Without them and
without a command, the daily job runs on the recorded answers beside this program; commands that only show
something show the days of an invented reseller then. Data goes to stdout, the log to stderr.`;
}
