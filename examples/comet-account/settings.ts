import { ConfigError, Secret } from 'reseller-sdk';
import { type CrashAt, CrashPoints } from './crash-points.ts';
import type { ShopOptions } from './shop.ts';

/** The variables that the program finds around it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Without a default: none of them can be guessed. */
const REQUIRED = [
  'COMET_URL',
  'COMET_USERNAME',
  'COMET_PASSWORD',
  'COMET_ACCOUNT_DB',
  'COMET_ACCOUNT_SEALING_KEY',
  'COMET_ACCOUNT_STORAGE',
] as const;

/** Where `serve` listens, unless told otherwise. */
export const DEFAULT_PORT = 8080;

/** What the shop is told by the environment. @throws ConfigError that names every variable that is missing */
export function readSettings(environment: Environment): ShopOptions {
  const missing = REQUIRED.filter((name) => !environment[name]);
  if (missing.length > 0) {
    throw new ConfigError(`Set ${missing.join(', ')}; or try the demo, which needs none of them`);
  }
  const webhookSecret = environment['COMET_ACCOUNT_WEBHOOK_SECRET'];
  return {
    baseUrl: environment['COMET_URL'] ?? '',
    username: environment['COMET_USERNAME'] ?? '',
    password: new Secret(environment['COMET_PASSWORD'] ?? ''),
    databaseFile: environment['COMET_ACCOUNT_DB'] ?? '',
    sealingKey: new Secret(environment['COMET_ACCOUNT_SEALING_KEY'] ?? ''),
    storageTemplate: environment['COMET_ACCOUNT_STORAGE'] ?? '',
    publicUrl: environment['COMET_ACCOUNT_PUBLIC_URL'] ?? `http://localhost:${DEFAULT_PORT}`,
    webhookSecret: webhookSecret ? new Secret(webhookSecret) : undefined,
    crashPoints: new CrashPoints(crashAt(environment['COMET_ACCOUNT_DIE_AT'])),
  };
}

/** For the demo and the tests. */
function crashAt(text: string | undefined): CrashAt {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : text;
}
