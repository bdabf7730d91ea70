import { InvalidInputError } from '../../core/errors/input.ts';
import { type Clock, systemClock } from '../../core/time.ts';
import type { CreditOutbox } from './outbox.ts';

/** How long the balance that Fleio tells lags behind its credit. */
export interface CreditSyncedOptions {
  /**
   * Milliseconds after a credit until `uptodate_credit` surely contains it. Fleio refreshes that figure by a task of
   * its own, every 10 to 15 minutes where it is set up as recommended (contract 8.8). Default 0.
   */
  readonly balanceLagMs?: number;
  /** Default: that of the machine. */
  readonly clock?: Clock;
}

/**
 * Whether Fleio has all credit of a paid invoice: every row `add` of it is done. Feed it to `creditSynced` of the
 * invoices that the invoice policy reads, so that a debt whose payment is on its way is not invoiced again. An invoice
 * without rows, such as one from before the outbox, counts as synced.
 *
 * Source: contract fleio 8.6.
 * @throws InvalidInputError for a `balanceLagMs` that is no number from 0 up, and what the outbox throws
 */
export async function creditSynced(
  outbox: CreditOutbox,
  invoiceId: string,
  options: CreditSyncedOptions = {},
): Promise<boolean> {
  const { balanceLagMs = 0, clock = systemClock } = options;
  if (!(balanceLagMs >= 0)) {
    const message = `${balanceLagMs} is not a number of milliseconds from 0 up`;
    throw new InvalidInputError('creditSynced', [{ path: 'balanceLagMs', message }]);
  }
  const settledBefore = clock.now().getTime() - balanceLagMs;
  const rows = await outbox.forInvoice(invoiceId);
  return rows.every(
    ({ direction, state, doneAt }) =>
      direction !== 'add' || (state === 'done' && (doneAt === null || Date.parse(doneAt) <= settledBefore)),
  );
}
