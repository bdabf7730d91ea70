import { addDays, type Day } from '../../core/time.ts';
import { dayInZone } from '../../core/zone.ts';
import type { BillingClient, LiveService } from '../ports/billing.ts';
import type { DayRow } from '../ports/day-ledger.ts';
import { OPEN_STATUSES } from '../settings.ts';
import type { InvoiceDay, ServiceInvoice } from '../state.ts';
import type { AccountReason } from './report.ts';
import type { Run } from './run.ts';

/** What the billing system and the stores know of a client, read before anything is claimed. */
export interface LocalState {
  readonly client: BillingClient;
  readonly service: LiveService;
  readonly books: Books;
  readonly lastCycleBilledMonth: string | null;
}

/** The invoices and days of a service. */
export interface Books {
  readonly rows: readonly DayRow[];
  readonly invoices: readonly ServiceInvoice[];
}

/** Why a client is not even claimed. */
export interface Unclaimable {
  readonly reason: Extract<AccountReason, 'NO_BILLABLE_SERVICE' | 'AMBIGUOUS_SERVICE' | 'UNSETTLED_CLAIM'>;
  readonly clientId: string | null;
}

/**
 * Reads the local side of a client. It comes before the claim because a balance must not be older than the invoices that
 * are held against it: one that is paid in between would count on neither side, and be invoiced again.
 */
export async function readLocalState(run: Run, accountId: string): Promise<LocalState | Unclaimable> {
  const { ports, settings, clock } = run;
  if (run.unsettled.has(accountId)) return { reason: 'UNSETTLED_CLAIM', clientId: null };
  const client = await ports.clients.byExternalId(accountId);
  if (client === null) return { reason: 'NO_BILLABLE_SERVICE', clientId: null };
  const [service, ...others] = await ports.services.liveForClient(client.id);
  if (service === undefined) return { reason: 'NO_BILLABLE_SERVICE', clientId: client.id };
  if (others.length > 0) return { reason: 'AMBIGUOUS_SERVICE', clientId: client.id };
  const today = dayInZone(clock.now(), settings.timeZone);
  const books = await readBooks(run, service.id, addDays(today, -1));
  if (books.rows.some(({ state }) => state === 'claimed')) {
    return { reason: 'UNSETTLED_CLAIM', clientId: client.id };
  }
  const isByMonth = settings.cycleSource === 'calendar-month';
  const lastCycleBilledMonth = isByMonth ? await ports.cycles.get(service.id) : null;
  return { client, service, books, lastCycleBilledMonth };
}

/**
 * Reads the days before the invoices: an invoice that is made in between must not look as if it had been deleted.
 *
 * @param from the first day that matters to the gate; earlier invoices are read as far as they cover usage
 */
export async function readBooks(run: Run, serviceId: string, from: Day): Promise<Books> {
  const rows = await run.ports.days.listForService(serviceId, from);
  return { rows, invoices: await readInvoices(run, serviceId, from) };
}

/**
 * An invoice that is new since the balance was read covers usage even if it is paid, so that it has to be listed although
 * somebody dated it back.
 */
const DATED_BACK_DAYS = 31;

/** The invoices of a service that a decision about the days from `from` on can rest on. */
export function readInvoices(
  { ports, settings: { openStatuses = OPEN_STATUSES } }: Run,
  serviceId: string,
  from: Day,
): Promise<readonly ServiceInvoice[]> {
  return ports.invoices.listForService(serviceId, { from: addDays(from, -DATED_BACK_DAYS), openStatuses });
}

/** The days as the decision takes them. */
export function ledgerOf({ rows, invoices }: Books): InvoiceDay[] {
  const known = new Set(invoices.map(({ id }) => id));
  return rows.map(({ day, seq, state, invoiceId }) => ({
    day,
    seq,
    state,
    invoiceDeleted: state === 'issued' && invoiceId !== null && !known.has(invoiceId),
  }));
}
