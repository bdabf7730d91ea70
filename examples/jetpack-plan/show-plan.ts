import type { PlanRecord, PlanStatus } from 'reseller-sdk/jetpack/plans';
import { type Ending, type Result, reasonOf } from './result.ts';

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

/** Faults of the set-up, a site that has the plan from somebody else, a newer version: re-checks alone mend none of them. */
const FOR_A_PERSON: ReadonlySet<string> = new Set([
  ...['foreign_plan', 'unknown_status', 'UNKNOWN_PARTNER_KEY', 'missing_credentials'],
  ...['invalid_client', 'invalid_scope', 'partner_key_disabled'],
]);

/**
 * Where a plan stands. Without its links: those are for the customer alone, and `link` shows them.
 *
 * @param from where it stood before
 */
export function showPlan(record: PlanRecord, from: PlanStatus = record.status): Result {
  const { serviceKey, siteUrl, plan, status, nextCheckAt, failure, settled = null } = record;
  const { partnerKey, pendingUntil } = record;
  const place = { serviceKey, siteUrl, plan, partnerKey };
  const value = { ...place, status, pendingUntil, nextCheckAt, failure, settled };
  const next = nextCheckAt === null ? '' : `; next look ${nextCheckAt.slice(0, 16)}Z`;
  const word = settled === null ? '' : `; settled as ${settled.as} by a person, ${settled.at.slice(0, 16)}Z`;
  const move = from === status ? '' : ` (${from} -> ${status})`;
  const line = `${serviceKey}: ${plan} for ${siteUrl} ${WORDS[status] ?? `has the status ${status} of a newer version`}${next}${word}${move}`;
  return { value, lines: [line, ...reasonOf(failure)], ending: endingOf(record) };
}

function endingOf({ status, nextCheckAt, failure }: PlanRecord): Ending {
  if (OVER.has(status)) return 'well';
  if (nextCheckAt === null || FOR_A_PERSON.has(failure?.code ?? '')) return 'look';
  return status === 'requesting' || status === 'cancelling' || failure !== null ? 'later' : 'well';
}
