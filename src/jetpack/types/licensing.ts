import type { SiteRef } from '../site-identifier.ts';
import type { Loose, WireId } from './common.ts';

/** A license by its key, which unlocks it. */
export interface ByLicenseKey {
  readonly license_key: string;
}

/** A license that was just issued: only its key is certain. Keep it before you do anything else. */
export interface WireIssuedLicense extends Loose {
  readonly license_key: string;
}

/** A license. Dates are `YYYY-MM-DD hh:mm:ss` without a zone; `parseWpDate` reads them. */
export interface WireLicense extends WireIssuedLicense {
  readonly license_id?: WireId | null;
  readonly issued_at?: string | null;
  /** Null: in force. */
  readonly revoked_at?: string | null;
  readonly attached_at?: string | null;
  readonly blog_id?: WireId | null;
  readonly siteurl?: string | null;
  /** Name for people. */
  readonly product?: string | null;
  readonly product_id?: WireId | null;
  readonly quantity?: number | null;
  readonly parent_license_id?: WireId | null;
}

/** Parameters of `licensing.issue`. */
export interface WireIssueParams {
  /** Slug with hyphens, as `productFamilies` lists it. */
  readonly product: string;
  /** Default 1. */
  readonly quantity?: number;
}

/** Parameters of `licensing.issueMany`. */
export interface WireIssueManyParams {
  readonly product: string;
  readonly quantity: number;
  /** Whether they are one bundle. */
  readonly bundle: boolean;
  readonly agency_id?: number;
}

/** Whether the customer is mailed. Left to the API where it is not given. */
export interface CancellationMail {
  readonly cancellation_email?: boolean;
}

/** Parameters of `licensing.revoke` and `licensing.detach`. */
export interface WireLicenseEndParams extends ByLicenseKey, CancellationMail {}

/** Parameters of `licensing.attach`. */
export interface WireAttachParams extends ByLicenseKey {
  /** A connected site: its address, its identifier, or its blog ID. */
  readonly site: SiteRef;
}

/** Which page of a list. */
export interface PageParams {
  /** From 1, which is the default. */
  readonly page?: number;
  readonly per_page?: number;
}

/** Parameters of `licensing.list`. */
export interface WireLicenseListParams extends PageParams {
  readonly search?: string;
  readonly parent_id?: number;
  readonly filter?: 'not_revoked' | 'detached' | 'attached' | 'revoked' | 'standard' | (string & {});
  readonly sort_field?: 'issued_at' | 'attached_at' | 'revoked_at' | (string & {});
  readonly sort_direction?: 'asc' | 'desc';
}

/** One page of licenses. */
export interface WireLicensePage extends Loose {
  readonly items: readonly WireLicense[];
  readonly current_page?: number | null;
  readonly total_items?: number | null;
  readonly total_pages?: number | null;
}

/** How many licenses there are of each kind. */
export interface WireLicenseCounts extends Loose {
  readonly attached?: number | null;
  readonly detached?: number | null;
  readonly revoked?: number | null;
  readonly not_revoked?: number | null;
  readonly standard?: number | null;
  readonly all?: number | null;
}

/** A product that can be licensed. */
export interface WireProduct extends Loose {
  readonly slug: string;
  readonly name?: string | null;
  readonly product_id?: WireId | null;
}

/** Products of a kind. */
export interface WireProductFamily extends Loose {
  readonly slug: string;
  readonly name?: string | null;
  readonly products: readonly WireProduct[];
}

/** The same with this partner's prices. */
export interface WirePartnerProduct extends WireProduct {
  /** Such as `usd`. */
  readonly currency?: string | null;
  /** A decimal, as text or a number; read it by its text. */
  readonly amount?: string | number | bigint | null;
  readonly price_interval?: 'month' | 'day' | (string & {}) | null;
}

/** Products of a kind with this partner's prices. */
export interface WirePartnerProductFamily extends WireProductFamily {
  readonly products: readonly WirePartnerProduct[];
}

/** Parameters of `licensing.connectSite`. */
export interface WireSiteConnectionParams {
  /** Full address with its scheme. */
  readonly url: string;
  /** Local ID, login or e-mail; 1 for a fresh install. */
  readonly local_user: string | number;
}

/** Answer of `licensing.connectSite`, as sent; `interpretSiteConnection` reads it. */
export interface WireSiteConnection extends Loose {
  readonly code: 'success' | 'already_connected' | 'previously_connected' | (string & {});
  readonly blog_id?: WireId | null;
}
