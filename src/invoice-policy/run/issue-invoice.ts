import { decideAutoInvoice } from '../decide.ts';
import type { IssueDecision, SkipReason } from '../decision.ts';
import type { InvoiceDraft, KeyedInvoice } from '../ports/billing.ts';
import type { DayClaim } from '../ports/day-ledger.ts';
import type { BillingState } from '../state.ts';
import { evidenceOf } from './billing-state.ts';
import { charge } from './charge.ts';
import type { Claimed, Ending } from './claimed.ts';
import { closeClaim } from './close-claim.ts';
import { giveBack } from './give-back.ts';
import { readBooks, readInvoices } from './local-state.ts';
import { markCycle } from './mark-cycle.ts';
import { mergeInvoices } from './merge-invoices.ts';
import type { InvoicingRun } from './run.ts';

/** A decision to issue, and what it rests on. */
interface Plan {
  readonly state: BillingState;
  readonly now: Date;
  readonly decision: IssueDecision;
}

/** Why there is no invoice after all. */
interface Refusal {
  readonly refused: SkipReason | 'OVERTAKEN';
}

/** The invoice that was made, and the decision it was made by. */
interface Issued extends KeyedInvoice {
  readonly decision: IssueDecision;
}

/**
 * Makes the invoice: claims the day, decides again on what is on record now, creates under the key, notes it. Once the
 * day is claimed, a failure leaves everything as it is: the invoice may exist, and the next run finds out.
 */
export async function issueInvoice(run: InvoicingRun, claimed: Claimed, plan: Plan): Promise<Ending> {
  const { decision } = plan;
  const { service } = claimed.local;
  const claim = { serviceId: service.id, day: decision.issueDate, seq: decision.seq, runId: run.id };
  let made: Issued | Refusal | null;
  try {
    made = await makeInvoice(run, claimed, plan, claim);
  } catch (error) {
    const { accountId } = claimed;
    const what = `The invoice of account ${accountId} may exist or not; the next run finds out`;
    run.recorder.error('ISSUE_UNFINISHED', what, { accountId, serviceId: service.id, day: claim.day }, error);
    return { reason: 'ISSUE_UNFINISHED', decision, periods: 'open' };
  }
  if (made === null) return { reason: 'OVERTAKEN', decision, periods: 'open' };
  if ('refused' in made) return giveBack(run, claimed, { reason: made.refused, decision });
  return finish(run, claimed, claim, made);
}

/** Null: another run took the day over; what it left of this claim is for healing to say. */
async function makeInvoice(
  run: InvoicingRun,
  claimed: Claimed,
  plan: Plan,
  claim: DayClaim,
): Promise<Issued | Refusal | null> {
  const { days, claims, invoices } = run.ports;
  const { closedMonth } = plan.decision;
  const { serviceId, day, seq } = claim;
  await claims.attachIssue(claimed.claimId, { serviceId, day, seq, closedMonth });
  if (!(await days.claim(claim))) return { refused: 'ALREADY_INVOICED_TODAY' };
  const decision = await decideAgain(run, plan, claim);
  if ('refused' in decision) {
    await days.release(claim);
    return decision;
  }
  const draft = draftOf(claimed, decision, claim);
  const invoice = await invoices.create(draft, decision.idempotencyKey);
  if (invoice === null) return null;
  if (!invoice.created && !(await exists(run, serviceId, decision, invoice))) {
    await days.markIssued(claim, invoice.invoiceId);
    return { refused: 'ALREADY_INVOICED_TODAY' };
  }
  return { ...invoice, decision };
}

/**
 * Decides again now that nobody else can invoice this day. What another run, a customer or an operator did since the
 * first decision counts, as far as it makes the claim smaller.
 */
async function decideAgain(
  run: InvoicingRun,
  { state, now, decision }: Plan,
  claim: DayClaim,
): Promise<IssueDecision | Refusal> {
  const { rows, invoices } = await readBooks(run, claim.serviceId, decision.issueDate);
  const others = rows.filter((row) => row.day !== claim.day || row.seq !== claim.seq);
  const isOurs = rows.some((row) => !others.includes(row) && row.state === 'claimed' && row.runId === run.id);
  if (!isOurs || others.some((row) => row.state === 'claimed')) return { refused: 'OVERTAKEN' };
  const books = { rows: others, invoices: mergeInvoices(state.invoices, invoices, run.settings) };
  const again = decideAutoInvoice({ ...state, ...evidenceOf(books) }, run.settings, now);
  if (again.kind !== 'issue') return { refused: again.kind === 'skip' ? again.reason : 'OVERTAKEN' };
  return again.idempotencyKey === decision.idempotencyKey ? again : { refused: 'OVERTAKEN' };
}

function draftOf({ local }: Claimed, decision: IssueDecision, claim: DayClaim): InvoiceDraft {
  const { amount, currency, issueDate, dueDate, paymentMethod, reasons } = decision;
  const { client, service } = local;
  return {
    clientId: client.id,
    serviceId: service.id,
    amount,
    currency,
    issueDate,
    dueDate,
    paymentMethod,
    reasons,
    claim,
  };
}

/** Whether an invoice that a key made earlier is still there. */
async function exists(
  run: InvoicingRun,
  serviceId: string,
  { issueDate }: IssueDecision,
  { invoiceId }: KeyedInvoice,
): Promise<boolean> {
  return (await readInvoices(run, serviceId, issueDate)).some(({ id }) => id === invoiceId);
}

/** The invoice exists. From here on periods are never given back; what cannot be noted, the next run notes. */
async function finish(
  run: InvoicingRun,
  claimed: Claimed,
  claim: DayClaim,
  { invoiceId, created, decision }: Issued,
): Promise<Ending> {
  const { ports, recorder } = run;
  const { accountId, local } = claimed;
  const about = { accountId, serviceId: claim.serviceId, invoiceId, day: claim.day };
  let isNoted = false;
  try {
    await ports.days.markIssued(claim, invoiceId);
    isNoted = await markCycle(run, claim.serviceId, decision.closedMonth);
  } catch (error) {
    recorder.error('NOTE_FAILED', `Invoice ${invoiceId} could not be noted as issued`, about, error);
  }
  const isClosed = isNoted && (await closeClaim(run, claimed, 'invoiced'));
  if (created && decision.charge === 'attempt') {
    try {
      await charge(run, { invoiceId, clientId: local.client.id, attempt: 1 });
    } catch (error) {
      recorder.error('NOTE_FAILED', `The charge of invoice ${invoiceId} could not be noted`, about, error);
    }
  }
  const reason = created ? 'ISSUED' : 'OVERTAKEN';
  return { reason, decision, invoiceId, periods: isClosed ? 'invoiced' : 'open' };
}
