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
