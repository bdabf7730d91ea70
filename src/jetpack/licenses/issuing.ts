import { IdempotencyConflictError } from '../../core/errors/engine.ts';
import { codeOf, describeFailure, provesNothingHappened } from '../lifecycle/failure.ts';
import { licensingIssue } from '../operations/licensing.ts';
import { type Desk, save } from './desk.ts';
import type { LicenseCallOptions } from './options.ts';
import type { LicenseRecord } from './record.ts';
import { issued, issuing, rest } from './transitions.ts';

const MAX_TRIES = 10;

/**
 * Issues a license, once. The record is saved before the call; without that there is no call.
 *
 * @throws what the vendor refused with: no license was issued
 */
export async function issue(
  desk: Desk,
  serviceKey: string,
  product: string,
  earlier: LicenseRecord | null,
  options: LicenseCallOptions,
): Promise<LicenseRecord> {
  const begun = await save(desk, issuing(serviceKey, product, earlier, desk.clock.now(), desk.leaseMs));
  let licenseKey: string;
  try {
    ({ license_key: licenseKey } = await desk.jetpack.call(licensingIssue, { product }, options));
  } catch (error) {
    const failure = describeFailure(error, desk.clock.now());
    if (!provesNothingHappened(error)) return save(desk, rest(begun, 'unsettled', failure));
    await save(desk, rest(begun, 'refused', failure));
    throw error;
  }
  return saveIssued(desk, begun, licenseKey);
}

/** Notes a license, whatever others made of its record meanwhile: they took this worker for dead, and knew less. */
async function saveIssued(desk: Desk, begun: LicenseRecord, licenseKey: string): Promise<LicenseRecord> {
  let current = begun;
  for (let tries = 1; ; tries += 1) {
    if (current.licenseKey === licenseKey) return current;
    if (current.attempts !== begun.attempts || current.licenseKey !== null) throw orphaned(begun);
    try {
      return await save(desk, issued(current, licenseKey));
    } catch (error) {
      if (codeOf(error) !== 'VERSION_CONFLICT' || tries === MAX_TRIES) throw error;
    }
    current = (await desk.repository.load(begun.serviceKey)) ?? begun;
  }
}

/** The record went on without its license. To repeat the sale would hide that. */
function orphaned({ serviceKey, product }: LicenseRecord): IdempotencyConflictError {
  const advice = `Its sale was settled otherwise before a license of ${product} came for it after all. Find that among the vendor's newest, and revoke it`;
  return new IdempotencyConflictError(serviceKey, advice);
}
