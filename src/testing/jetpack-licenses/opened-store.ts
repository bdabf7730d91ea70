import type { LicenseRepository } from '../../jetpack/licenses/index.ts';

/** A fresh, empty repository of licenses, opened for one case. */
export interface OpenedLicenseRepository {
  readonly repository: LicenseRepository;
  /**
   * Another connection to the same rows, as a second process has one; the repository closes it with the rest. Left out:
   * rivals share the one repository.
   */
  readonly connect?: () => LicenseRepository | Promise<LicenseRepository>;
  /** Runs after the case, however it ended. */
  readonly close?: () => void | Promise<void>;
}
