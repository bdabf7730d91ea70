import { ResellerSdkError } from 'reseller-sdk';
import type { LicenseRecord } from 'reseller-sdk/jetpack/licenses';
import { isWorthAnother, type Result } from './result.ts';
import type { Shop } from './shop.ts';
import { showLicense } from './show-license.ts';

/**
 * Asks once more for a revocation whose answer was lost, and shows any other license. The license is named: since the
 * record was read, it may have been revoked, and the service been sold another.
 */
export async function revokeAgain(shop: Shop, record: LicenseRecord): Promise<Result> {
  const { licenses, clock } = shop;
  const { serviceKey, status, licenseKey } = record;
  if (status !== 'revoking' || licenseKey === null) return showLicense(record, clock.now());
  try {
    return showLicense((await licenses.revoke(serviceKey, { licenseKey })) ?? record, clock.now());
  } catch (error) {
    if (!(error instanceof ResellerSdkError)) throw error;
    const { code, message } = error;
    const failure = { code, message, at: clock.now().toISOString() };
    const shown = showLicense({ ...((await licenses.get(serviceKey)) ?? record), failure }, clock.now());
    return { ...shown, ending: isWorthAnother(error) ? 'later' : 'look' };
  }
}
