import { type JetpackCall, type JetpackEndpoint, type LicensingCall, licensing, open } from '../call.ts';
import type { JetpackLicenseRow, JetpackProductRow } from '../entities.ts';
import { licenseItem } from '../license-view.ts';
import { isInForce, licensesOf } from '../licenses.ts';
import { pageOf } from '../pages.ts';
import { FAMILIES } from '../products.ts';

/** A guess. */
const PER_PAGE = 50;

type Kind = 'not_revoked' | 'detached' | 'attached' | 'revoked' | 'standard' | 'all';

/** That `standard` are those of no bundle is a guess. */
const KINDS: Readonly<Record<Kind, (row: JetpackLicenseRow) => boolean>> = {
  all: () => true,
  not_revoked: isInForce,
  detached: (row) => isInForce(row) && row.site === null,
  attached: (row) => isInForce(row) && row.site !== null,
  revoked: (row) => !isInForce(row),
  standard: (row) => isInForce(row) && row.parentId === null,
};

const FILTERS = ['not_revoked', 'detached', 'attached', 'revoked', 'standard'] as const;

const DATES = {
  issued_at: ({ issuedAt }: JetpackLicenseRow) => issuedAt,
  attached_at: ({ attachedAt }: JetpackLicenseRow) => attachedAt,
  revoked_at: ({ revokedAt }: JetpackLicenseRow) => revokedAt,
};

/** The newest first unless told otherwise; both defaults are guesses, and so is what a search looks at. */
function list(call: LicensingCall): object {
  const { world, input } = call;
  const kind = input.oneOf<Kind>('filter', FILTERS, 'all');
  const field = input.oneOf('sort_field', ['issued_at', 'attached_at', 'revoked_at'], 'issued_at');
  const sign = input.oneOf('sort_direction', ['asc', 'desc'], 'desc') === 'asc' ? 1 : -1;
  const [parent, search] = [input.count('parent_id'), input.text('search')];
  const rows = licensesOf(call)
    .filter(KINDS[kind])
    .filter((row) => parent === undefined || row.parentId === parent)
    .filter(({ key, site }) => search === undefined || key.includes(search) || site?.includes(search))
    .sort((a, b) => sign * (instantOf(DATES[field](a)) - instantOf(DATES[field](b)) || a.id - b.id));
  const { page, perPage, items } = pageOf(input, rows, PER_PAGE);
  return {
    ...{ current_items: items.length, current_page: page, items_per_page: perPage },
    ...{ total_items: rows.length, total_pages: Math.ceil(rows.length / perPage) },
    items: items.map((row) => licenseItem(world, row)),
  };
}

function instantOf(date: Date | null): number {
  return date?.getTime() ?? 0;
}

function counts(call: LicensingCall): object {
  const rows = licensesOf(call);
  return Object.fromEntries(Object.entries(KINDS).map(([kind, is]) => [kind, rows.filter(is).length]));
}

function productFamilies({ world }: JetpackCall): object {
  return families(world.state.products, ({ productId, name, slug }) => ({
    product_id: productId,
    name,
    slug,
  }));
}

/** Currency and interval of all prices are those of the fake. */
function partnerProductFamilies({ world: { state, behaviour } }: JetpackCall): object {
  return families(state.products, ({ productId, name, slug, family, amount }) => ({
    ...{ product_id: productId, name, slug, family_slug: family, currency: 'usd' },
    amount: behaviour.numbers === 'number' ? Number(amount) : amount,
    price_interval: 'month',
  }));
}

function families(
  products: ReadonlyMap<string, JetpackProductRow>,
  view: (product: JetpackProductRow) => object,
): object {
  const slugs = new Set([...products.values()].map(({ family }) => family));
  return [...slugs].map((slug) => {
    const members = [...products.values()].filter(({ family }) => family === slug);
    return { name: FAMILIES.get(slug) ?? slug, slug, products: members.map(view) };
  });
}

const BASE = '/wpcom/v2/jetpack-licensing';

/** What answers for licenses as a whole, and what can be licensed. */
export const LICENSE_LISTS: readonly JetpackEndpoint[] = [
  licensing('licensing.list', 'GET', `${BASE}/licenses`, list),
  licensing('licensing.counts', 'GET', `${BASE}/licenses/counts`, counts),
  open('licensing.productFamilies', 'GET', `${BASE}/product-families`, productFamilies),
  licensing(
    'licensing.partnerProductFamilies',
    'GET',
    `${BASE}/partner/product-families`,
    partnerProductFamilies,
  ),
];
