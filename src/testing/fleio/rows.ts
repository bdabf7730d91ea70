import type { FleioClientRow, FleioProductRow, FleioServiceRow } from './entities.ts';
import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

/** Statuses that leave room for another service (contract 6.3); whether a suspended one does is the server's to say. */
const ENDED = new Set(['terminated', 'canceled', 'fraud', 'archived']);

/** The services of a client, in order of creation. */
export function servicesOf({ state }: World, client: number): FleioServiceRow[] {
  return [...state.services.values()].filter((service) => service.client === client);
}

/** The product of a service. */
export function productOf({ state }: World, { product }: FleioServiceRow): FleioProductRow | undefined {
  return state.products.get(product);
}

/** Whether a service is of the kind of which a client may have one. */
export function isOpenstack(world: World, service: FleioServiceRow): boolean {
  return productOf(world, service)?.product_type === 'openstack';
}

/** The products that can be ordered. */
export function openstackProducts({ state }: World): FleioProductRow[] {
  return [...state.products.values()].filter(({ product_type }) => product_type === 'openstack');
}

/** A client has one live OpenStack service at most (contract 5.4 e). @throws Refusal 400 */
export function requireNoLiveService(world: World, client: number, except?: FleioServiceRow): void {
  const leavesRoom = ({ status }: FleioServiceRow): boolean =>
    ENDED.has(status) || (status === 'suspended' && !world.behaviour.suspendedServiceCounts);
  const others = servicesOf(world, client).filter(
    (service) => service !== except && isOpenstack(world, service) && !leavesRoom(service),
  );
  if (others.length > 0) throw new Refusal(400, 'The client has an OpenStack service (FakeFleio)');
}

/** Clients with an external id. */
export function clientsCalled({ state }: World, externalId: string): FleioClientRow[] {
  return [...state.clients.values()].filter((client) => client.external_billing_id === externalId);
}
