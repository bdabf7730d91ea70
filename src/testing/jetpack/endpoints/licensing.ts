import { type JetpackEndpoint, type LicensingCall, licensing } from '../call.ts';
import { licenseItem, licenseView } from '../license-view.ts';
import { demandSale, isInForce, licenseOf, licensesOf, placeLicense } from '../licenses.ts';
import { siteOf } from '../plans.ts';
import { badParam, Refusal } from '../refusal.ts';
import { siteKey } from '../site-key.ts';

/** Nobody says how many are too many; without a limit a mistake would fill the memory. */
const MAX_AT_ONCE = 1000;

function issue(call: LicensingCall): object {
  const product = demandSale(call);
  const quantity = call.input.count('quantity', MAX_AT_ONCE);
  const { isTest } = call.token;
  return licenseView(call.world, placeLicense(call.world, { product, isTest, quantity: quantity ?? 1 }));
}

/** That a bundle is one license for many, with one for each below it, is a guess. */
function issueMany(call: LicensingCall): object {
  const { world, input, token } = call;
  const product = demandSale(call);
  const quantity = input.count('quantity', MAX_AT_ONCE);
  if (quantity === undefined) throw badParam('quantity', 'is missing');
  if (input.text('bundle') === undefined) throw badParam('bundle', 'is missing');
  const each = { product, isTest: token.isTest };
  const bundle = input.flag('bundle') ? placeLicense(world, { ...each, quantity }) : undefined;
  const rows = Array.from({ length: quantity }, () =>
    placeLicense(world, { ...each, parentId: bundle?.id ?? null }),
  );
  return (bundle === undefined ? rows : [bundle]).map((row) => licenseView(world, row));
}

function get(call: LicensingCall): object {
  return licenseView(call.world, licenseOf(call, call.input.text('license_key')));
}

/** For good; the product leaves its site. That the licenses of a revoked bundle stay is a guess. */
function revoke(call: LicensingCall): object {
  const { world, input } = call;
  const row = licenseOf(call, input.text('license_key'));
  if (row.revokedAt !== null && world.behaviour.secondRevoke === 'refused') {
    throw new Refusal(400, 'license_already_revoked', 'The license was revoked before');
  }
  row.revokedAt ??= world.clock.now();
  Object.assign(row, { site: null, attachedAt: null });
  return licenseView(world, row);
}

/** Codes of its refusals are guesses. */
function attach(call: LicensingCall): object {
  const { world, input, at } = call;
  const row = licenseOf(call, at('license_key'));
  if (!world.state.partner.mayAttach) {
    throw new Refusal(403, 'rest_forbidden', 'The partner is not on the list of those who may attach');
  }
  if (!isInForce(row)) throw new Refusal(400, 'license_revoked', 'The license was revoked');
  const site = siteOf(world, input.text('site') ?? '');
  if (site?.blogId == null || !site.isConnected) {
    throw new Refusal(400, 'invalid_site', 'There is no such site that is connected');
  }
  if (row.site !== null && world.behaviour.secondAttach === 'refused') {
    throw new Refusal(400, 'license_already_attached', 'The license is on a site already');
  }
  Object.assign(row, { site: siteKey(site.url), attachedAt: world.clock.now() });
  return licenseView(world, row);
}

/** The license stays, for another site. What becomes of one that is on none is a guess. */
function detach(call: LicensingCall): object {
  const row = licenseOf(call, call.at('license_key'));
  if (row.site === null) throw new Refusal(400, 'license_not_attached', 'The license is on no site');
  Object.assign(row, { site: null, attachedAt: null });
  return licenseView(call.world, row);
}

/** The shape is a guess. */
function children(call: LicensingCall): object {
  const { id } = licenseOf(call, call.at('license_key'));
  const below = licensesOf(call).filter(({ parentId }) => parentId === id);
  return below.map((row) => licenseItem(call.world, row));
}

/** Shape and refusal are guesses. */
function download(call: LicensingCall): object {
  const { key, product } = licenseOf(call, call.at('license_key'));
  if (call.world.state.products.get(product)?.hasDownload !== true) {
    throw new Refusal(400, 'no_download', 'The product has nothing to download');
  }
  return { download_url: `https://downloads.example.com/${product}.zip?license=${key}` };
}

const BASE = '/wpcom/v2/jetpack-licensing';
const ONE = `${BASE}/license/{license_key}`;

/** What answers for single licenses. */
export const LICENSING: readonly JetpackEndpoint[] = [
  licensing('licensing.get', 'GET', `${BASE}/license`, get),
  licensing('licensing.issue', 'POST', `${BASE}/license`, issue),
  licensing('licensing.revoke', 'DELETE', `${BASE}/license`, revoke),
  licensing('licensing.issueMany', 'POST', `${BASE}/licenses`, issueMany),
  licensing('licensing.attach', 'POST', `${ONE}/site`, attach),
  licensing('licensing.detach', 'DELETE', `${ONE}/site`, detach),
  licensing('licensing.children', 'GET', `${ONE}/children`, children),
  licensing('licensing.download', 'GET', `${ONE}/download`, download),
];
