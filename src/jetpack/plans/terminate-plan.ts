import { InvalidInputError } from '../../core/errors/input.ts';
import type { Caller, CallOptions } from '../operation.ts';
import { partnerCancel } from '../operations/start.ts';
import type { SiteRef } from '../site-identifier.ts';
import type { JetpackPlan } from '../types/start.ts';
import { interpretCancel } from './interpret-cancel.ts';
import type { TerminateOutcome } from './outcome.ts';
import { planSlug } from './plan-slug.ts';

/** What to cancel. */
export interface TerminateInput {
  /** The address that was provisioned, or the blog ID. The site itself may be gone. */
  readonly site: SiteRef;
  /** Required for a stand-alone product such as `jetpack-scan`; the four classic plans are cancelled without it. */
  readonly plan?: JetpackPlan | undefined;
  /** Everything that this partner has on the site; not together with `plan`. */
  readonly cancelAll?: boolean | undefined;
}

/**
 * Cancels a plan; doing it again is safe (contract 11). The partner key that made a plan is the only one that can.
 *
 * @param jetpack a `JetpackPartnerClient` or `JetpackConnection` with that key
 * @throws InvalidInputError for `cancelAll` together with `plan`, before anything is sent; PermissionError
 * `incorrect_partner_key`; ConflictError `not_jps_plan`; NotFoundError for a site that is not known; other ApiErrors,
 * UnexpectedResponseError and TransportError
 */
export async function terminatePlan(
  jetpack: Caller,
  { site, plan, cancelAll }: TerminateInput,
  options: CallOptions = {},
): Promise<TerminateOutcome> {
  if (cancelAll && plan !== undefined) {
    const message = 'goes with no plan: everything is cancelled, or one plan';
    throw new InvalidInputError('The cancellation', [{ path: 'cancelAll', message }]);
  }
  const product = plan === undefined ? {} : { plan: planSlug(plan) };
  const all = cancelAll === undefined ? {} : { 'cancel-all': cancelAll };
  return interpretCancel(200, await jetpack.call(partnerCancel, { site, ...product, ...all }, options));
}
