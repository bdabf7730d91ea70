import type { JetpackFailure } from '../lifecycle/failure.ts';

/**
 * Where the license of a service stands. `issuing`: the call is under way, or its worker died over it. `unsettled`: a
 * license may have been issued, and billed, of which nothing is known; a human settles it. `refused`: none was issued.
 * `revoking`: as `issuing`, for the revocation, which may be asked for again.
 */
export type LicenseStatus = 'issuing' | 'unsettled' | 'issued' | 'refused' | 'revoking' | 'revoked';

/** Everything known about the license of one service. Plain JSON; instants are ISO text in UTC. */
export interface LicenseRecord {
  /** Your name of the service: one record each, for good. */
  readonly serviceKey: string;
  /** Slug of the product. */
  readonly product: string;
  readonly status: LicenseStatus;
  /** Calls that were begun to issue a license for this service. */
  readonly attempts: number;
  /** When the last of them began. */
  readonly requestedAt: string;
  /** Unlocks the product, so it is a secret of this one customer. It stays after the license was revoked. */
  readonly licenseKey: string | null;
  /** Until when a worker may be at it. */
  readonly busyUntil: string | null;
  /** The last failure that nothing has superseded. Code `not_issued`: a human said so. */
  readonly failure: JetpackFailure | null;
  /** Greater after every change; 1 for a new record. */
  readonly version: number;
}
