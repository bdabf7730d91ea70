import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { systemClock } from '../../core/time.ts';
import { CreditRun } from './credit-run.ts';
import type { CreditOutboxOptions } from './options.ts';
import type { CreditReport } from './report.ts';
import { defaultSourceKey } from './source-key.ts';

const MAX_RETRIES = 10;
const LEASE_MS = 300_000;
/** The wait after the last one is two years. */
const MOST_RETRIES = 20;

/**
 * Tells Fleio of the credit in the outbox, row after row: once each, and those of one client in the order in which
 * they were added. Call it on every tick, after the invoicing; runs may overlap.
 *
 * A row that waits for its next try holds back the later ones of its client. A parked row holds back only the refund of
 * its own invoice and service: sums commute, and no customer should wait for a human because of another invoice.
 *
 * Source: contract fleio 8.6.
 * @throws InvalidInputError for options that no run can rest on; nothing was sent then. Whatever else fails is in the
 *   report.
 */
export async function runCreditOutbox(options: CreditOutboxOptions): Promise<CreditReport> {
  checkOptions(options);
  const { serverDedupesCredit = false, maxRetries = MAX_RETRIES, leaseMs = LEASE_MS } = options;
  const { sourceKey = defaultSourceKey, clock = systemClock } = options;
  const rules = { serverDedupesCredit, maxRetries, leaseMs };
  return new CreditRun({ ...options, rules, sourceKey, clock }).work();
}

function checkOptions({ maxRetries = MAX_RETRIES, leaseMs = LEASE_MS }: CreditOutboxOptions): void {
  const issues: Issue[] = [];
  if (!Number.isInteger(maxRetries) || maxRetries < 0 || maxRetries > MOST_RETRIES) {
    issues.push({
      path: 'maxRetries',
      message: `${maxRetries} is not a whole number from 0 to ${MOST_RETRIES}`,
    });
  }
  if (!Number.isInteger(leaseMs) || leaseMs <= 0) {
    issues.push({ path: 'leaseMs', message: `${leaseMs} is not a whole number of milliseconds above 0` });
  }
  if (issues.length > 0) throw new InvalidInputError('the options of the credit outbox', issues);
}
