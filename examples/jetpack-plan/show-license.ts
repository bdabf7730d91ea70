import { createHash } from 'node:crypto';
import { maskLicenseKey } from 'reseller-sdk/jetpack';
import type { LicenseCandidate, LicenseRecord, LicenseStatus } from 'reseller-sdk/jetpack/licenses';
import { type Ending, type Result, reasonOf } from './result.ts';

const WORDS: Readonly<Record<LicenseStatus, string>> = {
  issuing: 'is being issued',
  unsettled: 'may have been issued, and billed: find out by candidates, then settle',
  issued: 'is issued',
  refused: 'was not issued',
  revoking: 'is being revoked; that is not certain yet',
  revoked: 'is revoked',
};

/** Where a license stands. Without its key, which `license key` shows. */
export function showLicense(record: LicenseRecord, now: Date): Result {
  const { serviceKey, product, status, licenseKey, requestedAt, failure } = record;
  const license = licenseKey === null ? null : maskLicenseKey(licenseKey);
  const value = { serviceKey, product, status, license, requestedAt, failure };
  const line = `${serviceKey}: license of ${product} ${WORDS[isLost(record, now) ? 'unsettled' : status]}`;
  return { value, lines: [line, ...reasonOf(failure)], ending: endingOf(record, now) };
}

/** Whether a call that may have issued it has ended without an answer. */
function isLost({ status, busyUntil }: LicenseRecord, now: Date): boolean {
  if (status === 'unsettled') return true;
  return status === 'issuing' && (busyUntil === null || Date.parse(busyUntil) <= now.getTime());
}

function endingOf(record: LicenseRecord, now: Date): Ending {
  const { status, failure } = record;
  if (isLost(record, now)) return 'look';
  if (status === 'issuing' || status === 'revoking') return 'later';
  // That none was issued is no news to who said so.
  return failure === null || failure.code === 'not_issued' ? 'well' : 'look';
}

/** Names a license on a command line, where its key must not stand: shells and systems keep command lines. */
export function referenceOf({ licenseKey }: Pick<LicenseCandidate, 'licenseKey'>): string {
  return createHash('sha256').update(licenseKey).digest('hex').slice(0, 12);
}
