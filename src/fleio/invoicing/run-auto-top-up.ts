import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { systemClock } from '../../core/time.ts';
import { checkInvoiceSettings, type InvoicingPorts } from '../../invoice-policy/index.ts';
import type { AutoTopUpPorts } from './auto-top-up-ports.ts';
import type { TopUpReport } from './auto-top-up-report.ts';
import { AutoTopUpRun } from './auto-top-up-run.ts';
import type { AutoTopUpSettings } from './decide-top-up.ts';

/** Options of one run. */
export interface AutoTopUpOptions {
  /** Names the run in the stores; never the same twice. Default: random. */
  readonly runId?: string | undefined;
  /** Name of the lock. Default `invoicing`, that of `runInvoicing`, so that the two never overlap. */
  readonly lockName?: string | undefined;
  /** Milliseconds after which the lock runs out; it is extended before every client. Default 600000. */
  readonly lockTtlMs?: number | undefined;
  /** Ends the run before the next client. */
  readonly signal?: AbortSignal | undefined;
}

const LOCK_NAME = 'invoicing';
const LOCK_TTL_MS = 600_000;

/**
 * Invoices the clients whose credit Fleio keeps topped up: asks who they are, tells what of their invoices is open, and
 * invoices what Fleio says is necessary. The day gate, the key and the day ledger are those of `runInvoicing`, so that
 * no service gets two automatic invoices on one day, whichever of the two makes them. Call it after `runInvoicing`,
 * whose healing settles what a run leaves that dies.
 *
 * Source: contract fleio 13.
 * @throws InvalidInputError for settings that no run can rest on; nothing was done then. Whatever else fails is in the
 *   report.
 */
export async function runAutoTopUp(
  ports: AutoTopUpPorts,
  settings: AutoTopUpSettings,
  options: AutoTopUpOptions = {},
): Promise<TopUpReport> {
  const { serverNetsOpenAmount: _ours, ...policy } = settings;
  checkInvoiceSettings({ ...policy, invoiceWithAgreement: true, invoiceWithoutAgreement: true });
  const { lockName = LOCK_NAME, lockTtlMs = LOCK_TTL_MS, runId = crypto.randomUUID(), signal } = options;
  const issues: Issue[] = [];
  if (!(Number.isFinite(lockTtlMs) && lockTtlMs > 0)) {
    issues.push({ path: 'lockTtlMs', message: `${lockTtlMs} is not a positive number of milliseconds` });
  }
  for (const [path, name] of Object.entries({ runId, lockName })) {
    if (name === '') issues.push({ path, message: 'must not be empty' });
  }
  if (issues.length > 0) throw new InvalidInputError('the options of the automatic top-up', issues);
  let handle: Awaited<ReturnType<InvoicingPorts['lock']['acquire']>>;
  try {
    handle = await ports.lock.acquire(lockName, lockTtlMs);
  } catch (error) {
    return { outcomes: [], stopped: 'LOCK_FAILED', error };
  }
  if (handle === null) return { outcomes: [], stopped: 'LOCKED' };
  const { clock = systemClock } = ports;
  const lease = handle;
  const run = new AutoTopUpRun({
    ports,
    settings,
    runId,
    clock,
    signal,
    extend: () => lease.extend(lockTtlMs),
  });
  try {
    return await run.work();
  } finally {
    // A lock that cannot be given back runs out by itself.
    await lease.release().catch(() => undefined);
  }
}
