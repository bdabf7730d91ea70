import type { ClaimedAccount } from '../ports/account-source.ts';
import type { BillingState, PostpaidAccount } from '../state.ts';
import { agreementOf } from './agreement-of.ts';
import { type Books, type LocalState, ledgerOf } from './local-state.ts';
import type { InvoicingRun } from './run.ts';

/** Null: the vendor's answer has no balance or no currency. */
export async function billingStateOf(
  run: InvoicingRun,
  local: LocalState,
  claimed: ClaimedAccount,
): Promise<BillingState | null> {
  const { currency, uptodateCredit } = claimed;
  if (currency === null || currency === '' || uptodateCredit === null) return null;
  const { client, service, books, lastCycleBilledMonth } = local;
  const agreement = await agreementIfNeeded(run, client.id, claimed);
  const account: PostpaidAccount = {
    currency,
    uptodateCredit,
    effectiveCreditLimit: claimed.effectiveCreditLimit,
    hasBillingAgreement: claimed.hasBillingAgreement ?? groupOf(run) ?? agreement ?? false,
    unsettledPeriods: claimed.periods.map(({ id }) => id),
    ...flagsOf(claimed),
  };
  return {
    service,
    account,
    canCharge: agreement,
    invoiceCurrency: client.invoiceCurrency,
    rates: run.rates,
    ...evidenceOf(books),
    lastCycleBilledMonth,
    serviceStartedOn: service.startedOn ?? null,
  };
}

/** What the books say to a decision. */
export function evidenceOf(books: Books): Pick<BillingState, 'invoices' | 'ledger'> {
  return { invoices: books.invoices, ledger: ledgerOf(books) };
}

/** The one group of clients that the vendor was asked for. */
function groupOf({ settings: { invoiceWithAgreement, invoiceWithoutAgreement } }: InvoicingRun) {
  return invoiceWithAgreement === invoiceWithoutAgreement ? null : invoiceWithAgreement;
}

async function agreementIfNeeded(
  run: InvoicingRun,
  clientId: string,
  { hasBillingAgreement }: ClaimedAccount,
): Promise<boolean | null> {
  const isKnown = hasBillingAgreement !== null || groupOf(run) !== null;
  return isKnown && !run.settings.chargeImmediately ? null : agreementOf(run, clientId);
}

function flagsOf({ hasServiceCycleRecentlyEnded, reachedCreditLimit }: ClaimedAccount) {
  return {
    ...(hasServiceCycleRecentlyEnded !== undefined && { hasServiceCycleRecentlyEnded }),
    ...(reachedCreditLimit !== undefined && { reachedCreditLimit }),
  };
}
