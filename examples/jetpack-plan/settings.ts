import { type Clock, ConfigError, parseInstant, Secret, systemClock } from 'reseller-sdk';
import { type CrashAt, CrashPoints } from './crash-points.ts';
import type { ShopOptions } from './shop.ts';

/** The variables that the program finds around it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the package waits for by itself; a longer wait could outlive the lease on a record. */
const MAX_TIMEOUT_MS = 60_000;

/** What the shop is told by the environment. @throws ConfigError that names everything that is wrong */
export function readSettings(environment: Environment): ShopOptions {
  const value = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const clientId = value('JETPACK_CLIENT_ID');
  const clientSecret = value('JETPACK_CLIENT_SECRET');
  const licensingToken = value('JETPACK_LICENSING_TOKEN');
  const keyName = value('JETPACK_KEY') ?? 'live';
  const timeout = numberOf(value('JETPACK_TIMEOUT_MS'));
  const hasKey = clientId !== undefined && clientSecret !== undefined;
  const hasHalfAKey = !hasKey && (clientId ?? clientSecret) !== undefined;
  const wrong = [
    value('JETPACK_PLAN_DB') === undefined && 'JETPACK_PLAN_DB to a file',
    (hasHalfAKey || (!hasKey && licensingToken === undefined)) &&
      'JETPACK_CLIENT_ID and JETPACK_CLIENT_SECRET for plans, JETPACK_LICENSING_TOKEN for licenses, or all of them',
    keyName !== 'live' && keyName !== 'test' && 'JETPACK_KEY to live or test',
    !isTimeout(timeout) && `JETPACK_TIMEOUT_MS to a whole number from 1 to ${MAX_TIMEOUT_MS}`,
  ].filter((problem) => problem !== false);
  if (wrong.length > 0) throw new ConfigError(`Set ${wrong.join('; ')}. The demo needs none of them`);
  return {
    clientId,
    clientSecret: clientSecret === undefined ? undefined : new Secret(clientSecret),
    licensingToken: licensingToken === undefined ? undefined : new Secret(licensingToken),
    keyName: keyName === 'test' ? 'test' : 'live',
    timeout,
    baseUrl: value('JETPACK_URL'),
    databaseFile: value('JETPACK_PLAN_DB') ?? '',
    clock: clockAt(value('JETPACK_PLAN_NOW')),
    crashPoints: new CrashPoints(crashAt(value('JETPACK_PLAN_DIE_AT'))),
  };
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function isTimeout(ms = MAX_TIMEOUT_MS): boolean {
  return Number.isSafeInteger(ms) && ms > 0 && ms <= MAX_TIMEOUT_MS;
}

/** For the demo and the tests, whose time stands still while a command runs. */
function clockAt(instant: string | undefined): Clock {
  if (instant === undefined) return systemClock;
  const now = parseInstant(instant, 'JETPACK_PLAN_NOW');
  return { now: () => now };
}

/** For the demo and the tests. */
function crashAt(text: string | undefined): CrashAt {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : text;
}
