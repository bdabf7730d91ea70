import { NotFoundError } from '../../core/errors/api.ts';
import { ResellerSdkError } from '../../core/errors/base.ts';
import { describeFailure, type JetpackFailure, provesNothingHappened } from '../lifecycle/failure.ts';
import type { Caller } from '../operation.ts';
import { siteStatus } from '../operations/start.ts';
import { createPlan } from './create-plan.ts';
import { claim, clientOf, type Desk, save } from './desk.ts';
import { interpretStatus, type PlanPresence } from './interpret-status.ts';
import { saveAsked } from './late-plan.ts';
import type { PlanCallOptions } from './options.ts';
import type { CreateOutcome } from './outcome.ts';
import { isTerminalCode } from './recheck-at.ts';
import type { PlanRecord } from './record.ts';
import { goingOn, provisioned, refused, requesting, waitingOn } from './transitions.ts';

/**
 * Asks for the plan of a record, once. The record is saved before the call and after it.
 *
 * @throws what the vendor refused with, when nothing carries the order on by itself
 */
export async function request(desk: Desk, before: PlanRecord, options: PlanCallOptions): Promise<PlanRecord> {
  const client = clientOf(desk, before);
  const { clock, leaseMs } = desk;
  const begun = await claim(desk, requesting(before, clock.now(), leaseMs));
  let outcome: CreateOutcome;
  try {
    outcome = await createPlan(client, begun, { ...options, clock });
  } catch (error) {
    return notProvisioned(desk, before, begun, error);
  }
  return saveAsked(desk, begun, provisioned(begun, before, outcome, clock.now()));
}

async function notProvisioned(
  desk: Desk,
  before: PlanRecord,
  begun: PlanRecord,
  error: unknown,
): Promise<PlanRecord> {
  const now = desk.clock.now();
  const failure = describeFailure(error, now);
  if (!provesNothingHappened(error)) return saveAsked(desk, begun, goingOn(begun, before, failure, now));
  const isFinal = error instanceof ResellerSdkError && isTerminalCode(error.code);
  if (begun.attempts > 1 && !isFinal) return save(desk, waitingOn(begun, before, failure, now));
  await save(desk, refused(begun, failure, now));
  throw error;
}

/**
 * Looks where a plan stands whose call was not answered, or that waits, and asks for it again where that is called for:
 * when it is not there, when its activation has ended, or when the site could not be reached before.
 *
 * @throws as `request`
 */
export async function resolve(desk: Desk, record: PlanRecord, options: PlanCallOptions): Promise<PlanRecord> {
  const { clock, testKeys } = desk;
  const client = clientOf(desk, record);
  let seen: PlanPresence | 'unseen';
  try {
    seen = testKeys.has(record.partnerKey) ? 'unseen' : await look(client, record, options);
  } catch (error) {
    const now = clock.now();
    return save(desk, waitingOn(record, record, describeFailure(error, now), now));
  }
  const now = clock.now();
  if (seen === 'active')
    return save(desk, provisioned(record, record, { status: 'provisioned', warnings: [] }, now));
  if (seen === 'foreign') return save(desk, waitingOn(record, record, foreignPlan(record, now), now));
  if (seen !== 'unseen' && isKept(record, now)) return save(desk, waitingOn(record, record, null, now));
  return request(desk, record, options);
}

/** What the vendor tells of a site; it tells nothing of those of test keys. It does not know all that wait. */
async function look(
  client: Caller,
  { siteUrl: site, plan }: PlanRecord,
  options: PlanCallOptions,
): Promise<PlanPresence> {
  try {
    return interpretStatus(await client.call(siteStatus, { site }, options), plan);
  } catch (error) {
    if (error instanceof NotFoundError) return 'absent';
    throw error;
  }
}

/** Whether it is the customer's turn, and the vendor keeps the activation until then. */
function isKept({ status, pendingUntil }: PlanRecord, now: Date): boolean {
  return (
    status === 'awaiting_connection' && pendingUntil !== null && Date.parse(pendingUntil) > now.getTime()
  );
}

function foreignPlan({ plan, siteUrl }: PlanRecord, now: Date): JetpackFailure {
  const message = `${siteUrl} has the plan ${plan} from somebody else, or by another partner key. It is not asked for while that is so`;
  return { code: 'foreign_plan', message, at: now.toISOString() };
}
