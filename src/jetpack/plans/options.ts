import type { Clock } from '../../core/time.ts';
import type { Caller } from '../operation.ts';
import type { JetpackPlan } from '../types/start.ts';
import type { PlanRepository } from './repository.ts';

/** What `JetpackPlans` works with. */
export interface JetpackPlansOptions {
  readonly repository: PlanRepository;
  /**
   * A `JetpackPartnerClient` or `JetpackConnection` for each of your partner keys, under a name of yours that stays.
   * Records keep the name, because only the key that made a plan can cancel it.
   */
  readonly partnerKeys: Readonly<Record<string, Caller>>;
  /**
   * Names of those that are test keys. The vendor bills them nothing and tells no status for their sites, so that a
   * re-check asks for the plan again instead. Default: none.
   */
  readonly testKeys?: readonly string[] | undefined;
  /**
   * What services have for themselves: a whole site, so that a second order for it is refused, or one product of it
   * each, where the classic plans count as one product. Choose once: claims of the two kinds do not see each other.
   * Default `site`.
   */
  readonly exclusive?: 'site' | 'product' | undefined;
  /**
   * How long one call may take, in milliseconds: longer than the timeouts of the clients. Who finds a call that began
   * longer ago knows that its worker died. Default 300000.
   */
  readonly leaseMs?: number | undefined;
  /** Default: that of the machine. */
  readonly clock?: Clock | undefined;
}

/** What a customer ordered. */
export interface PlanOrder {
  /** Address of the directory that holds WordPress, with its scheme. */
  readonly siteUrl: string;
  /** Login, e-mail address or numeric id of a user who exists on the site. */
  readonly localUser: string | number;
  readonly plan: JetpackPlan;
  /** The name of the partner key that sells it. May be left out where there is one. */
  readonly partnerKey?: string | undefined;
  /** As in `CreateInput`. Default true. */
  readonly forceRegister?: boolean | undefined;
}

/** Options of one call of `JetpackPlans`. */
export interface PlanCallOptions {
  /** Ends the requests. What they did is then found out by a re-check. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of `recheckDue`. */
export interface RecheckDueOptions extends PlanCallOptions {
  /** How many services are looked at. Default 100. */
  readonly limit?: number | undefined;
}
