import { DAY_MS } from '../../core/time.ts';
import type { Caller } from '../operation.ts';
import { licensingList } from '../operations/licensing.ts';
import type { WireLicense } from '../types/licensing.ts';
import { parseWpDate } from '../wp-date.ts';
import type { CandidateOptions, LicenseCandidate } from './options.ts';
import type { LicenseRecord } from './record.ts';
import type { LicenseRepository } from './repository.ts';

const MAX_PAGES = 100;
const PER_PAGE = 100;

/** Whether a key is that of a license of this product: `jetpack-scan_…`. */
export function isOfProduct(licenseKey: string, product: string): boolean {
  return licenseKey.startsWith(`${product}_`);
}

/**
 * The licenses that a lost call may have issued: of the product, issued since, neither attached nor revoked, and of no
 * other service. Dates of the vendor have no zone, so a day before the call counts, too.
 */
export async function findCandidates(
  jetpack: Caller,
  repository: LicenseRepository,
  { product, requestedAt }: LicenseRecord,
  { maxPages = MAX_PAGES, signal }: CandidateOptions,
): Promise<readonly LicenseCandidate[]> {
  const since = Date.parse(requestedAt) - DAY_MS;
  const candidates: LicenseCandidate[] = [];
  const order = { sort_field: 'issued_at', sort_direction: 'desc' } as const;
  const asked = { filter: 'detached', ...order, per_page: PER_PAGE };
  for await (const license of jetpack.iterate(licensingList, asked, { signal, maxPages })) {
    const { license_key: licenseKey, issued_at = null } = license;
    if (!isLoose(license) || !isOfProduct(licenseKey, product) || isBefore(license, since)) continue;
    if ((await repository.findByLicenseKey(licenseKey)) !== null) continue;
    candidates.push({ licenseKey, issuedAt: issued_at });
  }
  return candidates;
}

/** Neither attached to a site nor revoked. */
function isLoose({ revoked_at, attached_at, blog_id }: WireLicense): boolean {
  return [revoked_at, attached_at, blog_id].every((value) => !value);
}

/** A license whose date cannot be read is no older than any. */
function isBefore({ issued_at }: WireLicense, since: number): boolean {
  try {
    return issued_at ? parseWpDate(issued_at).getTime() < since : false;
  } catch {
    return false;
  }
}
