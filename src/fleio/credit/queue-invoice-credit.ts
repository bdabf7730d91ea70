import { IdempotencyConflictError } from '../../core/errors/engine.ts';
import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import type { InvoiceLine } from '../../invoice-policy/index.ts';
import { type SkippedCredit, serviceSums } from '../accounts/credit-amounts-for-invoice.ts';
import type { CreditDirection, CreditEntry } from './credit-row.ts';
import type { CreditOutbox } from './outbox.ts';

/** An invoice that was paid, or refunded in full. */
export interface SettledInvoice {
  readonly invoiceId: string;
  /** External billing id of the client. */
  readonly accountId: string;
  /** ISO 4217 code. */
  readonly currency: string;
  /** Without tax. */
  readonly lines: readonly InvoiceLine[];
}

/** What an invoice left in the outbox. */
export interface QueuedCredit {
  readonly entries: readonly CreditEntry[];
  /** Services whose lines come to zero or less. */
  readonly skipped: readonly SkippedCredit[];
}

/**
 * Notes that Fleio has to be told of a paid invoice (`add`), or of one that was refunded in full (`withdraw`): one
 * entry for each service, with the sum of its service lines. Call it in the transaction that marks the invoice, and as
 * often as the event comes: an invoice counts once in each direction. Parts of a refund are for a human.
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
  checkInvoice(invoice);
  const { invoiceId, accountId, currency } = invoice;
  const entries: CreditEntry[] = [];
  const skipped: SkippedCredit[] = [];
  for (const { serviceId, sum } of serviceSums(invoice.lines)) {
    if (sum === '0') skipped.push({ serviceId, reason: 'ZERO' });
    else if (sum.startsWith('-')) skipped.push({ serviceId, reason: 'NEGATIVE' });
    else entries.push({ invoiceId, serviceId, direction, accountId, amount: sum, currency });
  }
  await refuseChanges(outbox, invoiceId, entries);
  if (entries.length > 0) await outbox.enqueue(entries);
  return { entries, skipped };
}

/** Another service, too, is a change: credit would be added twice, or taken that nobody gave. */
async function refuseChanges(
  outbox: CreditOutbox,
  invoiceId: string,
  entries: readonly CreditEntry[],
): Promise<void> {
  const rows = await outbox.forInvoice(invoiceId);
  for (const direction of ['add', 'withdraw'] as const) {
    const noted = rows.filter((row) => row.direction === direction);
    if (noted.length === 0 || contentOf(noted) === contentOf(entries)) continue;
    throw new IdempotencyConflictError(JSON.stringify([invoiceId, direction]), 'Correct the credit by hand');
  }
}

/** What entries say, whatever their order and direction. */
function contentOf(entries: readonly CreditEntry[]): string {
  const texts = entries.map(({ serviceId, accountId, amount, currency }) =>
    JSON.stringify([serviceId, accountId, amount, currency]),
  );
  return texts.sort().join();
}

function checkInvoice(invoice: SettledInvoice): void {
  const issues: Issue[] = [];
  for (const path of ['invoiceId', 'accountId', 'currency'] as const) {
    const value: unknown = invoice[path];
    if (typeof value !== 'string' || value.trim() === '') issues.push({ path, message: 'must be a text' });
  }
  for (const [index, { serviceId, kind }] of invoice.lines.entries()) {
    if (kind !== 'service' || serviceId !== '') continue;
    issues.push({ path: `lines[${index}].serviceId`, message: 'must not be empty' });
  }
  if (issues.length > 0) throw new InvalidInputError('the invoice', issues);
}
