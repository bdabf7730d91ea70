/**
 * Jetpack licenses: one per service, issued once, whatever breaks; and what the licensing API means.
 *
 * @module reseller-sdk/jetpack/licenses
 */
export type { JetpackFailure } from '../lifecycle/failure.ts';
export { interpretSiteConnection, type SiteConnection } from './interpret-site-connection.ts';
export { JetpackLicenses } from './jetpack-licenses.ts';
export { InMemoryLicenseRepository } from './memory-repository.ts';
export type {
  CandidateOptions,
  JetpackLicensesOptions,
  LicenseCallOptions,
  LicenseCandidate,
  LicenseOrder,
  LicenseVerdict,
  RevokeOptions,
} from './options.ts';
export type { LicenseRecord, LicenseStatus } from './record.ts';
export type { LicenseRepository } from './repository.ts';
export { parseWpDate } from './wp-date.ts';
