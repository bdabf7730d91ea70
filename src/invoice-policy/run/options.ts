import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { type ChargeRetrySettings, chargeRetryIssues } from '../charge-retry.ts';
import { hasMembers, invoiceSettingsIssues } from '../check-settings.ts';
import type { InvoiceSettings } from '../settings.ts';
import type { AccountOutcome } from './report.ts';

/** The policy of a run. */
export interface InvoicingSettings extends InvoiceSettings {
  /** Repeats of failed charges. Default: none, and no agreement is dropped. */
  readonly chargeRetry?: ChargeRetrySettings;
}

/** How a run works. */
export interface InvoicingOptions {
  /** Name of the run in the stores. It must be a new one every time; default: a random UUID. */
  readonly runId?: string;
  /** Which lock keeps runs apart. Default `invoicing`; name one per vendor account. */
  readonly lockName?: string;
  /** For how long the lock is taken, in milliseconds; it is extended while the run goes on. Default 10 minutes. */
  readonly lockTtlMs?: number;
  /** By how much the vendor's clock may differ, in milliseconds. Default 5 minutes. */
  readonly maxSkewMs?: number;
  /** Ends the run after the client that it is at. */
  readonly signal?: AbortSignal;
  /** Sees the outcome of each account at once, for logs. What it throws is ignored. */
  readonly onAccount?: (outcome: AccountOutcome) => void;
}

const MINUTE_MS = 60_000;
export const DEFAULT_LOCK_NAME = 'invoicing';
export const DEFAULT_LOCK_TTL_MS = 10 * MINUTE_MS;
export const DEFAULT_MAX_SKEW_MS = 5 * MINUTE_MS;
export const NO_RETRY: ChargeRetrySettings = Object.freeze({ everyHours: 0, dropAfter: 0 });

/** @throws InvalidInputError with every issue of the settings and of the options */
export function checkRun(settings: InvoicingSettings, options: InvoicingOptions): void {
  const issues = [...invoiceSettingsIssues(settings), ...retryIssues(settings), ...optionIssues(options)];
  if (issues.length > 0) throw new InvalidInputError('invoicing run', issues);
}

function retryIssues(settings: InvoicingSettings): Issue[] {
  if (!hasMembers(settings)) return [];
  const { chargeRetry = NO_RETRY } = settings;
  if (!hasMembers(chargeRetry)) return [{ path: 'chargeRetry', message: 'must be hours and failures' }];
  return chargeRetryIssues(chargeRetry).map((issue) => ({ ...issue, path: `chargeRetry.${issue.path}` }));
}

function optionIssues(options: InvoicingOptions): Issue[] {
  const issues: Issue[] = [];
  for (const path of ['lockTtlMs', 'maxSkewMs'] as const) {
    const value = options[path];
    if (value !== undefined && !(Number.isFinite(value) && value > 0)) {
      issues.push({ path, message: 'must be a positive number of milliseconds' });
    }
  }
  for (const path of ['runId', 'lockName'] as const) {
    const value = options[path];
    if (value !== undefined && (typeof value !== 'string' || value === '')) {
      issues.push({ path, message: 'must be a text that is not empty' });
    }
  }
  return issues;
}
