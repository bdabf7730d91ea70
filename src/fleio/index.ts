/**
 * The Fleio staff API: a client with every operation as a method, a small connection for single operations, and
 * look-ups by the billing system's own identifiers.
 *
 * @module reseller-sdk/fleio
 */
export { FleioClient } from './client.ts';
export { FleioConnection } from './connection.ts';
export type { FieldErrors } from './field-errors.ts';
export { CLIENT_FIELD_LENGTHS, MAX_CLIENT_GROUPS, USER_FIELD_LENGTHS } from './field-lengths.ts';
export type { FleioClientsGroup } from './groups/clients.ts';
export type { FleioExternalBillingGroup } from './groups/external-billing.ts';
export type { FleioOpenstackServicesGroup } from './groups/openstack-services.ts';
export type { FleioServicesGroup } from './groups/services.ts';
export type { FleioSsoGroup } from './groups/sso.ts';
export type { FleioUsersGroup } from './groups/users.ts';
export {
  clientByExternalId,
  type FleioLookupCode,
  serviceByExternalId,
  userByExternalId,
} from './lookups.ts';
export type {
  AnswerFacts,
  AnswerRules,
  Caller,
  CallOptions,
  IterateOptions,
  ListOperation,
  NoParams,
  Operation,
  OperationFacts,
  Paged,
  ParamsOf,
  Reply,
  ResultOf,
} from './operation.ts';
export type { FleioOptions, FleioToken } from './options.ts';
export { ssoUrl } from './sso-url.ts';
export type {
  BillingAgreement,
  BillingSummary,
  ClientDetails,
  ClientRecord,
  ClientStatus,
  ClientsChangeCreditParams,
  ClientsCreateParams,
  ClientsListParams,
  ClientsSetBillingAgreementsParams,
  ClientsUpdateParams,
  CreditChange,
  NewUser,
} from './types/clients.ts';
export type {
  ClientsToAutoInvoice,
  NecessaryCredit,
  NecessaryCredits,
  OpenAmount,
  ProcessCreditAutoInvoicingParams,
} from './types/external-billing.ts';
export type { ById, ExternalServiceId, FleioDecimal, FleioId } from './types/ids.ts';
export type {
  ClaimedClient,
  ClientsToInvoiceParams,
  DueClient,
  ServicesResetInvoicedPeriodsParams,
  UnsettledPeriod,
} from './types/invoicing.ts';
export type { Page, PageParams } from './types/page.ts';
export type {
  NewServiceData,
  OpenstackServicesCreateParams,
  OpenstackServicesNewServiceDataParams,
  ProductCycle,
  ServiceFilter,
  ServiceLink,
  ServiceProduct,
  ServiceRecord,
  ServiceStatus,
  ServicesListParams,
  ServicesUpdateParams,
} from './types/services.ts';
export type { SsoCreateSessionParams, SsoSession } from './types/sso.ts';
export type { UserRecord, UsersListParams, UsersUpdateParams } from './types/users.ts';
