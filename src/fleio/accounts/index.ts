/**
 * The accounts of customers in Fleio: created, suspended, resumed and terminated with their services in the billing
 * system; the rules of top-ups, orders and credit.
 *
 * @module reseller-sdk/fleio/accounts
 */
export { canOrderService, type OrderPermission } from './can-order-service.ts';
export type { AccountDetails } from './client-details.ts';
export { type ConversionRules, convertAmount } from './convert-amount.ts';
export type { SsoAccess, SsoInput } from './create-sso-url.ts';
export {
  type CreditAmount,
  type CreditedInvoice,
  creditAmountsForInvoice,
  type InvoiceCredits,
  type SkippedCredit,
} from './credit-amounts-for-invoice.ts';
export type { EnsuredClient } from './ensure-client.ts';
export { FleioAccounts, type FleioAccountsOptions } from './fleio-accounts.ts';
export type { AccountInput } from './new-client.ts';
export { type LinkCandidate, type LinkChoice, pickServiceToLink } from './pick-service-to-link.ts';
export {
  type PricedLine,
  priceRecurringInvoice,
  type RecurringInvoice,
  type RecurringLine,
  type RecurringPrice,
  type ServiceUsage,
  type SkippedLine,
} from './price-recurring-invoice.ts';
export type { ChooseProduct, ProductChoice, Provisioned, ProvisionInput } from './provision.ts';
export type { ServiceChange } from './service-change.ts';
export type { ServiceRef } from './service-ref.ts';
export type {
  AgreementFailure,
  AgreementStatus,
  AgreementSync,
  AgreementSyncOptions,
} from './sync-billing-agreements.ts';
export type { DetailsInput, DetailsSync } from './sync-client-details.ts';
export type {
  MirroredService,
  MirroredStatus,
  MirrorFailure,
  ServiceStatusRepository,
  StatusSync,
} from './sync-service-statuses.ts';
export type { UnsuspendVerb } from './unsuspend-service.ts';
export { type TopUpCheck, type TopUpRules, validateTopUp } from './validate-top-up.ts';
export type { AccountStep, AccountWarning } from './warning.ts';
