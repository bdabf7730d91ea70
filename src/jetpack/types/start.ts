import type { Secret } from '../../core/secret.ts';
import type { SiteRef } from '../site-identifier.ts';
import type { Loose, WireFlag } from './common.ts';

/** The four classic plans, and every other slug that is enabled for the partner key. */
export type JetpackPlan = 'free' | 'personal' | 'premium' | 'professional' | (string & {});

/** A secret to send: a text, or the same wrapped. */
export type SecretText = string | Secret;

/** SSH access to a site, for backups; a user needs a password or a private key. */
export interface WireSshFields {
  readonly ssh_user?: string;
  readonly ssh_pass?: SecretText;
  readonly ssh_private_key?: SecretText;
  /** Default: the host of the site. */
  readonly ssh_host?: string;
  /** Default 22. */
  readonly ssh_port?: number;
}

/** FTP access to a site, for backups. */
export interface WireFtpFields {
  readonly ftp_user?: string;
  readonly ftp_pass?: SecretText;
  /** Default: the host of the site. */
  readonly ftp_host?: string;
  /** Default 21. */
  readonly ftp_port?: number;
}

/** Parameters of `provision` (contract 5.1). */
export interface WireProvisionParams extends WireSshFields, WireFtpFields {
  /** Address of the directory that holds WordPress, with its scheme; sent as `normalizeSiteUrl` writes it. */
  readonly siteurl: string;
  /** A user of the WordPress site by login, e-mail or numeric ID. He must exist. */
  readonly local_user: string | number;
  /** Without it the site is registered alone. */
  readonly plan?: JetpackPlan;
  /** Registers the site again; cures `method_not_found` of remoteProvision and half-connected sites. */
  readonly force_register?: boolean;
  /** Connects the user again, whatever is stored of him. */
  readonly force_connect?: boolean;
  /** Sends the user through the wizard for new sites. */
  readonly onboarding?: boolean;
  /** Allow-listed keys alone: connects this WordPress.com user without him. */
  readonly wpcom_user_id?: number;
  /** Allow-listed keys alone; gone from the current documentation. */
  readonly wpcom_user_email?: string;
}

/** Answer of `provision`, as sent (contract 5.2). Only `auth_required` false means that the plan is active. */
export interface WireProvision extends Loose {
  readonly success?: WireFlag | null;
  readonly auth_required?: WireFlag | null;
  /** A secret of one customer: show it to him alone, log it nowhere. */
  readonly next_url?: string | null;
}

/** What to cancel: one product, everything of this partner, or the classic plan where neither is given (contract 6). */
export interface WireCancelOptions {
  /** Required for a stand-alone product; not together with `cancel-all`. */
  readonly plan?: JetpackPlan;
  readonly 'cancel-all'?: boolean;
}

/** A site as operations about one take it. */
export interface BySite {
  readonly site: SiteRef;
}

/** Parameters of `cancel`. */
export interface WireCancelParams extends BySite, WireCancelOptions {}

/** Answer of `cancel`, as sent: `success` false says that there was nothing to cancel. */
export interface WireCancel extends Loose {
  readonly success?: WireFlag | null;
}

/** A product on a site. */
export interface WireStatusProduct extends Loose {
  readonly slug?: string;
  readonly is_provisioned_by_partner?: boolean;
  readonly is_provisioned_by_calling_partner?: boolean;
  readonly is_pending?: boolean;
}

/** What `status` tells of the site itself. */
export interface WireStatusBlog extends Loose {
  readonly is_connected?: boolean;
  readonly has_backups_credentials?: boolean;
}

/** Answer of `status`, version 1.4. Where PHP has nothing to name, an empty list stands for an object. */
export interface WireStatus extends Loose {
  readonly blog?: WireStatusBlog | readonly [] | null;
  readonly products?: readonly WireStatusProduct[] | null;
}

/** Slugs of products by family: of each family any one may be provisioned, then ask again. */
export type WireUpgradePaths = Readonly<Record<string, readonly string[]>>;

/** A site by its numeric blog ID of WordPress.com; nothing else is documented here. */
export interface ByBlogId {
  readonly blog_id: number;
}

/** SSH access to store for backups: a user, a host, and a password or a private key. */
export interface WireSsh extends WireSshFields {
  readonly ssh_user: string;
  readonly ssh_host: string;
}

/** FTP access to store for backups. */
export interface WireFtp extends WireFtpFields {
  readonly ftp_user: string;
  readonly ftp_host: string;
}

/** Parameters of `setSshCredentials` as an operation. */
export interface WireSshParams extends ByBlogId, WireSsh {}

/** Parameters of `setFtpCredentials` as an operation. */
export interface WireFtpParams extends ByBlogId, WireFtp {}

/** Parameters of `errorCatalogue`. */
export interface WireErrorCatalogueParams {
  /** With description, cause and solution. */
  readonly verbose?: boolean;
}

/** What the API says of one code when asked for more. */
export interface WireErrorEntry extends Loose {
  readonly description?: string;
  readonly cause?: string;
  readonly solution?: string;
}

/** Every code of the Start API with a sentence, or with an entry where more was asked for. */
export interface WireErrorCatalogue extends Loose {
  readonly errors: Readonly<Record<string, string | WireErrorEntry>>;
}

/** Parameters of `tokenInfo`. */
export interface WireTokenInfoParams {
  readonly client_id: string | number;
  /** Goes into the query: for diagnostics alone. */
  readonly token: SecretText;
}

/** Answer of `tokenInfo`. */
export interface WireTokenInfo extends Loose {
  readonly client_id?: unknown;
  readonly user_id?: unknown;
  readonly blog_id?: unknown;
  readonly scope?: unknown;
}

/** Parameters of `mobileMagicLink`. */
export interface WireMobileMagicLinkParams {
  readonly email: string;
}

/** An answer that only says whether something was done. */
export interface WireDone extends Loose {
  readonly success?: WireFlag | null;
}
