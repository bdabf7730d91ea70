import type { Claimed, Ending } from './claimed.ts';
import { closeClaim } from './close-claim.ts';
import { releasePeriods } from './release-periods.ts';
import type { InvoicingRun } from './run.ts';

/** Ends a claim that led to no invoice: the vendor gets the periods back that this claim took. */
export async function giveBack(
  run: InvoicingRun,
  claimed: Claimed,
  why: Omit<Ending, 'periods'>,
): Promise<Ending> {
  const { accountId, account } = claimed;
  if (!(await releasePeriods(run, accountId, account.periods))) return { ...why, periods: 'open' };
  await closeClaim(run, claimed, 'reset');
  return { ...why, periods: account.periods.length === 0 ? 'none' : 'reset' };
}
