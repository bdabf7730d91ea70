import { type AmountInput, formatUnits, parseAmount } from '../../core/amount.ts';
import { addDays } from '../../core/time.ts';
import { dayInZone } from '../../core/zone.ts';
import {
  type BillingClient,
  type DayRow,
  decideAutoInvoice,
  type InvoiceDecision,
  type InvoiceSettings,
  type InvoicingPorts,
  type LiveService,
  type ServiceInvoice,
} from '../../invoice-policy/index.ts';
import type { NecessaryCredit } from '../types/external-billing.ts';
import { invoicesSince } from './invoices-since.ts';

/** The part of the invoice policy that holds for automatic top-ups. */
export interface AutoTopUpSettings
  extends Pick<
    InvoiceSettings,
    | 'timeZone'
    | 'chargeImmediately'
    | 'minimum'
    | 'includeSuspended'
    | 'openStatuses'
    | 'sameDayReissueAfterDelete'
    | 'dueInDays'
    | 'minorUnits'
  > {
  /**
   * Whether `necessary_credit` is what is left after the open amount that Fleio was told of. Default true: it is not
   * subtracted again. False: it is subtracted here.
   */
  readonly serverNetsOpenAmount?: boolean | undefined;
}

/** A client whom Fleio named, as the billing system knew him before Fleio was asked what is necessary. */
export interface TopUpClient {
  readonly accountId: string;
  readonly client: BillingClient;
  readonly service: LiveService;
  readonly invoices: readonly ServiceInvoice[];
}

/** What is on record of a service. */
export interface TopUpBooks {
  readonly rows: readonly DayRow[];
  readonly invoices: readonly ServiceInvoice[];
}

/** Reads the days before the invoices: one that is made in between must not look as if it had been deleted. */
export async function readTopUpBooks(
  { days, invoices }: Pick<InvoicingPorts, 'days' | 'invoices'>,
  serviceId: string,
  now: Date,
  timeZone: string,
): Promise<TopUpBooks> {
  const rows = await days.listForService(serviceId, addDays(dayInZone(now, timeZone), -1));
  return { rows, invoices: await invoices.listForService(serviceId) };
}

/**
 * Decides by the invoice policy itself, so that its day gate, its key, its minimum and its rounding hold (contract fleio
 * 13): what is necessary is a debt against a limit of zero. All invoices stay in sight for the gate; their amounts
 * count only where Fleio has not subtracted them.
 */
export function decideTopUp(
  { client, service, invoices: before }: TopUpClient,
  necessary: NecessaryCredit,
  { rows, invoices }: TopUpBooks,
  known: {
    readonly rates: Readonly<Record<string, AmountInput>>;
    readonly canCharge: boolean | null;
    readonly now: Date;
  },
  settings: AutoTopUpSettings,
): InvoiceDecision {
  const { serverNetsOpenAmount: _ours, ...rules } = settings;
  const ids = new Set(invoices.map(({ id }) => id));
  const state = {
    service,
    account: {
      currency: necessary.necessary_credit_currency,
      uptodateCredit: negated(String(necessary.necessary_credit)),
      effectiveCreditLimit: '0',
      hasBillingAgreement: false,
      unsettledPeriods: [],
    },
    canCharge: known.canCharge,
    invoiceCurrency: client.invoiceCurrency,
    rates: known.rates,
    invoices: invoicesSince(before, invoices, client.invoiceCurrency, settings),
    ledger: rows.map(({ day, seq, state, invoiceId }) => ({
      ...{ day, seq, state },
      invoiceDeleted: state === 'issued' && invoiceId !== null && !ids.has(invoiceId),
    })),
  };
  return decideAutoInvoice(
    state,
    { ...rules, invoiceWithoutAgreement: true, invoiceWithAgreement: true },
    known.now,
  );
}

function negated(decimal: string): string {
  const { units, scale } = parseAmount(decimal, 'necessary_credit');
  return formatUnits(-units, scale);
}
