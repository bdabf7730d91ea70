import { ConfigError } from 'reseller-sdk';
import { FleioClient } from 'reseller-sdk/fleio';
import type { InvoicingSettings } from 'reseller-sdk/invoice-policy';
import type { CardGateway } from './charging.ts';
import type { OfficeOptions } from './office.ts';

/** The variables that the program finds around it. */
export type Environment = Readonly<Record<string, string | undefined>>;

const DATABASE = 'FLEIO_INVOICING_DB';
const WITH_AGREEMENT = 'FLEIO_INVOICE_WITH_AGREEMENT';
const WITHOUT_AGREEMENT = 'FLEIO_INVOICE_WITHOUT_AGREEMENT';
/** Without a default: a tick that guesses one of them invoices the wrong people, or in the wrong file. */
const REQUIRED = [
  'FLEIO_TOKEN',
  'FLEIO_BASE_URL',
  'FLEIO_TIME_ZONE',
  DATABASE,
  WITH_AGREEMENT,
  WITHOUT_AGREEMENT,
];
const MINUTE_MS = 60_000;
/** Fleio works balances out every 10 to 15 minutes where it is set up as recommended. */
const BALANCE_LAG_MINUTES = 15;

/** The SQLite file. @throws ConfigError when it is not named */
export function databaseFile(environment: Environment): string {
  refuseMissing(environment, [DATABASE]);
  return environment[DATABASE] ?? '';
}

/** What a tick on a real Fleio works with. @throws ConfigError that names every variable that is missing */
export function officeOptions(environment: Environment): Omit<OfficeOptions, 'database' | 'clock'> {
  refuseMissing(environment, REQUIRED);
  const token = environment['FLEIO_TOKEN'] ?? '';
  const baseUrl = environment['FLEIO_BASE_URL'] ?? '';
  return {
    fleio: new FleioClient({ token, baseUrl }),
    settings: settingsOf(environment),
    gateway: NO_GATEWAY,
    balanceLagMs: minutes(environment, 'FLEIO_BALANCE_LAG_MINUTES', BALANCE_LAG_MINUTES) * MINUTE_MS,
    serverDedupesCredit: isYes(environment, 'FLEIO_DEDUPES_CREDIT'),
  };
}

/** Charging takes a payment provider: implement `CardGateway`, then set `chargeImmediately` and `chargeRetry`. */
function settingsOf(environment: Environment): InvoicingSettings {
  return {
    invoiceWithAgreement: isYes(environment, WITH_AGREEMENT),
    invoiceWithoutAgreement: isYes(environment, WITHOUT_AGREEMENT),
    includeSuspended: isYes(environment, 'FLEIO_INVOICE_SUSPENDED'),
    chargeImmediately: false,
    timeZone: environment['FLEIO_TIME_ZONE'] ?? '',
  };
}

const NO_GATEWAY: CardGateway = {
  charge: () => Promise.reject(new ConfigError('No payment provider is connected')),
};

function refuseMissing(environment: Environment, names: readonly string[]): void {
  const missing = names.filter((name) => !environment[name]);
  if (missing.length > 0) throw new ConfigError(`Set ${missing.join(', ')}`);
}

/** @throws ConfigError for anything but yes, no, or nothing, which is no */
function isYes(environment: Environment, name: string): boolean {
  const value = environment[name] || 'no';
  if (value !== 'yes' && value !== 'no') throw new ConfigError(`${name} must be yes or no`);
  return value === 'yes';
}

function minutes(environment: Environment, name: string, otherwise: number): number {
  const value = environment[name] || String(otherwise);
  if (!/^\d{1,4}$/.test(value)) throw new ConfigError(`${name} must be a number of minutes`);
  return Number(value);
}
