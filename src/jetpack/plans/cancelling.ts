import { NotFoundError } from '../../core/errors/api.ts';
import { ResellerSdkError } from '../../core/errors/base.ts';
import {
  describeFailure,
  isStoppedHere,
  type JetpackFailure,
  provesNothingHappened,
} from '../lifecycle/failure.ts';
import { clientOf, type Desk, save } from './desk.ts';
import type { PlanCallOptions } from './options.ts';
import type { TerminateOutcome } from './outcome.ts';
import { isClassicPlan } from './plan-slug.ts';
import { isTerminalCode } from './recheck-at.ts';
import type { PlanRecord, PlanStatus } from './record.ts';
import { terminatePlan } from './terminate-plan.ts';
import { cancelled, cancelling, goingOn, mayBeUnderWay, restored, stuck } from './transitions.ts';

const NOTHING: TerminateOutcome = { status: 'nothing_to_cancel' };

/** Statuses that the answer to the last call made. */
const ANSWERED: ReadonlySet<PlanStatus> = new Set([
  'awaiting_connection',
  'waiting_for_domain',
  'provisioned',
]);

/**
 * Cancels the plan of a record. Repeating that is safe, so that a call without an answer is made again.
 *
 * @throws what the vendor refused with, when nothing carries the cancellation on by itself; what ended it here before
 * anything was sent, which leaves the record as it was
 */
export async function cancelRecord(
  desk: Desk,
  before: PlanRecord,
  options: PlanCallOptions,
): Promise<PlanRecord> {
  const client = clientOf(desk, before);
  const { clock, leaseMs } = desk;
  const begun = await save(desk, cancelling(before, clock.now(), leaseMs));
  const { siteUrl: site, plan } = begun;
  let outcome: TerminateOutcome;
  try {
    outcome = await terminatePlan(client, isClassicPlan(plan) ? { site } : { site, plan }, options);
  } catch (error) {
    return notCancelled(desk, before, begun, error);
  }
  const now = clock.now();
  // A call that was not answered may make its plan yet, also beside one that was cancelled now.
  const isEarly = !ANSWERED.has(before.status) && mayBeUnderWay(before, now, leaseMs);
  const lost = lostCancellation(before, now, leaseMs);
  return save(desk, isEarly || lost ? goingOn(begun, before, lost, now) : cancelled(begun, outcome, now));
}

/** A cancellation that failed so lately that it may come through yet, and take what the site is sold next. */
export function lostCancellation(
  { status, failure }: PlanRecord,
  now: Date,
  leaseMs: number,
): JetpackFailure | null {
  if (status !== 'cancelling' || !failure) return null;
  return Math.abs(now.getTime() - Date.parse(failure.at)) < leaseMs ? failure : null;
}

async function notCancelled(
  desk: Desk,
  before: PlanRecord,
  begun: PlanRecord,
  error: unknown,
): Promise<PlanRecord> {
  const now = desk.clock.now();
  const failure = describeFailure(error, now);
  // A site may be unknown until its activation, which waits for it, has found it or has ended.
  if (error instanceof NotFoundError && begun.pendingUntil !== null) {
    const hasEnded = Date.parse(begun.pendingUntil) <= now.getTime();
    return save(desk, hasEnded ? cancelled(begun, NOTHING, now) : goingOn(begun, before, failure, now));
  }
  const mayWorkLater = error instanceof ResellerSdkError && error.retryable && !isStoppedHere(error);
  const isCarriedOn = before.status === 'cancelling' && before.nextCheckAt !== null;
  const goesOn =
    mayWorkLater || !provesNothingHappened(error) || (isCarriedOn && !isTerminalCode(failure.code));
  if (goesOn) return save(desk, goingOn(begun, before, failure, now));
  await save(desk, isStoppedHere(error) ? restored(begun, before) : stuck(begun, failure, now));
  throw error;
}
