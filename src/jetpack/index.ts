/**
 * The Jetpack partner API: a client with every operation as a method, a small connection for single operations, and the
 * rules by which sites are named and answers are read.
 *
 * @module reseller-sdk/jetpack
 */
export { type JetpackAnswerCode, readJetpackJson, readJetpackObject } from './answer-object.ts';
export {
  classifyRefusal,
  type JetpackErrorKind,
  type JetpackHint,
  type JetpackObject,
  type JetpackRefusal,
} from './classify.ts';
export { JetpackPartnerClient } from './client.ts';
export type { JetpackCategory, JetpackCode, KnownJetpackCode } from './codes.ts';
export { JetpackConnection } from './connection.ts';
export type { JetpackCouponsGroup } from './groups/coupons.ts';
export type { JetpackLicensingGroup } from './groups/licensing.ts';
export type { JetpackPartnerKeysGroup, JetpackUsersGroup } from './groups/partners.ts';
export type { JetpackReportingGroup } from './groups/reporting.ts';
export type {
  AnswerFacts,
  Caller,
  CallOptions,
  IterateOptions,
  JetpackAuth,
  ListOperation,
  Operation,
  OperationFacts,
  Paged,
  ParamsOf,
  ResultOf,
  TimeoutClass,
} from './operation.ts';
export type { JetpackOptions, SecretInput } from './options.ts';
export { interpretPartnerKey, type PartnerKey } from './partner-key.ts';
export { type JetpackAnswerFacts, type JetpackErrorDetails, refusalError } from './refusal.ts';
export { maskLicenseKey } from './secrets.ts';
export { interpretSiteConnection, type SiteConnection } from './site-connection.ts';
export { type SiteRef, siteIdentifier } from './site-identifier.ts';
export { normalizeSiteUrl, type SiteUrlOptions } from './site-url.ts';
export type { StoredToken, TokenStore } from './token-store.ts';
export type { Loose, NoParams, WireFlag, WireId } from './types/common.ts';
export type {
  ByCouponCode,
  WireCoupon,
  WireCouponCodesParams,
  WireCouponIssueManyParams,
  WireCouponIssueParams,
} from './types/coupons.ts';
export type {
  ByLicenseKey,
  CancellationMail,
  PageParams,
  WireAttachParams,
  WireIssuedLicense,
  WireIssueManyParams,
  WireIssueParams,
  WireLicense,
  WireLicenseCounts,
  WireLicenseEndParams,
  WireLicenseListParams,
  WireLicensePage,
  WirePartnerProduct,
  WirePartnerProductFamily,
  WireProduct,
  WireProductFamily,
  WireSiteConnection,
  WireSiteConnectionParams,
} from './types/licensing.ts';
export type { WirePartnerKey, WirePartnerKeyParams, WireUser, WireUserParams } from './types/partners.ts';
export type {
  ByPartnerKey,
  WireActivation,
  WireActivationPage,
  WireActivationsOf,
  WireActivationsParams,
  WireActivationsSummaryParams,
} from './types/reporting.ts';
export type {
  ByBlogId,
  BySite,
  JetpackPlan,
  SecretText,
  WireCancel,
  WireCancelOptions,
  WireCancelParams,
  WireDone,
  WireErrorCatalogue,
  WireErrorCatalogueParams,
  WireErrorEntry,
  WireFtp,
  WireFtpFields,
  WireFtpParams,
  WireMobileMagicLinkParams,
  WireProvision,
  WireProvisionParams,
  WireSsh,
  WireSshFields,
  WireSshParams,
  WireStatus,
  WireStatusBlog,
  WireStatusProduct,
  WireTokenInfo,
  WireTokenInfoParams,
  WireUpgradePaths,
} from './types/start.ts';
export { parseWpDate } from './wp-date.ts';
