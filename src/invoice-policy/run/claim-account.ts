import { ApiError } from '../../core/errors/api.ts';
import { InvalidInputError } from '../../core/errors/input.ts';
import { TransportError } from '../../core/errors/transport.ts';
import { dayInZone } from '../../core/zone.ts';
import type { Claimed, Ending } from './claimed.ts';
import { closeClaim, closeLostClaim } from './close-claim.ts';
import type { LocalState } from './local-state.ts';
import type { InvoicingRun } from './run.ts';

/** Has the vendor hand out the account. That is put on record before, so that a crash in the middle is noticed. */
export async function claimAccount(
  run: InvoicingRun,
  accountId: string,
  local: LocalState,
): Promise<Claimed | Ending> {
  const { id: runId, ports, settings, clock, recorder } = run;
  const claimId = `${runId}:${accountId}`;
  const day = dayInZone(clock.now(), settings.timeZone);
  try {
    await ports.claims.open({ id: claimId, accountId, day, runId });
  } catch (error) {
    const what = `The claim of account ${accountId} could not be noted, so it was not made`;
    recorder.error('STATE_UNREADABLE', what, { accountId, day }, error);
    await closeClaim(run, { claimId, accountId }, 'failed');
    return { reason: 'STATE_UNREADABLE', periods: 'none' };
  }
  try {
    const account = await ports.accounts.claim(accountId);
    if (!Array.isArray(account.periods)) throw new TypeError('the answer has no list of periods');
    return { claimId, accountId, local, account };
  } catch (error) {
    return provesNothingHappened(error)
      ? refused(run, { claimId, accountId }, error)
      : lost(run, { claimId, accountId }, day, error);
  }
}

function provesNothingHappened(error: unknown): boolean {
  if (error instanceof InvalidInputError) return true;
  if (error instanceof TransportError) return !error.outcomeUnknown;
  return error instanceof ApiError && error.status >= 400 && error.status < 500;
}

type Attempted = Pick<Claimed, 'claimId' | 'accountId'>;

async function refused(run: InvoicingRun, attempted: Attempted, error: unknown): Promise<Ending> {
  const { accountId } = attempted;
  const what = `The vendor did not hand out account ${accountId}`;
  run.recorder.error('CLAIM_REFUSED', what, { accountId }, error);
  await closeClaim(run, attempted, 'failed');
  return { reason: 'CLAIM_REFUSED', periods: 'none' };
}

async function lost(run: InvoicingRun, attempted: Attempted, day: string, error: unknown): Promise<Ending> {
  const what = `Which periods account ${attempted.accountId} handed out is not known`;
  await closeLostClaim(run, { ...attempted, day }, what, error);
  return { reason: 'CLAIM_LOST', periods: 'lost' };
}
