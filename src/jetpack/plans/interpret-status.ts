import type { WireStatus, WireStatusProduct } from '../types/start.ts';
import { readWireBoolean } from './wire-boolean.ts';

/**
 * What a site has of a plan. `active` and `pending`: from the partner key that asked. `foreign`: from somebody else,
 * another key of the same partner included. `absent`: not at all.
 */
export type PlanPresence = 'active' | 'pending' | 'absent' | 'foreign';

/**
 * What the status of a site says of a plan (contract 11). A test key has no status: whatever comes for its sites says
 * nothing.
 *
 * @param slug the plan; left out: any plan counts, and the first of active, pending and foreign that there is
 */
export function interpretStatus(status: WireStatus, slug?: string): PlanPresence {
  const all: unknown = status.products;
  const products = (Array.isArray(all) ? all : []).filter(isProduct);
  const meant = slug === undefined ? products : products.filter((product) => isSame(product.slug, slug));
  const ours = meant.filter((product) => isYes(product.is_provisioned_by_calling_partner));
  // A plan counts as active where the vendor says so, as with `auth_required`: what is not told is not done.
  if (ours.some((product) => readWireBoolean(product.is_pending) === false)) return 'active';
  if (ours.length > 0) return 'pending';
  return meant.length > 0 ? 'foreign' : 'absent';
}

function isProduct(value: unknown): value is WireStatusProduct {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** PHP may write a no as `"0"`. */
function isYes(flag: unknown): boolean {
  return readWireBoolean(flag) === true;
}

/** It is not documented whether classic plans go by `premium` or `jetpack_premium` here. */
function isSame(found: unknown, slug: string): boolean {
  const bare = (text: string): string => text.replace(/^jetpack_/, '');
  return typeof found === 'string' && bare(found) === bare(slug);
}
