import { decideAutoInvoice } from '../decide.ts';
import type { InvoiceDecision } from '../decision.ts';
import type { BillingState } from '../state.ts';
import { billingStateOf } from './billing-state.ts';
import { claimAccount } from './claim-account.ts';
import type { Claimed, Ending } from './claimed.ts';
import { giveBack } from './give-back.ts';
import { issueInvoice } from './issue-invoice.ts';
import { type LocalState, readLocalState, type Unclaimable } from './local-state.ts';
import { markCycle } from './mark-cycle.ts';
import type { AccountOutcome } from './report.ts';
import type { InvoicingRun } from './run.ts';

/**
 * Claims, decides and invoices one account. Whatever fails is in the outcome and in the errors of the run; this
 * never throws. Policy 11.2.
 */
export async function invoiceAccount(run: InvoicingRun, accountId: string): Promise<AccountOutcome> {
  const blank = { accountId, clientId: null, serviceId: null, decision: null, invoiceId: null } as const;
  let local: LocalState | Unclaimable;
  try {
    local = await readLocalState(run, accountId);
  } catch (error) {
    const what = `What is on record of account ${accountId} could not be read; it was not claimed`;
    run.recorder.error('STATE_UNREADABLE', what, { accountId }, error);
    return { ...blank, reason: 'STATE_UNREADABLE', periods: 'none' };
  }
  if ('reason' in local) return { ...blank, ...unclaimed(run, accountId, local), periods: 'none' };
  const known = { ...blank, clientId: local.client.id, serviceId: local.service.id };
  const claimed = await claimAccount(run, accountId, local);
  return { ...known, ...('reason' in claimed ? claimed : await settle(run, claimed)) };
}

function unclaimed({ recorder }: InvoicingRun, accountId: string, refusal: Unclaimable): Unclaimable {
  if (refusal.reason === 'AMBIGUOUS_SERVICE') {
    const what = `Account ${accountId} has several live services. Leave one of them linked to it`;
    const { clientId } = refusal;
    recorder.error('AMBIGUOUS_SERVICE', what, { accountId, ...(clientId !== null && { clientId }) });
  }
  return refusal;
}

/** Brings a claimed account to an end: its periods are on an invoice, or given back. */
async function settle(run: InvoicingRun, claimed: Claimed): Promise<Ending> {
  const decided = await decideClaimed(run, claimed);
  if ('failed' in decided) return giveBack(run, claimed, { reason: decided.failed });
  const { state, now, decision } = decided;
  if (decision.kind === 'issue') return issueInvoice(run, claimed, { state, now, decision });
  if (decision.kind === 'error') {
    const { accountId } = claimed;
    const what = `There is no usable rate of ${decision.currencies.join(', ')} for account ${accountId}`;
    run.recorder.error('CURRENCY_UNKNOWN', what, { accountId });
  }
  const ending = await giveBack(run, claimed, { reason: decision.reason, decision });
  await markCycle(run, claimed.local.service.id, decision.closedMonth);
  return ending;
}

type Decided =
  | { readonly state: BillingState; readonly now: Date; readonly decision: InvoiceDecision }
  | { readonly failed: 'UNDECIDABLE' | 'BALANCE_UNKNOWN' };

async function decideClaimed(run: InvoicingRun, claimed: Claimed): Promise<Decided> {
  const { ports, settings, clock, recorder } = run;
  const { claimId, accountId, account, local } = claimed;
  try {
    await ports.claims.attachPeriods(claimId, account.periods);
    const state = await billingStateOf(run, local, account);
    if (state !== null) {
      const now = clock.now();
      return { state, now, decision: decideAutoInvoice(state, settings, now) };
    }
  } catch (error) {
    const what = `Nothing could be decided about account ${accountId}`;
    recorder.error('UNDECIDABLE', what, { accountId, serviceId: local.service.id }, error);
    return { failed: 'UNDECIDABLE' };
  }
  recorder.error('BALANCE_UNKNOWN', `The vendor told no balance or no currency of account ${accountId}`, {
    accountId,
  });
  return { failed: 'BALANCE_UNKNOWN' };
}
