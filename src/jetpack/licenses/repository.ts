import type { LicenseRecord } from './record.ts';

/**
 * Where the records of licenses live, one per service. Implement it over your database: a row per `serviceKey`, texts as
 * they are given to the last blank. `licenseKey` is a secret, so guard the rows as you guard passwords.
 * `licenseRepositoryCases` of `reseller-sdk/testing` tries an implementation.
 */
export interface LicenseRepository {
  /** The record of a service, or null. */
  load(serviceKey: string): Promise<LicenseRecord | null>;

  /** The record that has this license, or null. */
  findByLicenseKey(licenseKey: string): Promise<LicenseRecord | null>;

  /** All records that are `issuing`, `unsettled` or `revoking`, in any order. */
  listOpen(): Promise<readonly LicenseRecord[]>;

  /**
   * Replaces the record of this service if the stored one has the expected version (0: there is none yet), in one step:
   * of writers at once, one wins. No two records may have the same `licenseKey`, but any number has none: a unique index.
   *
   * @throws ConcurrencyError `VERSION_CONFLICT` when the stored version is another, `DUPLICATE_KEY` when the license is
   * that of another service. Nothing was written then
   */
  save(record: LicenseRecord, expectedVersion: number): Promise<void>;
}
