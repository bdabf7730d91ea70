import {
  families,
  issuedLicense,
  issuedLicenses,
  license,
  licensePage,
  object,
  siteConnection,
} from '../answer-check.ts';
import { digit, pairs } from '../fields.ts';
import { filled, fullSiteUrl, localUser, natural, site, slug, word, yesNo } from '../input-check.ts';
import type { ListOperation, Operation } from '../operation.ts';
import { siteIdentifier } from '../site-identifier.ts';
import { normalizeSiteUrl } from '../site-url.ts';
import type { NoParams } from '../types/common.ts';
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

const byKey = { license_key: word };

/** `GET /wpcom/v2/jetpack-licensing/license`. */
export const licensingGet: Operation<ByLicenseKey, WireLicense> = {
  name: 'licensing.get',
  method: 'GET',
  path: '/wpcom/v2/jetpack-licensing/license',
  auth: 'licensing',
  repeatable: true,
  input: byKey,
  query: ({ license_key }) => pairs({ license_key }),
  answer: { check: license, secret: true },
};

/**
 * `POST /wpcom/v2/jetpack-licensing/license`. Every success is a new license that is billed, also when nobody uses it.
 * There is no idempotency key, so it is never repeated, and nobody may call it again before the first outcome is known.
 */
export const licensingIssue: Operation<WireIssueParams, WireIssuedLicense> = {
  name: 'licensing.issue',
  method: 'POST',
  path: '/wpcom/v2/jetpack-licensing/license',
  auth: 'licensing',
  once: true,
  input: { product: slug, 'quantity?': natural },
  json: ({ product, quantity }) => ({ product, quantity }),
  answer: { check: issuedLicense, secret: true },
};

/** `DELETE /wpcom/v2/jetpack-licensing/license`. Ends a license for ever. What a second call answers is not known. */
export const licensingRevoke: Operation<WireLicenseEndParams, WireLicense> = {
  name: 'licensing.revoke',
  method: 'DELETE',
  path: '/wpcom/v2/jetpack-licensing/license',
  auth: 'licensing',
  once: true,
  input: { license_key: word, 'cancellation_email?': yesNo },
  query: ({ license_key, cancellation_email }) =>
    pairs({ license_key, cancellation_email: digit(cancellation_email) }),
  answer: { check: license, secret: true },
};

/** `POST /wpcom/v2/jetpack-licensing/licenses`. As `licensingIssue`, many at once. */
export const licensingIssueBulk: Operation<WireIssueManyParams, readonly WireIssuedLicense[]> = {
  name: 'licensing.issueMany',
  method: 'POST',
  path: '/wpcom/v2/jetpack-licensing/licenses',
  auth: 'licensing',
  once: true,
  input: { product: slug, quantity: natural, bundle: yesNo, 'agency_id?': natural },
  json: ({ product, quantity, bundle, agency_id }) => ({ product, quantity, bundle, agency_id }),
  answer: { check: issuedLicenses, secret: true },
};

/** `GET /wpcom/v2/jetpack-licensing/licenses`. */
export const licensingList: ListOperation<WireLicenseListParams, WireLicensePage, WireLicense> = {
  name: 'licensing.list',
  method: 'GET',
  path: '/wpcom/v2/jetpack-licensing/licenses',
  auth: 'licensing',
  repeatable: true,
  input: {
    'page?': natural,
    'per_page?': natural,
    'search?': filled,
    'parent_id?': natural,
    'filter?': word,
    'sort_field?': word,
    'sort_direction?': word,
  },
  query: ({ page, per_page, search, parent_id, filter, sort_field, sort_direction }) =>
    pairs({ page, per_page, search, parent_id, filter, sort_field, sort_direction }),
  answer: { check: licensePage, secret: true },
  items: ({ items }) => items,
  keyOf: ({ license_key }) => license_key,
  more: ({ total_pages }, number) => typeof total_pages !== 'number' || number < total_pages,
};

