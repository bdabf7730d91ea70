import { invoiceKey } from '../invoice-key.ts';
import type { OpenClaim } from '../ports/claim-log.ts';
import type { DayRow } from '../ports/day-ledger.ts';
import { closeLostClaim } from './close-claim.ts';
import { releasePeriods } from './release-periods.ts';
import type { StopReason } from './report.ts';
import type { Run } from './run.ts';

/**
 * Settles what earlier runs left when they died, days first: a claimed day has an invoice under its key or is given
 * back, then an open claim has an issued day or its periods are given back. What cannot be settled now stays for
 * the next run. Policy 11.5.
 */
export async function heal(run: Run): Promise<StopReason | null> {
  return (await healDays(run)) ?? (await healClaims(run));
}

async function healDays(run: Run): Promise<StopReason | null> {
  const { ports, recorder, lease } = run;
  try {
    for await (const row of ports.days.listClaimed()) {
      const stop = await lease.stopReason();
      if (stop !== null) return stop;
      await healDay(run, row);
    }
  } catch (error) {
    recorder.error(
      'HEALING_FAILED',
      'The claimed days could not be listed; nothing else was done',
      {},
      error,
    );
    return 'HEALING_FAILED';
  }
  return null;
}

async function healDay({ ports, recorder }: Run, row: DayRow): Promise<void> {
  const { serviceId, day, seq } = row;
  try {
    const invoiceId = await ports.invoices.findByKey(invoiceKey(serviceId, day, seq));
    if (invoiceId === null) await ports.days.release(row);
    else await ports.days.markIssued(row, invoiceId);
    recorder.healed(invoiceId === null ? 'released' : 'issued');
  } catch (error) {
    recorder.error(
      'HEALING_FAILED',
      `Day ${day} of service ${serviceId} stays claimed`,
      { serviceId, day },
      error,
    );
  }
}

async function healClaims(run: Run): Promise<StopReason | null> {
  const { ports, recorder, lease } = run;
  try {
    for await (const claim of ports.claims.listOpen()) {
      const stop = await lease.stopReason();
      if (stop !== null) return stop;
      if (!(await healClaim(run, claim))) run.unsettled.add(claim.accountId);
    }
  } catch (error) {
    recorder.error('HEALING_FAILED', 'The open claims could not be listed; nothing else was done', {}, error);
    return 'HEALING_FAILED';
  }
  return null;
}

/** False: it stays open. Its account must not be claimed again before, or what that takes would be given back. */
async function healClaim(run: Run, claim: OpenClaim): Promise<boolean> {
  const { ports, recorder } = run;
  const { id, accountId, day, periods } = claim;
  try {
    if (periods === null) return await healLost(run, claim);
    const state = await stateOfIssue(run, claim);
    // A day that is still claimed could not be healed, so nobody knows yet.
    if (state === 'claimed') return false;
    if (state === 'issued') {
      await closeInvoiced(run, claim);
      return true;
    }
    if (!(await releasePeriods(run, accountId, periods))) return false;
    if (await ports.claims.close(id, 'reset')) recorder.healed('reset');
    return true;
  } catch (error) {
    const what = `The claim of account ${accountId} stays open`;
    recorder.error('HEALING_FAILED', what, { accountId, day }, error);
    return false;
  }
}

async function healLost(run: Run, { id: claimId, accountId, day }: OpenClaim): Promise<boolean> {
  const what = `A run died while it claimed account ${accountId}`;
  const ending = await closeLostClaim(run, { claimId, accountId, day }, what);
  if (ending === 'closed') run.recorder.healed('lost');
  return ending !== 'unknown';
}

/** What became of the day for which the claim began an invoice; null: it was not even claimed. */
async function stateOfIssue({ ports }: Run, { issue }: OpenClaim): Promise<DayRow['state'] | null> {
  if (issue === null) return null;
  const rows = await ports.days.listForService(issue.serviceId, issue.day);
  return rows.find(({ day, seq }) => day === issue.day && seq === issue.seq)?.state ?? null;
}

async function closeInvoiced({ ports, recorder }: Run, { id, issue }: OpenClaim): Promise<void> {
  const month = issue?.closedMonth ?? null;
  if (issue !== null && month !== null) await ports.cycles.set(issue.serviceId, month);
  if (await ports.claims.close(id, 'invoiced')) recorder.healed('invoiced');
}
