import type { JetpackFailure } from '../lifecycle/failure.ts';
import type { JetpackPlan } from '../types/start.ts';

/**
 * Where a service stands. `requesting`: a provision call is under way, or its outcome is not known; re-checks find out.
 * `refused`: the vendor refused; `failure` tells why. `cancelling`: as `requesting`, for the cancellation. The others are
 * those of `CreateOutcome` and `TerminateOutcome`.
 */
export type PlanStatus =
  | 'requesting'
  | 'awaiting_connection'
  | 'waiting_for_domain'
  | 'provisioned'
  | 'refused'
  | 'cancelling'
  | 'cancelled'
  | 'nothing_to_cancel';

/** What a service was sold, as it is asked of the vendor. */
export interface PlanTerms {
  /** Your name of the partner key that sells it. No other key can cancel the plan. */
  readonly partnerKey: string;
  /** In its one spelling. */
  readonly siteUrl: string;
  readonly localUser: string;
  readonly plan: JetpackPlan;
  readonly forceRegister: boolean;
}

/**
 * What a human found at the vendor: the plan is over, or it is on the site and stays. Either is a status that the record
 * then has.
 */
export type PlanVerdict = 'cancelled' | 'provisioned';

/** What a human decided about a plan that no call could end; see `JetpackPlans.settle`. */
export interface PlanSettlement {
  readonly as: PlanVerdict;
  /** When it was said; UTC. */
  readonly at: string;
}

/** Everything known about the plan of one service. Plain JSON; instants are ISO text in UTC. */
export interface PlanRecord extends PlanTerms {
  /** Your name of the service: one record each, for good. */
  readonly serviceKey: string;
  readonly status: PlanStatus;
  /** What no other service may hold meanwhile: its site. Null once the vendor can have nothing of this service. */
  readonly claim: string | null;
  /** Provision calls that were begun for these terms. */
  readonly attempts: number;
  /** Where the customer authorises the connection. A secret of this one customer: show it to nobody else. */
  readonly nextUrl: string | null;
  /** A link into the site, where the vendor gave one with the plan. */
  readonly siteLink: string | null;
  /** Until when the vendor may keep an activation that waits; null: none waits. */
  readonly pendingUntil: string | null;
  /** Re-checks since the status last changed. */
  readonly checks: number;
  /** When `recheckDue` looks at it; null: there is nothing to wait for. */
  readonly nextCheckAt: string | null;
  /** Until when a worker may be at it. */
  readonly busyUntil: string | null;
  /** The last failure that nothing has superseded. Code `foreign_plan`: the site has this plan from somebody else. */
  readonly failure: JetpackFailure | null;
  /**
   * The last settlement since the plan was sold, whatever came after it; null: there was none. Records that were stored
   * before there was this member lack it.
   */
  readonly settled?: PlanSettlement | null;
  /** Greater after every change; 1 for a new record. */
  readonly version: number;
}
