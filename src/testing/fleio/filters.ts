import type { FleioServiceRow } from './entities.ts';
import { Refusal } from './refusal.ts';
import { productOf } from './rows.ts';
import type { World } from './world.ts';

/** Rows with the external id of the query, all of them without one. */
export function withExternalId<T extends { readonly external_billing_id: string | null }>(
  rows: Iterable<T>,
  query: URLSearchParams,
): T[] {
  const wanted = query.get('external_billing_id');
  return [...rows].filter((row) => wanted === null || row.external_billing_id === wanted);
}

type ValueOf = (world: World, service: FleioServiceRow) => string | null | undefined;

/** What the mini-language of services knows (contract 4.3). */
const SERVICE_FIELDS: ReadonlyMap<string, ValueOf> = new Map<string, ValueOf>([
  ['id', (_world, { id }) => String(id)],
  ['status', (_world, { status }) => status],
  ['external_billing_id', (_world, service) => service.external_billing_id],
  ['client__external_billing_id', ({ state }, { client }) => state.clients.get(client)?.external_billing_id],
  ['product__product_type', (world, service) => productOf(world, service)?.product_type],
]);

/**
 * The services that a `filtering` lets through. A part without a colon, or of a field that the server does not know, is
 * ignored (contract 4.14).
 */
export function filteredServices(world: World, filtering: string | null): FleioServiceRow[] {
  const tests = (filtering ?? '').split('+').flatMap((part) => testOf(world, part) ?? []);
  return [...world.state.services.values()].filter((service) => tests.every((passes) => passes(service)));
}

function testOf(world: World, part: string): ((service: FleioServiceRow) => boolean) | undefined {
  const [, field = '', operator, wanted] = /^(\w+?)(__ne)?:(.*)$/s.exec(part) ?? [];
  const read = SERVICE_FIELDS.get(field);
  if (read === undefined) return undefined;
  return (service) => (read(world, service) === wanted) === (operator === undefined);
}

/**
 * A boolean of the query in one of the two spellings that the endpoint takes (contract 4.4); undefined without one.
 *
 * @throws Refusal 400 for any other spelling
 */
export function spelledFlag(
  query: URLSearchParams,
  name: string,
  spellings: readonly [yes: string, no: string],
): boolean | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  const index = spellings.indexOf(value);
  if (index === -1) throw new Refusal(400, { [name]: [`is neither ${spellings.join(' nor ')} (FakeFleio)`] });
  return index === 0;
}
