import { plainAmount } from '../../core/amount.ts';
import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { randomGuid } from '../random.ts';
import type { FleioClientRow, FleioProductRow, FleioServiceRow, FleioUserRow } from './entities.ts';
import { openstackProducts } from './rows.ts';
import type { World } from './world.ts';

/** The one token of a fake without `tokens`. */
export const DEFAULT_FLEIO_TOKEN = 'fake-fleio-token';

/** A client to seed or add: what is left out is made up. */
export interface FleioSeedClient extends Partial<FleioClientRow> {
  /** Default: one with the external id of the client. Null: none. */
  readonly user?: Partial<FleioUserRow> | null;
  /** Default: one that is active, without an external id. */
  readonly services?: readonly Partial<FleioServiceRow>[];
}

/** What a fake Fleio starts with. */
export interface FleioSeed {
  /** Staff tokens. Default: one, `fake-fleio-token`. */
  readonly tokens?: readonly string[];
  /** Currencies with their rates, units per one of the default currency. Default: USD 1, EUR 0.92, GBP 0.76, JPY 155. */
  readonly currencies?: Readonly<Record<string, string>>;
  /** Names of client groups. Default: `resellers`. */
  readonly groups?: readonly string[];
  /** Names of configurations. Default: `standard`. */
  readonly configurations?: readonly string[];
  /** Default: one of type `openstack`, with one cycle. */
  readonly products?: readonly Partial<FleioProductRow>[];
  /** Default: none. */
  readonly clients?: readonly FleioSeedClient[];
}

const RATES = { USD: '1', EUR: '0.92', GBP: '0.76', JPY: '155' };

/** Fills the state of a new fake. @throws InvalidInputError for what no server could hold */
export function seedState(world: World, seed: FleioSeed): void {
  const { state } = world;
  for (const token of seed.tokens ?? [DEFAULT_FLEIO_TOKEN]) state.tokens.add(token);
  for (const name of seed.groups ?? ['resellers']) state.groups.add(name);
  for (const name of seed.configurations ?? ['standard']) state.configurations.add(name);
  for (const [code, rate] of Object.entries(seed.currencies ?? RATES)) {
    state.currencies.set(code, plainAmount(rate, `currencies.${code}`));
  }
  for (const product of structuredClone(seed.products ?? [{}])) addProduct(world, product);
  for (const client of seed.clients ?? []) addClient(world, client);
}

function addProduct(world: World, product: Partial<FleioProductRow>): void {
  const id = takeId(world, product.id);
  const cycles = [{ id: world.ids.take(undefined) }];
  world.state.products.set(id, { name: 'OpenStack', product_type: 'openstack', cycles, ...product, id });
}

/** Adds a client with its user and services. @throws InvalidInputError for what no server could hold */
export function addClient(world: World, seed: FleioSeedClient): FleioClientRow {
  const { user = {}, services = [{}], ...given } = structuredClone(seed);
  const made = { ...newClient(world), ...given };
  checkCurrency(world, made.currency);
  const row: FleioClientRow = { ...made, ...exactAmounts(made), id: takeId(world, given.id) };
  world.state.clients.set(row.id, row);
  if (user !== null) addUser(world, row, user);
  for (const service of services) addService(world, row, service);
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

/** Adds a user of a client. @throws InvalidInputError for an id that is taken */
export function addUser(world: World, client: FleioClientRow, given: Partial<FleioUserRow>): FleioUserRow {
  const id = takeId(world, given.id);
  const user: FleioUserRow = {
    ...{ username: `user${id}`, email: `user${id}@example.com`, email_verified: true, is_active: true },
    ...{ first_name: client.first_name, last_name: client.last_name },
    ...{ external_billing_id: client.external_billing_id, clients: [client.id] },
    ...given,
    id,
  };
  world.state.users.set(id, user);
  return user;
}

/** Adds a service of a client. @throws InvalidInputError for an id that is taken, or a product that is not there */
export function addService(
  world: World,
  client: FleioClientRow,
  given: Partial<FleioServiceRow>,
): FleioServiceRow {
  const product = given.product ?? openstackProducts(world)[0]?.id;
  if (product === undefined || !world.state.products.has(product)) {
    throw refused([{ path: 'product', message: `the fake has no product ${product ?? ''}` }]);
  }
  const usage = plainAmount(given.usage ?? '0', 'usage');
  const service: FleioServiceRow = {
    ...{ status: 'active', external_billing_id: null, suspended_with_client: false },
    ...{ first_cycle_at: world.clock.now(), ended_cycles: 0 },
    ...given,
    ...{ id: takeId(world, given.id), client: client.id, product, usage },
  };
  world.state.services.set(service.id, service);
  return service;
}

function exactAmounts({
  credit,
  limits: { withoutAgreement, withAgreement },
  auto_top_up,
}: Omit<FleioClientRow, 'id'>): Pick<FleioClientRow, 'credit' | 'limits' | 'auto_top_up'> {
  const exact = (amount: string | null, path: string) => (amount === null ? null : plainAmount(amount, path));
  return {
    credit: plainAmount(credit, 'credit'),
    limits: {
      withoutAgreement: exact(withoutAgreement, 'limits.withoutAgreement'),
      withAgreement: exact(withAgreement, 'limits.withAgreement'),
    },
    auto_top_up: exact(auto_top_up, 'auto_top_up'),
  };
}

function checkCurrency({ state }: World, currency: string): void {
  if (state.currencies.has(currency)) return;
  throw refused([{ path: 'currency', message: `the fake has no currency ${currency}` }]);
}

function takeId({ ids }: World, wanted: number | undefined): number {
  if (wanted !== undefined && (!Number.isSafeInteger(wanted) || wanted < 1 || ids.isTaken(wanted))) {
    throw refused([{ path: 'id', message: `${wanted} is taken already, or is no id` }]);
  }
  return ids.take(wanted);
}

function refused(issues: readonly Issue[]): InvalidInputError {
  return new InvalidInputError('the seed of FakeFleio', issues);
}
