import { parseArgs } from 'node:util';
import { ConfigError, parseInstant, Secret } from 'reseller-sdk';
import type { VmRequest } from 'reseller-sdk/katapult/vm';
import { type PacedClock, pacedClock } from './clock.ts';
import { type CrashAt, CrashPoints } from './crash-point.ts';
import type { ShopOptions } from './shop.ts';

export const USAGE = `usage: npm run example katapult-vm [-- OPTIONS]

Without KATAPULT_TOKEN in the environment it runs against a fake on this machine. With it, it orders a real machine,
restarts it, and purges it.

  --package, --data-center, --template   permalinks of what is ordered; no defaults
  --db FILE                              where the shop keeps its data (default katapult-vm.sqlite)
  --help

KATAPULT_TOKEN, KATAPULT_SEALING_KEY (32 bytes as base64), KATAPULT_PARENT (organization), KATAPULT_URL`;

/** The command line, and whether it asks for help alone. */
export function readFlags(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', default: false },
      db: { type: 'string', default: 'katapult-vm.sqlite' },
      package: { type: 'string' },
      'data-center': { type: 'string' },
      template: { type: 'string' },
      'die-at': { type: 'string', default: 'never' },
      pace: { type: 'string' },
    },
  }).values;
}

type Flags = ReturnType<typeof readFlags>;
type Environment = Readonly<Record<string, string | undefined>>;

/** What the shop is told by flags and environment. @throws ConfigError for what is missing */
export function readSettings(
  flags: Flags,
  environment: Environment,
  print: (line: string) => void,
): ShopOptions {
  return {
    baseUrl: environment['KATAPULT_URL'],
    token: required(environment, 'KATAPULT_TOKEN'),
    sealingKey: required(environment, 'KATAPULT_SEALING_KEY'),
    parent: environment['KATAPULT_PARENT'],
    databaseFile: flags.db,
    product: productOf(flags),
    clock: clockOf(flags.pace),
    crashPoints: new CrashPoints(crashAt(flags['die-at'])),
    print,
  };
}

function required(environment: Environment, name: string): Secret {
  const value = environment[name];
  if (value === undefined || value === '') throw new ConfigError(`${name} is not set`);
  return new Secret(value);
}

function productOf(flags: Flags): VmRequest {
  const permalink = (name: 'package' | 'data-center' | 'template'): { readonly permalink: string } => {
    const value = flags[name];
    if (value === undefined) throw new ConfigError(`--${name} is missing: what is to be ordered?`);
    return { permalink: value };
  };
  return {
    kind: 'package',
    package: permalink('package'),
    data_center: permalink('data-center'),
    disk_template: permalink('template'),
  };
}

function crashAt(text: string): CrashAt {
  return text === 'build' || text === 'never' ? text : Number(text);
}

/** `<instant>x<speed>`: the fake and everybody who talks to it share a fast clock. */
function clockOf(pace: string | undefined): PacedClock {
  if (pace === undefined) return pacedClock(new Date(), 1);
  const [origin = '', speed = ''] = pace.split('x');
  return pacedClock(parseInstant(origin, 'pace'), Number(speed));
}
