/**
 * Every operation of the Jetpack partner API as a value, for the smallest bundle.
 *
 * @module reseller-sdk/jetpack/operations
 */
export {
  couponIssue,
  couponIssueBulk,
  couponPresets,
  couponRevoke,
  couponStatus,
  couponStatusBulk,
} from './coupons.ts';
export {
  licensingAttach,
  licensingChildren,
  licensingCounts,
  licensingDetach,
  licensingDownload,
  licensingGet,
  licensingIssue,
  licensingIssueBulk,
  licensingList,
  licensingPartnerProductFamilies,
  licensingProductFamilies,
  licensingRevoke,
  licensingSiteConnection,
} from './licensing.ts';
export { createUser, partnerKeysNew } from './partners.ts';
export {
  reportingActivationsList,
  reportingActivationsSummary,
  reportingInvoicesPast,
  reportingInvoicesUpcoming,
} from './reporting.ts';
export {
  errorCatalogue,
  mobileMagicLink,
  partnerCancel,
  partnerKeysVerify,
  provision,
  setFtpCredentials,
  setSshCredentials,
  siteStatus,
  tokenInfo,
  upgradePaths,
} from './start.ts';
