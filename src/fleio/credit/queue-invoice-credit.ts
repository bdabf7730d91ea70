import type { CreditDirection } from './credit-row.ts';
import { invoiceCreditEntries, type QueuedCredit, type SettledInvoice } from './invoice-credit-entries.ts';
import type { CreditOutbox } from './outbox.ts';

/**
 * Notes that Fleio has to be told of a paid invoice (`add`), or of one that was refunded in full (`withdraw`): one
 * entry for each service, with the sum of its service lines. Call it in the transaction that marks the invoice, and as
 * often as the event comes: an invoice counts once in each direction. Parts of a refund are for a human. For a
 * transaction without promises there is `invoiceCreditEntries`.
 *
 * Source: contract fleio 8.3, 8.4, 8.6.
 * @throws InvalidInputError with everything that is wrong with the invoice; nothing was noted
 * @throws IdempotencyConflictError when the invoice was noted before, in either direction, with other services, amounts,
 *   currency or client; nothing was noted
 */
export async function queueInvoiceCredit(
  outbox: CreditOutbox,
  invoice: SettledInvoice,
  direction: CreditDirection,
): Promise<QueuedCredit> {
  // What is wrong with the invoice is said before the outbox is asked.
  invoiceCreditEntries(invoice, direction, []);
  const queued = invoiceCreditEntries(invoice, direction, await outbox.forInvoice(invoice.invoiceId));
  if (queued.entries.length > 0) await outbox.enqueue(queued.entries);
  return queued;
}
