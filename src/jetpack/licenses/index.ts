/**
 * Jetpack licenses: one per service, issued once, whatever breaks.
 *
 * @module reseller-sdk/jetpack/licenses
 */
export type { JetpackFailure } from '../lifecycle/failure.ts';
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
