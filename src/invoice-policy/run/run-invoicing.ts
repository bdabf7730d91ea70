import { systemClock } from '../../core/time.ts';
import type { InvoicingPorts } from '../ports/ports.ts';
import type { RunLockHandle } from '../ports/run-lock.ts';
import { heal } from './heal.ts';
import { invoiceDueAccounts } from './invoice-due-accounts.ts';
import { Lease } from './lease.ts';
import {
  checkRun,
  DEFAULT_LOCK_NAME,
  DEFAULT_LOCK_TTL_MS,
  DEFAULT_MAX_SKEW_MS,
  type InvoicingOptions,
  type InvoicingSettings,
  NO_RETRY,
} from './options.ts';
import { Recorder } from './recorder.ts';
import type { InvoicingReport, StopReason } from './report.ts';
import { retryCharges } from './retry-charges.ts';
import type { Run } from './run.ts';
import { syncAgreements } from './sync-agreements.ts';

/**
 * Invoices all clients that are due, one after the other: settles what earlier runs left, repeats failed charges,
 * tells the vendor who has an agreement, then claims, decides, invoices and charges. Call it as often as you like; the
 * vendor's tick is five minutes. Policy section 11.
 *
 * Whatever fails for one client is in the report and stops nobody else. Whether a client is invoiced twice does not
 * rest on the lock but on the day ledger and on the keys of invoices and charges.
 *
 * @throws InvalidInputError for settings or options that no run can rest on; nothing was done then. Everything else
 *   that fails is in the report.
 */
export async function runInvoicing(
  ports: InvoicingPorts,
  settings: InvoicingSettings,
  options: InvoicingOptions = {},
): Promise<InvoicingReport> {
  checkRun(settings, options);
  const { clock = systemClock } = ports;
  const { lockName = DEFAULT_LOCK_NAME, lockTtlMs = DEFAULT_LOCK_TTL_MS, signal } = options;
  const id = options.runId ?? globalThis.crypto.randomUUID();
  const startedAt = clock.now();
  const recorder = new Recorder(options.onAccount);
  const finish = (stopped: StopReason | null): InvoicingReport =>
    recorder.report({ runId: id, startedAt, endedAt: clock.now() }, stopped);

  let handle: RunLockHandle | null;
  try {
    handle = await ports.lock.acquire(lockName, lockTtlMs);
  } catch (error) {
    recorder.error('LOCK_FAILED', 'The lock could not be taken; nothing was done', {}, error);
    return finish('LOCK_FAILED');
  }
  if (handle === null) return finish('LOCKED');
  const lease = new Lease(handle, lockTtlMs, clock, recorder, signal);
  const { chargeRetry = NO_RETRY } = settings;
  const stopped = await work(
    { id, ports, settings, chargeRetry, clock, recorder, lease, unsettled: new Set() },
    options.maxSkewMs ?? DEFAULT_MAX_SKEW_MS,
  );
  await lease.release();
  return finish(stopped);
}

/** The steps of a run. None of them throws. */
async function work(run: Run, maxSkewMs: number): Promise<StopReason | null> {
  const { settings } = run;
  const healing = await heal(run);
  if (healing !== null) return healing;
  if (!settings.invoiceWithAgreement && !settings.invoiceWithoutAgreement) return 'SETTINGS_OFF';
  return (
    (await retryCharges(run)) ?? (await syncAgreements(run)) ?? (await invoiceDueAccounts(run, maxSkewMs))
  );
}
