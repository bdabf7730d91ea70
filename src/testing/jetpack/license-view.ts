import type { JetpackLicenseRow } from './entities.ts';
import type { World } from './world.ts';
import { wpDate } from './wp-date.ts';

/** A license as most routes show it. */
export function licenseView({ state }: World, row: JetpackLicenseRow): object {
  const product = state.products.get(row.product);
  const site = row.site === null ? undefined : state.sites.get(row.site);
  const date = (instant: Date | null) => (instant === null ? null : wpDate(instant));
  return {
    ...{ license_id: row.id, license_key: row.key, issued_at: wpDate(row.issuedAt) },
    ...{ revoked_at: date(row.revokedAt), attached_at: date(row.attachedAt) },
    ...{ quantity: row.quantity, parent_license_id: row.parentId },
    ...{ blog_id: site?.blogId ?? null, siteurl: site?.url ?? null },
    ...{ product: product?.name ?? row.product, product_id: product?.productId ?? null },
  };
}

/** A license as the list shows it: with more. An object without members is a list in PHP. */
export function licenseItem(world: World, row: JetpackLicenseRow): object {
  const more = { user_id: null, username: null, owner_type: 'jetpack_partner_key', meta: [] };
  const hasDownloads = world.state.products.get(row.product)?.hasDownload === true;
  return { ...licenseView(world, row), ...more, has_downloads: hasDownloads };
}
