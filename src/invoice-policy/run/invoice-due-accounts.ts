import type { DueAccounts, DueFilter } from '../ports/account-source.ts';
import { invoiceAccount } from './invoice-account.ts';
import type { InvoicingSettings } from './options.ts';
import { ratesOf } from './rates-of.ts';
import type { AccountOutcome, StopReason } from './report.ts';
import type { InvoicingRun, Run } from './run.ts';

/** Goes through the accounts that are due, one after the other, each once however often it is listed. */
export async function invoiceDueAccounts(run: Run, maxSkewMs: number): Promise<StopReason | null> {
  const { ports, settings, recorder, lease } = run;
  const rates = await ratesOf(run);
  try {
    const due = await ports.accounts.listDue(filterOf(settings));
    if (isSkewed(run, due, maxSkewMs)) return 'CLOCK_SKEW';
    const seen = new Set<string>();
    for await (const accountId of due.accounts) {
      if (seen.has(accountId)) continue;
      seen.add(accountId);
      const stop = await lease.stopReason();
      if (stop !== null) return stop;
      recorder.account(await isolated({ ...run, rates }, accountId));
    }
  } catch (error) {
    recorder.error('LIST_FAILED', 'The accounts that are due could not be listed', {}, error);
    return 'LIST_FAILED';
  }
  return null;
}

/** A port that answers with something else than it promises must not stop the others either. */
async function isolated(run: InvoicingRun, accountId: string): Promise<AccountOutcome> {
  try {
    return await invoiceAccount(run, accountId);
  } catch (error) {
    const what = `Account ${accountId} was left as it is; the next run settles it`;
    run.recorder.error('UNDECIDABLE', what, { accountId }, error);
    const blank = { clientId: null, serviceId: null, decision: null, invoiceId: null };
    return { accountId, ...blank, reason: 'UNDECIDABLE', periods: 'open' };
  }
}

function filterOf(settings: InvoicingSettings): DueFilter {
  const { invoiceWithAgreement, invoiceWithoutAgreement, includeSuspended = false, cycleSource } = settings;
  return {
    ...(invoiceWithAgreement !== invoiceWithoutAgreement && { hasBillingAgreement: invoiceWithAgreement }),
    includeSuspended,
    includeWithoutDebt: cycleSource === 'calendar-month',
  };
}

/** A clock that is wrong would date invoices wrongly, so nothing is claimed then. */
function isSkewed({ clock, recorder }: Run, { serverTime }: DueAccounts, maxSkewMs: number): boolean {
  if (serverTime === null) return false;
  const skewMs = clock.now().getTime() - serverTime.getTime();
  if (Math.abs(skewMs) <= maxSkewMs) return false;
  const what = `Our clock is ${Math.round(skewMs / 1000)} s ahead of the vendor's. Set it right; nothing was claimed`;
  recorder.error('CLOCK_SKEW', what, {});
  return true;
}
