import { IdempotencyConflictError } from '../../core/errors/engine.ts';
import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import type { InvoiceLine } from '../../invoice-policy/index.ts';
import { type SkippedCredit, serviceSums } from '../accounts/credit-amounts-for-invoice.ts';
import type { CreditDirection, CreditEntry } from './credit-row.ts';

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

/** What an invoice leaves in the outbox. */
export interface QueuedCredit {
  readonly entries: readonly CreditEntry[];
  /** Services whose lines come to zero or less. */
  readonly skipped: readonly SkippedCredit[];
}

/**
 * What Fleio has to be told of an invoice, for a transaction of your own that marks the invoice and adds the entries;
 * `queueInvoiceCredit` does the same without one. Entries that are noted already come again: adding them changes
 * nothing.
 *
 * @param noted the rows of this invoice, as `CreditOutbox.forInvoice` gives them, read in the same transaction
 *
 * Source: contract fleio 8.3, 8.4, 8.6.
 * @throws InvalidInputError with everything that is wrong with the invoice
 * @throws IdempotencyConflictError when the invoice was noted before, in either direction, with other services, amounts,
 *   currency or client
 */
export function invoiceCreditEntries(
  invoice: SettledInvoice,
  direction: CreditDirection,
  noted: readonly CreditEntry[],
): QueuedCredit {
  checkInvoice(invoice);
  const { invoiceId, accountId, currency } = invoice;
  const entries: CreditEntry[] = [];
  const skipped: SkippedCredit[] = [];
  for (const { serviceId, sum } of serviceSums(invoice.lines)) {
    if (sum === '0') skipped.push({ serviceId, reason: 'ZERO' });
    else if (sum.startsWith('-')) skipped.push({ serviceId, reason: 'NEGATIVE' });
    else entries.push({ invoiceId, serviceId, direction, accountId, amount: sum, currency });
  }
  refuseChanges(invoiceId, entries, noted);
  return { entries, skipped };
}

/** Another service, too, is a change: credit would be added twice, or taken that nobody gave. */
function refuseChanges(
  invoiceId: string,
  entries: readonly CreditEntry[],
  rows: readonly CreditEntry[],
): void {
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
