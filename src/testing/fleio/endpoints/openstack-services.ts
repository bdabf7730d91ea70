import { type FleioCall, type FleioEndpoint, fieldsOf } from '../call.ts';
import type { FleioClientRow, FleioProductRow } from '../entities.ts';
import type { Fields } from '../fields.ts';
import { notFound, Refusal } from '../refusal.ts';
import { openstackProducts, requireNoLiveService } from '../rows.ts';
import { addService } from '../seed.ts';
import { serviceView } from '../views.ts';
import type { World } from '../world.ts';

function newServiceData({ world, request }: FleioCall): object {
  const id = request.query.get('client_id');
  if (id === null) throw new Refusal(400, { client_id: ['is required'] });
  if (!world.state.clients.has(Number(id))) throw notFound();
  return { products: openstackProducts(world) };
}

function create(call: FleioCall): object {
  const { world } = call;
  const body = fieldsOf(call);
  const { client, product } = readOrder(world, body);
  const external_billing_id = body.id('service_external_id') ?? null;
  if (body.flag('create_new_project', { required: true }) === false) {
    body.refuse('create_new_project', 'is false, and the fake has no projects to choose from');
  }
  body.check();
  if (client === undefined || product === undefined) throw notFound();
  requireNoLiveService(world, client.id);
  return serviceView(world, addService(world, client, { product: product.id, external_billing_id }));
}

function readOrder(
  world: World,
  body: Fields,
): { readonly client: FleioClientRow | undefined; readonly product: FleioProductRow | undefined } {
  const read = (name: string): number => Number(body.id(name, { required: true }));
  const client = world.state.clients.get(read('client_id'));
  const wanted = read('product_id');
  const product = openstackProducts(world).find(({ id }) => id === wanted);
  const cycle = read('product_cycle_id');
  if (client === undefined && body.has('client_id')) body.refuse('client_id', 'is not known');
  if (product === undefined && body.has('product_id')) body.refuse('product_id', 'is not known');
  if (
    product !== undefined &&
    body.has('product_cycle_id') &&
    !product.cycles.some(({ id }) => id === cycle)
  ) {
    body.refuse('product_cycle_id', 'is no cycle of the product');
  }
  return { client, product };
}

const PATH = '/openstack/billing/services';

/** Orders of OpenStack services. */
export const OPENSTACK_ENDPOINTS: readonly FleioEndpoint[] = [
  {
    name: 'openstackServices.newServiceData',
    ...{ method: 'GET', path: `${PATH}/new_service_data`, since: '2022.11' },
    run: newServiceData,
  },
  {
    name: 'openstackServices.create',
    ...{ method: 'POST', path: `${PATH}/create_openstack_service`, since: '2022.11', status: 201 },
    run: create,
  },
];
