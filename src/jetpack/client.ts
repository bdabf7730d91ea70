import { AuthenticationError, PermissionError } from '../core/errors/api.ts';
import { JetpackConnection } from './connection.ts';
import { JetpackCouponsGroup } from './groups/coupons.ts';
import { JetpackLicensingGroup } from './groups/licensing.ts';
import { JetpackPartnerKeysGroup, JetpackUsersGroup } from './groups/partners.ts';
import { JetpackReportingGroup } from './groups/reporting.ts';
import type { CallOptions } from './operation.ts';
import {
  errorCatalogue,
  mobileMagicLink,
  partnerCancel,
  partnerKeysVerify,
  provision,
  setFtpCredentials,
  setSshCredentials,
  siteStatus,
  tokenInfo,
  upgradePaths,
} from './operations/start.ts';
import type { SiteRef } from './site-identifier.ts';
import type {
  WireCancel,
  WireCancelOptions,
  WireDone,
  WireErrorCatalogue,
  WireErrorCatalogueParams,
  WireFtp,
  WireMobileMagicLinkParams,
  WireProvision,
  WireProvisionParams,
  WireSsh,
  WireStatus,
  WireTokenInfo,
  WireTokenInfoParams,
  WireUpgradePaths,
} from './types/start.ts';

/**
 * The Jetpack partner API. Its own methods are those of the Start API, which hands out plans; licenses, coupons and
 * reports are groups with tokens of their own. Parameters and answers keep the vendor's names. One client acts for one
 * partner key: remember which key made a plan, for that one has to cancel it.
 *
 * @example
 * const jetpack = new JetpackPartnerClient({ clientId, clientSecret });
 * const plan = await jetpack.provision({ siteurl: 'https://example.com', local_user: 'ada', plan: 'premium' });
 * const { products } = await jetpack.status('https://example.com');
 * await jetpack.cancel('https://example.com');
 */
export class JetpackPartnerClient extends JetpackConnection {
  /** Coupons, with the licensing token. */
  readonly coupons = new JetpackCouponsGroup(this);
  /** Licenses, with the licensing token. */
  readonly licensing = new JetpackLicensingGroup(this);
  /** Keys of the partner. */
  readonly partnerKeys = new JetpackPartnerKeysGroup(this);
  /** Activations and invoices, with the user token. */
  readonly reporting = new JetpackReportingGroup(this);
  /** WordPress.com users. */
  readonly users = new JetpackUsersGroup(this);

  /**
   * `POST /rest/v1.3/jpphp/provision`. Puts a plan on a site, or keeps it pending for 14 days until the site connects.
   * **The plan is active only where `auth_required` is false**; `success` says no more than that it was kept. What the
   * API answers with `success: false` comes back as it is. Never repeated: after a timeout ask `status` first.
   */
  provision(params: WireProvisionParams, options?: CallOptions): Promise<WireProvision> {
    return this.call(provision, params, options);
  }

  /**
   * `POST /rest/v1.3/jpphp/{siteOrBlogId}/partner-cancel`. Cancels the classic plan, a product, or everything that this
   * partner put on a site. `success: false` comes back as it is: there was nothing to cancel. Never repeated.
   */
  cancel(site: SiteRef, what: WireCancelOptions = {}, options?: CallOptions): Promise<WireCancel> {
    return this.call(partnerCancel, { ...what, site }, options);
  }

  /**
   * `GET /rest/v1.4/jpphp/{siteOrBlogId}/status`. What is on a site, and whose. The API knows nothing of sites that
   * were provisioned with a test key. Changes nothing; repeated on network trouble.
   */
  status(site: SiteRef, options?: CallOptions): Promise<WireStatus> {
    return this.call(siteStatus, { site }, options);
  }

  /** `GET /rest/v1.3/jpphp/{siteOrBlogId}/upgrade-paths`. What may be provisioned next, by family. */
  upgradePaths(site: SiteRef, options?: CallOptions): Promise<WireUpgradePaths> {
    return this.call(upgradePaths, { site }, options);
  }

  /**
   * `POST /rest/v1.3/jpphp/{blog_id}/ssh-credentials`. Stores SSH access for backups. Never repeated, though a second
   * one changes nothing more.
   *
   * @throws ApiError `not_done` where the API answers `success: false`
   */
  setSshCredentials(blogId: number, access: WireSsh, options?: CallOptions): Promise<undefined> {
    return this.call(setSshCredentials, { ...access, blog_id: blogId }, options);
  }

  /** `POST /rest/v1.3/jpphp/{blog_id}/ftp-credentials`. The same for FTP. @throws ApiError `not_done`, likewise */
  setFtpCredentials(blogId: number, access: WireFtp, options?: CallOptions): Promise<undefined> {
    return this.call(setFtpCredentials, { ...access, blog_id: blogId }, options);
  }

  /** `GET /rest/v1.3/jpphp/errors`. All codes of the Start API in its own words. Public; takes no token. */
  errorCatalogue(params: WireErrorCatalogueParams = {}, options?: CallOptions): Promise<WireErrorCatalogue> {
    return this.call(errorCatalogue, params, options);
  }

  /** `POST /rest/v1.3/jpphp/mobile-magic-link`. Mails a login link, at most 5 to one address in an hour. Never repeated. */
  mobileMagicLink(params: WireMobileMagicLinkParams, options?: CallOptions): Promise<WireDone> {
    return this.call(mobileMagicLink, params, options);
  }

  /** `GET /oauth2/token-info`. Whose a token is. It goes into the address: for diagnostics alone. */
  tokenInfo(params: WireTokenInfoParams, options?: CallOptions): Promise<WireTokenInfo> {
    return this.call(tokenInfo, params, options);
  }

  /**
   * Whether client ID and secret are those of a partner key that works: `POST /oauth2/token`, if there is no token yet,
   * and `POST /rest/v1.3/jpphp/partner-keys/verify`.
   *
   * @throws what `call` throws, but for a refusal of the credentials: trouble on the way says nothing about them
   */
  async verifyCredentials(options?: CallOptions): Promise<boolean> {
    try {
      await this.call(partnerKeysVerify, {}, options);
      return true;
    } catch (error) {
      if (error instanceof AuthenticationError || error instanceof PermissionError) return false;
      throw error;
    }
  }
}
