import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import type { JetpackActivationRow, JetpackKeyRow, JetpackPartnerRow, JetpackSiteRow } from './entities.ts';
import { placePlan, register } from './plans.ts';
import { DEFAULT_PRODUCTS } from './products.ts';
import type { JetpackSeed, JetpackSeedKey, JetpackSeedSite } from './seed-rows.ts';
import { siteKey } from './site-key.ts';
import type { World } from './world.ts';

/** Credentials of a fake that is given no others, as options of a client. */
export const DEFAULT_JETPACK_CREDENTIALS = {
  clientId: '12345',
  clientSecret: 'fake-client-secret',
  licensingToken: 'fake-licensing-token',
  userToken: 'fake-user-token',
} as const;

/** The test key of a fake that is given no keys, as options of a client. */
export const DEFAULT_JETPACK_TEST_KEY = { clientId: '54321', clientSecret: 'fake-test-secret' } as const;

const { clientId, clientSecret, licensingToken, userToken } = DEFAULT_JETPACK_CREDENTIALS;

const KEYS: readonly JetpackSeedKey[] = [
  { clientId, clientSecret, name: 'production' },
  { ...DEFAULT_JETPACK_TEST_KEY, name: 'test', isTest: true },
];

/** The partner of a fake. */
export function newPartner(id: number, given: JetpackSeed['partner']): JetpackPartnerRow {
  return { hasPaymentMethod: true, mayAttach: true, mayIssue: true, ...given, id };
}

/** Fills the state of a new fake. @throws InvalidInputError for what no server could hold */
export function seedState(world: World, seed: JetpackSeed): void {
  const { state } = world;
  for (const product of structuredClone(seed.products ?? DEFAULT_PRODUCTS))
    state.products.set(product.slug, product);
  for (const key of seed.keys ?? KEYS) addKey(world, key);
  const licensing = seed.licensingTokens ?? { [licensingToken]: 'production' as const };
  for (const [token, kind] of Object.entries(licensing)) {
    state.licensingTokens.set(token, { isTest: kind === 'test', isDisabled: false });
  }
  for (const token of seed.userTokens ?? [userToken]) state.userTokens.add(token);
  const presets = seed.presets ?? { 'half-price': { products: ['jetpack-scan'], discount: 50 } };
  for (const [name, preset] of Object.entries(structuredClone(presets))) state.presets.set(name, preset);
  for (const site of seed.sites ?? []) addSite(world, site);
}

/** Adds a partner key. @throws InvalidInputError for an ID that is taken, or allowances of what is not sold */
export function addKey(world: World, seed: JetpackSeedKey): JetpackKeyRow {
  const { keys, products } = world.state;
  const given = structuredClone(seed);
  const issues: Issue[] = [];
  if ([...keys.values()].some((key) => key.clientId === given.clientId)) {
    issues.push({ path: 'clientId', message: `${given.clientId} is taken already` });
  }
  for (const slug of Object.keys(given.allowances ?? {})) {
    if (!products.has(slug)) issues.push({ path: `allowances.${slug}`, message: 'is no product' });
  }
  refuse(issues);
  const row: JetpackKeyRow = {
    ...{ name: given.clientId, isTest: false, isDisabled: false, isAllowListed: false },
    ...{ plans: null, allowances: {} },
    ...given,
    id: world.nextId(),
  };
  keys.set(row.id, row);
  return row;
}

/** Adds a site to the net. @throws InvalidInputError for an address without scheme, or one that is taken */
export function addSite(world: World, seed: JetpackSeedSite): JetpackSiteRow {
  const given = structuredClone(seed);
  const key = siteKey(given.url);
  const isWeb = /^https?:\/\/[^/]/i.test(given.url);
  refuse([
    ...(isWeb ? [] : [{ path: 'url', message: 'must begin with http:// or https://' }]),
    ...(world.state.sites.has(key) ? [{ path: 'url', message: `${given.url} is there already` }] : []),
  ]);
  const site: JetpackSiteRow = {
    ...{ isResolved: true, isReachable: true, hasJetpack: true, redirectsToHttps: true },
    ...{ isConnected: false, wasDisconnected: false, hasLostRegistration: false, registrationError: null },
    ...{ users: [{ id: 1, login: 'admin', email: 'admin@example.com' }] },
    ...{ accessError: null, hasBackupCredentials: false },
    ...given,
    blogId: null,
  };
  world.state.sites.set(key, site);
  if (site.isConnected) register(world, site);
  return site;
}

/** A plan that a site has from somebody. @throws InvalidInputError for a plan that is not sold, or a key that is not there */
export function addPlan(
  world: World,
  siteUrl: string,
  plan: string,
  keyId: number | null,
): JetpackActivationRow {
  const { products, keys } = world.state;
  refuse([
    ...(products.has(plan) ? [] : [{ path: 'plan', message: `${plan} is no product` }]),
    ...(keyId === null || keys.has(keyId) ? [] : [{ path: 'keyId', message: `${keyId} is no key` }]),
  ]);
  return placePlan(world, { siteUrl, plan, localUser: '1', keyId });
}

/** @throws InvalidInputError with the issues, if there are any */
export function refuse(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new InvalidInputError('FakeJetpack', issues);
}
