import type { Caller, CallOptions, IterateOptions, Paged } from '../operation.ts';
import {
  licensingAttach,
  licensingChildren,
  licensingCounts,
  licensingDetach,
  licensingDownload,
  licensingGet,
  licensingIssue,
  licensingIssueBulk,
  licensingList,
  licensingPartnerProductFamilies,
  licensingProductFamilies,
  licensingRevoke,
  licensingSiteConnection,
} from '../operations/licensing.ts';
import type {
  ByLicenseKey,
  WireAttachParams,
  WireIssuedLicense,
  WireIssueManyParams,
  WireIssueParams,
  WireLicense,
  WireLicenseCounts,
  WireLicenseEndParams,
  WireLicenseListParams,
  WireLicensePage,
  WirePartnerProductFamily,
  WireProductFamily,
  WireSiteConnection,
  WireSiteConnectionParams,
} from '../types/licensing.ts';

/** Methods of the group `licensing`. They take the licensing token, which nothing renews: a 401 is final. */
export class JetpackLicensingGroup {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /**
   * `POST /wpcom/v2/jetpack-licensing/license`. Issues a license.
   *
   * **Every success is another license that is billed, also one that nobody uses.** The API has no idempotency key, so
   * this call is never repeated, whatever happens. Hold a lock for the order and write down that you are about to call
   * before you do. After a `TransportError`, a `ServerError` or an `UnexpectedResponseError` a license may exist: look
   * for it with `list` before anybody issues another one.
   */
  issue(params: WireIssueParams, options?: CallOptions): Promise<WireIssuedLicense> {
    return this.#caller.call(licensingIssue, params, options);
  }

  /**
   * `POST /wpcom/v2/jetpack-licensing/licenses`. Issues many licenses at once; each is billed, and all that `issue`
   * says holds. Never repeated.
   */
  issueMany(params: WireIssueManyParams, options?: CallOptions): Promise<readonly WireIssuedLicense[]> {
    return this.#caller.call(licensingIssueBulk, params, options);
  }

  /** `GET /wpcom/v2/jetpack-licensing/license`. One license. Changes nothing; repeated on network trouble. */
  get(params: ByLicenseKey, options?: CallOptions): Promise<WireLicense> {
    return this.#caller.call(licensingGet, params, options);
  }

  /**
   * `DELETE /wpcom/v2/jetpack-licensing/license`. Ends a license for ever and takes the product from its site. Never
   * repeated: `get` tells whether it is done.
   */
  revoke(params: WireLicenseEndParams, options?: CallOptions): Promise<WireLicense> {
    return this.#caller.call(licensingRevoke, params, options);
  }

  /** `GET /wpcom/v2/jetpack-licensing/licenses`. One page. Changes nothing; repeated on network trouble. */
  list(params: WireLicenseListParams = {}, options?: CallOptions): Promise<WireLicensePage> {
    return this.#caller.call(licensingList, params, options);
  }

  /** `GET /wpcom/v2/jetpack-licensing/licenses`. The licenses of this page and of all that follow. */
  iterate(params: WireLicenseListParams = {}, options?: IterateOptions): Paged<WireLicense> {
    return this.#caller.iterate(licensingList, params, options);
  }

  /** `GET /wpcom/v2/jetpack-licensing/licenses/counts`. Changes nothing; repeated on network trouble. */
  counts(options?: CallOptions): Promise<WireLicenseCounts> {
    return this.#caller.call(licensingCounts, {}, options);
  }

  /**
   * `POST /wpcom/v2/jetpack-licensing/license/{license_key}/site`. Puts a license on a connected site; allow-listed
   * hosts alone, others write the key into the site's option `jetpack_licenses`. Never repeated: `get` tells.
   */
  attach(params: WireAttachParams, options?: CallOptions): Promise<WireLicense> {
    return this.#caller.call(licensingAttach, params, options);
  }

  /** `DELETE /wpcom/v2/jetpack-licensing/license/{license_key}/site`. Frees a license for another site. Never repeated. */
  detach(params: WireLicenseEndParams, options?: CallOptions): Promise<WireLicense> {
    return this.#caller.call(licensingDetach, params, options);
  }

  /** `GET /wpcom/v2/jetpack-licensing/license/{license_key}/children`. Whatever the API answers: it is not documented. */
  children(params: ByLicenseKey, options?: CallOptions): Promise<unknown> {
    return this.#caller.call(licensingChildren, params, options);
  }

  /** `GET /wpcom/v2/jetpack-licensing/license/{license_key}/download`. Whatever the API answers: it is not documented. */
  download(params: ByLicenseKey, options?: CallOptions): Promise<unknown> {
    return this.#caller.call(licensingDownload, params, options);
  }

  /** `GET /wpcom/v2/jetpack-licensing/product-families`. What can be licensed. Public; takes no token. */
  productFamilies(options?: CallOptions): Promise<readonly WireProductFamily[]> {
    return this.#caller.call(licensingProductFamilies, {}, options);
  }

  /** `GET /wpcom/v2/jetpack-licensing/partner/product-families`. The same with this partner's prices. */
  partnerProductFamilies(options?: CallOptions): Promise<readonly WirePartnerProductFamily[]> {
    return this.#caller.call(licensingPartnerProductFamilies, {}, options);
  }

  /**
   * `POST /wpcom/v2/jetpack-licensing/site-connection`. Connects a site to WordPress.com; `interpretSiteConnection`
   * reads the answer. Never repeated, though repeated calls are harmless.
   */
  connectSite(params: WireSiteConnectionParams, options?: CallOptions): Promise<WireSiteConnection> {
    return this.#caller.call(licensingSiteConnection, params, options);
  }
}
