import type { Clock } from '../../core/time.ts';
import type { Caller } from '../operation.ts';
import type { LicenseRepository } from './repository.ts';

/** What `JetpackLicenses` works with. */
export interface JetpackLicensesOptions {
  /** A `JetpackPartnerClient` or `JetpackConnection` with a licensing token. */
  readonly jetpack: Caller;
  readonly repository: LicenseRepository;
  /**
   * How long one call may take, in milliseconds: longer than the timeout of the client. Who finds a call that began
   * longer ago knows that its worker died. Default 300000.
   */
  readonly leaseMs?: number | undefined;
  /** Default: that of the machine. */
  readonly clock?: Clock | undefined;
}

/** What a customer ordered. */
export interface LicenseOrder {
  /** Slug with hyphens, as `licensing.productFamilies` lists it, such as `jetpack-scan`. */
  readonly product: string;
}

/** Options of one call of `JetpackLicenses`. */
export interface LicenseCallOptions {
  /** Ends the requests. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of `candidates`. */
export interface CandidateOptions extends LicenseCallOptions {
  /** Pages of the vendor's list, the newest licenses first, that are read at most. Default 100. */
  readonly maxPages?: number | undefined;
}

/** Options of `revoke`. */
export interface RevokeOptions extends LicenseCallOptions {
  /**
   * The license that is meant, as the record had it: give it whenever the decision to revoke is older than the record, as
   * in a repetition. The service may have been sold another meanwhile. Default: whichever it has.
   */
  readonly licenseKey?: string | undefined;
  /** Whether the vendor mails the customer. Left to the vendor where it is not given. */
  readonly cancellationEmail?: boolean | undefined;
}

/** A license that may be the one that a service was to get. */
export interface LicenseCandidate {
  /** A secret; tell people the product and the date. */
  readonly licenseKey: string;
  /** As the vendor wrote it: without a zone. */
  readonly issuedAt: string | null;
}

/** What a human found out: which license it is, or that none was issued. */
export type LicenseVerdict = { readonly licenseKey: string } | 'not-issued';
