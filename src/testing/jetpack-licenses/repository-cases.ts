import { type StoreCase, storeCases } from '../kit/store-cases.ts';
import { faultRules } from './fault-rules.ts';
import type { OpenedLicenseRepository } from './opened-store.ts';
import { rowRules } from './row-rules.ts';

/**
 * What every `LicenseRepository` must do, as cases for the adapter's own tests: a record keeps every member, one that
 * another saved is not overwritten, a license is that of one service, also among rivals on several connections; what is
 * open is listed; and whichever call fails, before or after its work, no license is issued twice. They need no test
 * framework.
 *
 * @param open makes a fresh, empty repository for each case
 * @example for (const { name, run } of licenseRepositoryCases(open)) it(name, run)
 */
export function licenseRepositoryCases(
  open: () => OpenedLicenseRepository | Promise<OpenedLicenseRepository>,
): readonly StoreCase[] {
  return storeCases([...rowRules, ...faultRules], open);
}
