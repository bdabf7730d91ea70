import { isCovering } from '../covering.ts';
import type { InvoiceSettings } from '../settings.ts';
import type { ServiceInvoice } from '../state.ts';

/**
 * The invoices from before a balance was read and from after, as one list that claims the least: what covered usage
 * before still does, and what came in between does even if it is paid, because the balance may not show that.
 */
export function mergeInvoices(
  before: readonly ServiceInvoice[],
  after: readonly ServiceInvoice[],
  settings: InvoiceSettings,
): ServiceInvoice[] {
  const known = new Set(before.map(({ id }) => id));
  const merged = new Map(before.filter((old) => isCovering(old, settings)).map((old) => [old.id, old]));
  for (const invoice of after) {
    const current = known.has(invoice.id) ? invoice : { ...invoice, creditSynced: false };
    if (!merged.has(invoice.id) || isCovering(current, settings)) merged.set(invoice.id, current);
  }
  return [...merged.values()];
}
