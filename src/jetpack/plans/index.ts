/**
 * Jetpack plans: what a product's fields say, what the vendor's answers mean, and the life of a plan per service from the
 * order to the end.
 *
 * @module reseller-sdk/jetpack/plans
 */
export type { JetpackFailure } from '../lifecycle/failure.ts';
export { activityMessage } from './activity-message.ts';
export { type CreatePlanOptions, createPlan } from './create-plan.ts';
export { interpretCancel } from './interpret-cancel.ts';
export { interpretProvision, type ProvisionContext } from './interpret-provision.ts';
export { interpretStatus, type PlanPresence } from './interpret-status.ts';
export { JetpackPlans } from './jetpack-plans.ts';
export { InMemoryPlanRepository } from './memory-repository.ts';
export type { JetpackPlansOptions, PlanCallOptions, PlanOrder, RecheckDueOptions } from './options.ts';
export type { CreateOutcome, PlanWarning, TerminateOutcome } from './outcome.ts';
export { withPartnerRedirect } from './partner-redirect.ts';
export { CLASSIC_PLANS, planSlug } from './plan-slug.ts';
export {
  type FieldIssue,
  type PlanFields,
  PRODUCT_FIELDS,
  type ProductFieldOptions,
  type ProductFieldsResult,
  parseProductFields,
} from './product-fields.ts';
export {
  buildProvisionFields,
  type CreateInput,
  type FtpAccess,
  type SshAccess,
} from './provision-fields.ts';
export { type PlanStanding, type ProvisioningDetails, provisioningDetails } from './provisioning-details.ts';
export { isTerminalCode, type PlanWait, recheckAt } from './recheck-at.ts';
export type { PlanRecord, PlanSettlement, PlanStatus, PlanTerms, PlanVerdict } from './record.ts';
export type { PlanCheck } from './report.ts';
export type { PlanRepository } from './repository.ts';
export { type TerminateInput, terminatePlan } from './terminate-plan.ts';
