import { type StoreCase, storeCases } from '../kit/store-cases.ts';
import type { OpenedInvoiceRepository } from './opened-store.ts';
import { invoiceRules } from './rules/invoices.ts';

/**
 * What an `InvoiceRepository` must do, as cases for the adapter's own tests: a key makes one invoice, also for rivals
 * and after a deletion; an invoice is listed as it was made; and none is made under a claim that does not hold.
 * They need no test framework.
 *
 * @param open makes a billing system with one client, one service and no invoices for each case
 * @example for (const { name, run } of invoiceRepositoryCases(open)) it(name, run)
 */
export function invoiceRepositoryCases(
  open: () => OpenedInvoiceRepository | Promise<OpenedInvoiceRepository>,
): readonly StoreCase[] {
  return storeCases(invoiceRules, open);
}
