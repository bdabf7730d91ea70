import type { ClaimOutcome } from '../ports/claim-log.ts';
import type { Claimed } from './claimed.ts';
import type { Run } from './run.ts';

/** Closes a claim; true if this closed it. One that could not be closed is left to the next run. */
export async function closeClaim(
  { ports, recorder }: Run,
  { claimId, accountId }: Pick<Claimed, 'claimId' | 'accountId'>,
  outcome: ClaimOutcome,
): Promise<boolean> {
  try {
    return await ports.claims.close(claimId, outcome);
  } catch (error) {
    const what = `The claim of account ${accountId} could not be closed as ${outcome}`;
    recorder.error('NOTE_FAILED', what, { accountId }, error);
    return false;
  }
}

/**
 * Closes a claim of which nobody knows what it took. A human hears of it from the run that closes it, and from one that
 * cannot tell whether it did: nobody looks at a closed claim again, and hearing twice does no harm.
 */
export async function closeLostClaim(
  { ports, recorder }: Run,
  { claimId, accountId, day }: { readonly claimId: string; readonly accountId: string; readonly day: string },
  what: string,
  cause?: unknown,
): Promise<'closed' | 'closed-by-others' | 'unknown'> {
  let ending: 'closed' | 'unknown' = 'closed';
  try {
    if (!(await ports.claims.close(claimId, 'lost'))) return 'closed-by-others';
  } catch (error) {
    ending = 'unknown';
    recorder.error(
      'NOTE_FAILED',
      `The claim of account ${accountId} may not be closed`,
      { accountId },
      error,
    );
  }
  recorder.error('CLAIM_LOST', `${what}; give its ended periods back by hand`, { accountId, day }, cause);
  return ending;
}
