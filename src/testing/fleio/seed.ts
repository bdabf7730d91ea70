import { plainAmount } from '../../core/amount.ts';
import { randomGuid } from '../random.ts';
import type { FleioClientRow, FleioProductRow, FleioServiceRow, FleioUserRow } from './entities.ts';
import { openstackProducts } from './rows.ts';
import { checkClient, checkId, checkRates, checkService } from './seed-check.ts';
import type { FleioSeed, FleioSeedClient } from './seed-rows.ts';
import type { World } from './world.ts';

/** The one token of a fake without `tokens`. */
export const DEFAULT_FLEIO_TOKEN = 'fake-fleio-token';

const RATES = { USD: '1', EUR: '0.92', GBP: '0.76', JPY: '155' };

/** Fills the state of a new fake. @throws InvalidInputError for what no server could hold */
export function seedState(world: World, seed: FleioSeed): void {
  const { state } = world;
  for (const token of seed.tokens ?? [DEFAULT_FLEIO_TOKEN]) state.tokens.add(token);
  for (const name of seed.groups ?? ['resellers']) state.groups.add(name);
  for (const name of seed.configurations ?? ['standard']) state.configurations.add(name);
  const rates = seed.currencies ?? RATES;
  checkRates(rates);
  for (const [code, rate] of Object.entries(rates)) state.currencies.set(code, plainAmount(rate));
  for (const product of structuredClone(seed.products ?? [{}])) addProduct(world, product);
  for (const client of seed.clients ?? []) addClient(world, client);
}

function addProduct(world: World, product: Partial<FleioProductRow>): void {
  checkId(world, product.id);
  const id = world.ids.take(product.id);
  const cycles = [{ id: world.ids.take(undefined) }];
  world.state.products.set(id, { name: 'OpenStack', product_type: 'openstack', cycles, ...product, id });
}

/** Adds a client with its user and services. @throws InvalidInputError for what no server could hold */
export function addClient(world: World, seed: FleioSeedClient): FleioClientRow {
  checkClient(world, seed);
  const { user = {}, services = [{}], ...given } = structuredClone(seed);
  const made = { ...newClient(world), ...given };
  const row: FleioClientRow = { ...made, ...exactAmounts(made), id: world.ids.take(given.id) };
  world.state.clients.set(row.id, row);
  if (user !== null) addUser(world, row, user);
  for (const service of services) placeService(world, row, service);
  return row;
}

function newClient({ state, random }: World): Omit<FleioClientRow, 'id'> {
  const [currency = ''] = state.currencies.keys();
  return {
    ...{ status: 'active', external_billing_id: randomGuid(random), currency, credit: '0' },
    ...{ first_name: 'Ada', last_name: 'Example', company: '', address1: '1 Example Street', address2: '' },
    ...{ city: 'Exampleton', state: '', country: 'XE', zip_code: '00000', phone: '', fax: '', email: '' },
    limits: { withoutAgreement: '-10', withAgreement: '-20' },
    ...{ has_billing_agreement: false, auto_top_up: null, configuration: null, groups: [] },
  };
}

function addUser(world: World, client: FleioClientRow, given: Partial<FleioUserRow>): void {
  const id = world.ids.take(given.id);
  const user: FleioUserRow = {
    ...{ username: `user${id}`, email: `user${id}@example.com`, email_verified: true, is_active: true },
    ...{ first_name: client.first_name, last_name: client.last_name },
    ...{ external_billing_id: client.external_billing_id, clients: [client.id] },
    ...given,
    id,
  };
  world.state.users.set(id, user);
}

/** Adds a service of a client. @throws InvalidInputError for what no server could hold */
export function addService(
  world: World,
  client: FleioClientRow,
  given: Partial<FleioServiceRow>,
): FleioServiceRow {
  checkService(world, given);
  return placeService(world, client, given);
}

function placeService(
  world: World,
  client: FleioClientRow,
  given: Partial<FleioServiceRow>,
): FleioServiceRow {
  const product = given.product ?? openstackProducts(world)[0]?.id ?? 0;
  const usage = plainAmount(given.usage ?? '0');
  const service: FleioServiceRow = {
    ...{ status: 'active', external_billing_id: null, suspended_with_client: false },
    ...{ first_cycle_at: world.clock.now(), ended_cycles: 0 },
    ...given,
    ...{ id: world.ids.take(given.id), client: client.id, product, usage },
  };
  world.state.services.set(service.id, service);
  return service;
}

function exactAmounts({
  credit,
  limits,
  auto_top_up,
}: Omit<FleioClientRow, 'id'>): Pick<FleioClientRow, 'credit' | 'limits' | 'auto_top_up'> {
  const exact = (amount: string | null) => (amount === null ? null : plainAmount(amount));
  const { withoutAgreement, withAgreement } = limits;
  return {
    credit: plainAmount(credit),
    limits: { withoutAgreement: exact(withoutAgreement), withAgreement: exact(withAgreement) },
    auto_top_up: exact(auto_top_up),
  };
}
