import { type InvoiceSettings, OPEN_STATUSES, type ServiceInvoice } from '../../invoice-policy/index.ts';

type Settings = Pick<InvoiceSettings, 'openStatuses'> & {
  readonly serverNetsOpenAmount?: boolean | undefined;
};

/**
 * The invoices from before Fleio was asked and those of now, as one list that claims the least. What was open then
 * is subtracted as it was then, by Fleio or here, also if it was paid meanwhile: what is necessary may not contain that.
 * What came to ask for money since is subtracted here, because nobody told Fleio of it.
 */
export function invoicesSince(
  before: readonly ServiceInvoice[],
  now: readonly ServiceInvoice[],
  currency: string,
  settings: Settings,
): ServiceInvoice[] {
  const { serverNetsOpenAmount = true } = settings;
  const known = new Set(before.map(({ id }) => id));
  const counted = new Map(before.filter((old) => isOpen(old, settings)).map((old) => [old.id, old]));
  const subtracted = serverNetsOpenAmount ? withoutAmounts : (invoice: ServiceInvoice) => invoice;
  const merged = new Map([...counted].map(([id, old]) => [id, subtracted(old, currency)]));
  for (const invoice of now) {
    const current = known.has(invoice.id) ? invoice : { ...invoice, creditSynced: false };
    if (!counted.has(invoice.id)) merged.set(invoice.id, current);
    else if (isOpen(current, settings)) merged.set(invoice.id, subtracted(current, currency));
  }
  return [...merged.values()];
}

function isOpen(
  { status, creditSynced }: ServiceInvoice,
  { openStatuses = OPEN_STATUSES }: Settings,
): boolean {
  return openStatuses.includes(status) || (status === 'paid' && creditSynced === false);
}

/** An invoice that counts for its day alone, and so needs no rate of its own. */
function withoutAmounts(invoice: ServiceInvoice, currency: string): ServiceInvoice {
  return { ...invoice, currency, lines: invoice.lines.map((line) => ({ ...line, amount: '0' })) };
}
