import type { PlanRecord, PlanStatus } from 'reseller-sdk/jetpack/plans';
import type { Ending, Result } from './result.ts';

const WORDS: Readonly<Record<PlanStatus, string>> = {
  requesting: 'is asked for; what came of it is not known yet',
  awaiting_connection: 'waits for the customer to connect the site',
  waiting_for_domain: 'waits for the site, which cannot be reached yet',
  provisioned: 'is on the site',
  refused: 'was refused',
  cancelling: 'is being cancelled; that is not certain yet',
  cancelled: 'is cancelled',
  nothing_to_cancel: 'is over; there was nothing to cancel',
};

const OVER: ReadonlySet<PlanStatus> = new Set(['provisioned', 'cancelled', 'nothing_to_cancel']);

/** Where a plan stands. Without its links: those are for the customer alone, and `link` shows them. */
export function showPlan(record: PlanRecord): Result {
  const { serviceKey, siteUrl, plan, partnerKey, status, pendingUntil, nextCheckAt, failure } = record;
  const value = { serviceKey, siteUrl, plan, partnerKey, status, pendingUntil, nextCheckAt, failure };
  const why = failure === null ? '' : ` (${failure.code}: ${failure.message})`;
  const next = nextCheckAt === null ? '' : `; next look ${nextCheckAt}`;
  const line = `${serviceKey}: ${plan} for ${siteUrl} ${WORDS[status]}${why}${next}`;
  return { value, lines: [line], ending: endingOf(record) };
}

function endingOf({ status, nextCheckAt, failure }: PlanRecord): Ending {
  if (OVER.has(status)) return 'well';
  // Nothing looks at it again by itself, or the site has the plan from somebody else.
  if (nextCheckAt === null || failure?.code === 'foreign_plan') return 'look';
  return status === 'requesting' || status === 'cancelling' || failure !== null ? 'later' : 'well';
}
