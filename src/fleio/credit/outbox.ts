import type { Rows } from '../../invoice-policy/index.ts';
import type { CreditEntry, CreditRow } from './credit-row.ts';

/**
 * Where movements of credit wait until Fleio has them. Implement it over the database of your invoices, so that
 * `enqueue` can be part of the transaction that marks an invoice as paid. Texts come back as they were given, to the
 * last digit and blank. Of a stored row only `state`, `failures`, `dueAt`, `sent`, `isDoubtful`, `failure`, `doneAt` and
 * `version` ever change. `creditOutboxCases` of `reseller-sdk/testing` tries an implementation.
 */
export interface CreditOutbox {
  /**
   * Adds the entries as pending rows, all of them or none, with positions in their order and greater than that of
   * every row that was there before; a sequence of the database does. An entry whose key (invoice, service, direction)
   * is there already, or twice among the entries, changes nothing, also when it says something else.
   */
  enqueue(entries: readonly CreditEntry[]): Promise<void>;

  /** All rows of an invoice, of every state, in order of position. */
  forInvoice(invoiceId: string): Promise<readonly CreditRow[]>;

  /**
   * All rows that are not done, in order of position. They may change while the list is read: a row may be given as it
   * was or as it is. Done rows stay for good, so keep an index of the others: every run reads this list.
   */
  listOpen(): Rows<CreditRow>;

  /**
   * Replaces the row of this key if the stored one has the expected version, in one step: of writers at once, one wins.
   *
   * @throws ConcurrencyError `VERSION_CONFLICT` when it has another, or is not there. Nothing was written then
   */
  save(row: CreditRow, expectedVersion: number): Promise<void>;
}
