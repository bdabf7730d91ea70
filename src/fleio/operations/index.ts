/**
 * Every operation of the Fleio staff API as a value, for the smallest bundle.
 *
 * @module reseller-sdk/fleio/operations
 */
export type { Action } from './actions.ts';
export {
  clientsBillingSummary,
  clientsCreate,
  clientsDeleteWithResources,
  clientsList,
  clientsResume,
  clientsRetrieve,
  clientsSuspend,
  clientsUpdate,
} from './clients.ts';
export { clientsChangeCredit, clientsSetBillingAgreements } from './credit.ts';
export {
  externalBillingClientsToAutoInvoice,
  externalBillingProcessCreditAutoInvoicing,
} from './external-billing.ts';
export {
  clientsClaimForInvoiceProcessing,
  clientsToInvoice,
  servicesResetInvoicedPeriods,
} from './invoicing.ts';
export { openstackServicesCreate, openstackServicesNewServiceData } from './openstack-services.ts';
export {
  servicesActivate,
  servicesList,
  servicesResume,
  servicesSuspend,
  servicesTerminate,
  servicesUnsuspend,
  servicesUpdate,
} from './services.ts';
export { ssoCreateSession } from './sso.ts';
export { usersList, usersUpdate } from './users.ts';
