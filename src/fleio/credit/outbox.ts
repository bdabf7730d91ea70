import type { Rows } from '../../invoice-policy/index.ts';
import type { CreditEntry, CreditRow } from './credit-row.ts';

/**
 * Where movements of credit wait until Fleio has them. Implement it over the database of your invoices, so that
 * `enqueue` can be part of the transaction that marks an invoice as paid.
 */
export interface CreditOutbox {
  /**
   * Adds the entries as pending rows, all of them or none, with positions in their order and greater than that of
   * every row before. An entry whose key (invoice, service, direction) is there already changes nothing, also when it
   * says something else.
   */
  enqueue(entries: readonly CreditEntry[]): Promise<void>;

  /** All rows of an invoice, of every state, in order of position. */
  forInvoice(invoiceId: string): Promise<readonly CreditRow[]>;

  /** All rows that are not done, in order of position. They may change while the list is read. */
  listOpen(): Rows<CreditRow>;

  /**
   * Replaces the row of this key if the stored one has the expected version.
   *
   * @throws ConcurrencyError `VERSION_CONFLICT` when it has another. Nothing was written then
   */
  save(row: CreditRow, expectedVersion: number): Promise<void>;
}
