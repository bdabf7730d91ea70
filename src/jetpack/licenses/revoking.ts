import { describeFailure, provesNothingHappened } from '../lifecycle/failure.ts';
import { licensingGet, licensingRevoke } from '../operations/licensing.ts';
import { type Desk, save } from './desk.ts';
import type { RevokeOptions } from './options.ts';
import type { LicenseRecord } from './record.ts';
import { rest, revoking } from './transitions.ts';

/**
 * Revokes the license of a record, for good. It is read first, because nobody knows what a second revocation answers.
 *
 * @throws what the vendor refused with: the license stays, unless an earlier call ended it after all; what reading it fails with
 */
export async function revokeLicense(
  desk: Desk,
  record: LicenseRecord,
  license_key: string,
  { cancellationEmail, signal }: RevokeOptions,
): Promise<LicenseRecord> {
  const { revoked_at } = await desk.jetpack.call(licensingGet, { license_key }, { signal });
  if (revoked_at) return save(desk, rest(record, 'revoked', null));
  const begun = await save(desk, revoking(record, desk.clock.now(), desk.leaseMs));
  const mail = cancellationEmail === undefined ? {} : { cancellation_email: cancellationEmail };
  try {
    await desk.jetpack.call(licensingRevoke, { license_key, ...mail }, { signal });
  } catch (error) {
    const failure = describeFailure(error, desk.clock.now());
    if (!provesNothingHappened(error)) return save(desk, rest(begun, 'revoking', failure));
    // A refusal now proves nothing about a revocation whose answer was lost before.
    await save(desk, rest(begun, record.status === 'revoking' ? 'revoking' : 'issued', failure));
    throw error;
  }
  return save(desk, rest(begun, 'revoked', null));
}