/** `GET /wpcom/v2/jetpack-licensing/licenses/counts`. */
export const licensingCounts: Operation<NoParams, WireLicenseCounts> = {
  name: 'licensing.counts',
  method: 'GET',
  path: '/wpcom/v2/jetpack-licensing/licenses/counts',
  auth: 'licensing',
  repeatable: true,
  input: {},
  answer: { check: object },
};

/** `POST /wpcom/v2/jetpack-licensing/license/{license_key}/site`. Allow-listed hosts alone. */
export const licensingAttach: Operation<WireAttachParams, WireLicense> = {
  name: 'licensing.attach',
  method: 'POST',
  path: '/wpcom/v2/jetpack-licensing/license/{license_key}/site',
  auth: 'licensing',
  input: { license_key: word, site },
  json: ({ site: to }) => ({ site: attachable(to) }),
  answer: { check: license, secret: true },
};

/** An address with its scheme, or else a blog ID or an identifier: what the API takes here. */
function attachable(to: string | number): string | number {
  if (typeof to === 'number') return to;
  return to.includes('://') ? normalizeSiteUrl(to) : siteIdentifier(to);
}

/** `DELETE /wpcom/v2/jetpack-licensing/license/{license_key}/site`. The license stays, for another site. */
export const licensingDetach: Operation<WireLicenseEndParams, WireLicense> = {
  name: 'licensing.detach',
  method: 'DELETE',
  path: '/wpcom/v2/jetpack-licensing/license/{license_key}/site',
  auth: 'licensing',
  input: { license_key: word, 'cancellation_email?': yesNo },
  query: ({ cancellation_email }) => pairs({ cancellation_email: digit(cancellation_email) }),
  answer: { check: license, secret: true },
};

/** `GET /wpcom/v2/jetpack-licensing/license/{license_key}/children`. Its answer is not documented. */
export const licensingChildren: Operation<ByLicenseKey, unknown> = {
  name: 'licensing.children',
  method: 'GET',
  path: '/wpcom/v2/jetpack-licensing/license/{license_key}/children',
  auth: 'licensing',
  repeatable: true,
  input: byKey,
  answer: { secret: true },
};

/** `GET /wpcom/v2/jetpack-licensing/license/{license_key}/download`. Its answer is not documented. */
export const licensingDownload: Operation<ByLicenseKey, unknown> = {
  name: 'licensing.download',
  method: 'GET',
  path: '/wpcom/v2/jetpack-licensing/license/{license_key}/download',
  auth: 'licensing',
  repeatable: true,
  input: byKey,
  answer: { secret: true },
};

/** `GET /wpcom/v2/jetpack-licensing/product-families`. Public. */
export const licensingProductFamilies: Operation<NoParams, readonly WireProductFamily[]> = {
  name: 'licensing.productFamilies',
  method: 'GET',
  path: '/wpcom/v2/jetpack-licensing/product-families',
  auth: 'none',
  repeatable: true,
  input: {},
  answer: { check: families },
};

/** `GET /wpcom/v2/jetpack-licensing/partner/product-families`. With this partner's prices. */
export const licensingPartnerProductFamilies: Operation<NoParams, readonly WirePartnerProductFamily[]> = {
  name: 'licensing.partnerProductFamilies',
  method: 'GET',
  path: '/wpcom/v2/jetpack-licensing/partner/product-families',
  auth: 'licensing',
  repeatable: true,
  input: {},
  answer: { check: families },
};

/** `POST /wpcom/v2/jetpack-licensing/site-connection`. Never repeated, though repeated calls are harmless. */
export const licensingSiteConnection: Operation<WireSiteConnectionParams, WireSiteConnection> = {
  name: 'licensing.connectSite',
  method: 'POST',
  path: '/wpcom/v2/jetpack-licensing/site-connection',
  auth: 'licensing',
  input: { url: fullSiteUrl, local_user: localUser },
  json: ({ url, local_user }) => ({ url: normalizeSiteUrl(url), local_user }),
  answer: { check: siteConnection },
};
