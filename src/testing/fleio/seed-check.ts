import { readAmount } from '../../core/amount.ts';
import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import type { FleioServiceRow } from './entities.ts';
import { compare } from './money.ts';
import { openstackProducts } from './rows.ts';
import type { FleioSeedClient } from './seed-rows.ts';
import type { World } from './world.ts';

/** @throws InvalidInputError with everything about the client that no server could hold */
export function checkClient(world: World, { user, services = [{}], ...client }: FleioSeedClient): void {
  const { currency, credit, limits, auto_top_up } = client;
  const ids = [client.id, user?.id, ...services.map(({ id }) => id)];
  refuse([
    ...ids.flatMap((id, index) => idIssues(world, id, ids.indexOf(id) !== index)),
    ...(currency === undefined || world.state.currencies.has(currency) ? [] : [absent('currency', currency)]),
    ...amountIssues({ credit, auto_top_up }),
    ...amountIssues({ ...limits }, 'limits.'),
    ...services.flatMap((service, index) => serviceIssues(world, service, `services[${index}].`)),
  ]);
}

/** @throws InvalidInputError with everything about the service that no server could hold */
export function checkService(world: World, service: Partial<FleioServiceRow>): void {
  refuse([...idIssues(world, service.id), ...serviceIssues(world, service)]);
}

/** @throws InvalidInputError for an id that is taken, or is none */
export function checkId(world: World, id: number | undefined): void {
  refuse(idIssues(world, id));
}

/** @throws InvalidInputError for rates that are no positive decimals */
export function checkRates(rates: Readonly<Record<string, string>>): void {
  const isRate = (rate: string): boolean => 'units' in readAmount(rate, '') && compare(rate, '0') > 0;
  const wrong = Object.entries(rates).filter(([, rate]) => !isRate(rate));
  refuse(wrong.map(([code]) => ({ path: `currencies.${code}`, message: 'is not a positive decimal' })));
}

function serviceIssues(world: World, { product, usage }: Partial<FleioServiceRow>, prefix = ''): Issue[] {
  const known = product ?? openstackProducts(world)[0]?.id;
  const missing = known === undefined || !world.state.products.has(known);
  return [
    ...(missing ? [absent(`${prefix}product`, String(product ?? 'of type openstack'))] : []),
    ...amountIssues({ usage }, prefix),
  ];
}

function amountIssues(amounts: Readonly<Record<string, string | null | undefined>>, prefix = ''): Issue[] {
  return Object.entries(amounts).flatMap(([name, amount]) => {
    const read = readAmount(amount ?? '0', prefix + name);
    return 'units' in read ? [] : read;
  });
}

function idIssues({ ids }: World, id: number | undefined, isRepeated = false): Issue[] {
  if (id === undefined) return [];
  if (!Number.isSafeInteger(id) || id < 1) return [{ path: 'id', message: `${id} is no id` }];
  return ids.isTaken(id) || isRepeated ? [{ path: 'id', message: `${id} is taken already` }] : [];
}

function absent(path: string, name: string): Issue {
  return { path, message: `the fake has no ${path.replace(/^.*\./, '')} ${name}` };
}

function refuse(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new InvalidInputError('the seed of FakeFleio', issues);
}
