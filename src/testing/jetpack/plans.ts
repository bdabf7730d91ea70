import { DAY_MS } from '../../core/time.ts';
import type { JetpackActivationRow, JetpackSiteRow } from './entities.ts';
import { CLASSIC_FAMILY } from './products.ts';
import { Refusal } from './refusal.ts';
import { siteKey } from './site-key.ts';
import type { World } from './world.ts';

/** How long an activation waits for its site. */
const PENDING_MS = 14 * DAY_MS;

/** What a site has, or is to have. */
export function plansOf({ state }: World, site: string): JetpackActivationRow[] {
  return state.activations.filter((row) => row.site === site && row.endedAt === null);
}

/** Whether a plan is one of those that a cancellation without a product means. */
export function isClassic({ state }: World, plan: string): boolean {
  return state.products.get(plan)?.family === CLASSIC_FAMILY;
}

/** Whether the one holds the other as well. */
export function includes({ state }: World, plan: string, other: string): boolean {
  return state.products.get(plan)?.includes.includes(other) === true;
}

/** Ends what has waited too long, and brings what waited to sites that are connected now. */
export function settlePlans(world: World): void {
  const now = world.clock.now();
  for (const row of world.state.activations) {
    if (row.endedAt !== null || row.activatedAt !== null) continue;
    if (row.pendingUntil <= now) row.endedAt = row.pendingUntil;
    else if (isThere(world, row.site)) activate(world, row);
  }
}

/** Whether a plan can go on a site now. One that is connected and does not answer gets it later: a guess. */
function isThere({ state }: World, key: string): boolean {
  const site = state.sites.get(key);
  return site !== undefined && answers(site) && site.isConnected;
}

/** Whether anybody reaches a site. */
export function answers({ isResolved, isReachable }: JetpackSiteRow): boolean {
  return isResolved && isReachable;
}

/** Brings a plan to its site; it takes the place of whatever it holds. */
export function activate(world: World, row: JetpackActivationRow): void {
  const now = world.clock.now();
  for (const other of plansOf(world, row.site)) {
    if (other !== row && includes(world, row.plan, other.plan)) other.endedAt = now;
  }
  row.activatedAt = now;
}

/**
 * Writes down a plan that waits. There is one of a kind per site: one that waits already waits anew, and that of somebody
 * else stays his, which is a guess.
 */
export function placePlan(
  world: World,
  { siteUrl, plan, localUser, keyId }: Pick<JetpackActivationRow, 'siteUrl' | 'plan' | 'localUser' | 'keyId'>,
): JetpackActivationRow {
  const now = world.clock.now();
  const pendingUntil = new Date(now.getTime() + PENDING_MS);
  const site = siteKey(siteUrl);
  const known = plansOf(world, site).find((row) => row.plan === plan);
  if (known !== undefined) {
    if (known.activatedAt === null && known.keyId === keyId) known.pendingUntil = pendingUntil;
    return known;
  }
  const ends = { activatedAt: null, pendingUntil, endedAt: null };
  const row = { id: world.nextId(), keyId, site, siteUrl, plan, localUser, createdAt: now, ...ends };
  world.state.activations.push(row);
  return row;
}

/** A site in the net by its blog ID or identifier. */
export function siteOf({ state }: World, ref: string): JetpackSiteRow | undefined {
  if (!/^\d+$/.test(ref)) return state.sites.get(siteKey(ref));
  return [...state.sites.values()].find(({ blogId }) => blogId === Number(ref));
}

/**
 * The identifier of a site that a path names. Known are sites that are registered and, as a guess, those for which a plan
 * was ever asked, so that a plan which waits can be cancelled.
 *
 * @throws Refusal `invalid_blog` or `unknown_blog`
 */
export function knownSite(world: World, ref: string): string {
  const site = siteOf(world, ref);
  const key = siteKey(site?.url ?? ref);
  if (site?.blogId != null || world.state.activations.some((row) => row.site === key)) return key;
  const code = world.behaviour.unknownSite;
  throw new Refusal(code === 'invalid_blog' ? 403 : 404, code, 'WordPress.com does not know this site');
}

/** Gives a site its number at WordPress.com. */
export function register(world: World, site: JetpackSiteRow): number {
  site.blogId ??= world.nextId();
  return site.blogId;
}
