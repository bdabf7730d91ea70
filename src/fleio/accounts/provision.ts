import { ConflictError, NotFoundError } from '../../core/errors/api.ts';
import type { Caller, CallOptions } from '../operation.ts';
import { clientsResume, clientsUpdate } from '../operations/clients.ts';
import {
  openstackServicesCreate,
  openstackServicesNewServiceData,
} from '../operations/openstack-services.ts';
import { servicesActivate } from '../operations/services.ts';
import type { ClientRecord } from '../types/clients.ts';
import type { FleioId } from '../types/ids.ts';
import type { ServiceProduct, ServiceRecord } from '../types/services.ts';
import { detailFields } from './client-details.ts';
import { ensureClient, isAbsent } from './ensure-client.ts';
import { hasLiveService } from './live-services.ts';
import type { AccountInput, NewClientRules } from './new-client.ts';
import { findService } from './service-change.ts';
import { setUserActive } from './user-access.ts';
import { type AccountWarning, Warnings } from './warning.ts';

/** A client and the service that he ordered. */
export interface ProvisionInput extends AccountInput {
  /** The service in the billing system. */
  readonly serviceId: string;
}

/** What to order. */
export interface ProductChoice {
  readonly productId: FleioId;
  readonly cycleId: FleioId;
}

/** Picks one of the products that a client can order, and one of its cycles. */
export type ChooseProduct = (products: readonly ServiceProduct[]) => ProductChoice | undefined;

/** How a service came to be. */
export interface Provisioned {
  /**
   * `ordered`: the client was created, and Fleio orders the service by itself. `activated`: the service was there, and
   * is active now. `created`: the client was there, the service is new.
   */
  readonly result: 'ordered' | 'activated' | 'created';
  readonly client: ClientRecord;
  /** What failed of bringing an existing client up to date. */
  readonly warnings: readonly AccountWarning[];
}

/** Makes sure that a client exists and has the service, whatever an earlier try left (contract fleio 5.4). */
export async function provisionService(
  fleio: Caller,
  input: ProvisionInput,
  rules: NewClientRules & { readonly chooseProduct: ChooseProduct },
  options?: CallOptions,
): Promise<Provisioned> {
  // Callers without types may leave it out; as an empty text it is refused together with whatever else is wrong.
  const order = { ...input, serviceId: input.serviceId ?? '' };
  const { client, created } = await ensureClient(fleio, order, rules, options);
  if (created) return { result: 'ordered', client, warnings: [] };
  const warnings = await refresh(fleio, input, client, rules.truncate, options);
  const service = await existingService(fleio, input, options);
  if (service !== undefined) {
    // One that an earlier try activated is done; what a server says to a repeat is not known.
    if (service.status !== 'active') await fleio.call(servicesActivate, { id: service.id }, options);
    return { result: 'activated', client, warnings };
  }
  await refuseSecondService(fleio, input.externalId, options);
  await createService(fleio, client, input.serviceId, rules.chooseProduct, options);
  return { result: 'created', client, warnings };
}

/** Steps (a) to (c): details, suspension, login. None of them keeps the service from its client. */
async function refresh(
  fleio: Caller,
  input: ProvisionInput,
  { id, status }: ClientRecord,
  truncate: boolean,
  options?: CallOptions,
): Promise<readonly AccountWarning[]> {
  const warnings = new Warnings();
  await warnings.attempt('update-details', () =>
    fleio.call(clientsUpdate, { id, ...detailFields(input, truncate) }, options),
  );
  if (status !== 'active') {
    await warnings.attempt('resume-client', () => fleio.call(clientsResume, { id }, options));
  }
  await warnings.attempt('activate-user', () => setUserActive(fleio, input.externalId, true, options));
  return warnings.list;
}

/** Step (d). @throws when it cannot be told whether there is exactly one */
async function existingService(
  fleio: Caller,
  input: ProvisionInput,
  options?: CallOptions,
): Promise<ServiceRecord | undefined> {
  try {
    return await findService(fleio, input, options);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

const OK = 200;

/** Step (e): Fleio keeps one live OpenStack service per client. */
async function refuseSecondService(fleio: Caller, externalId: string, options?: CallOptions): Promise<void> {
  const filtering = { product__product_type: 'openstack', client__external_billing_id: externalId };
  if (!(await hasLiveService(fleio, filtering, options))) return;
  throw new ConflictError({
    ...{ vendor: 'fleio', operation: 'provision', status: OK, code: 'LIVE_SERVICE_EXISTS' },
    summary: `Client ${externalId} has another live OpenStack service, and Fleio keeps one per client`,
    hint: 'Terminate it, or link it to the service that was ordered',
  });
}

/** Step (f). */
async function createService(
  fleio: Caller,
  client: ClientRecord,
  serviceId: string,
  choose: ChooseProduct,
  options?: CallOptions,
): Promise<void> {
  const { products } = await fleio.call(openstackServicesNewServiceData, { client_id: client.id }, options);
  const choice = choose(products);
  if (choice === undefined) {
    throw new NotFoundError({
      ...{ vendor: 'fleio', operation: 'provision', status: OK, code: 'NO_PRODUCT' },
      summary: `No product with a cycle can be ordered for client ${client.id}`,
      hint: 'Offer one to the group of the client in Fleio, or choose another',
    });
  }
  const { productId, cycleId } = choice;
  await fleio.call(
    openstackServicesCreate,
    {
      client_id: client.id,
      product_id: productId,
      product_cycle_id: cycleId,
      service_external_id: serviceId,
    },
    options,
  );
}

/** The first product that has a cycle, in its first cycle. */
export const firstProduct: ChooseProduct = (products) => {
  for (const { id, cycles } of products) {
    const [cycle] = cycles ?? [];
    if (cycle !== undefined) return { productId: id, cycleId: cycle.id };
  }
  return undefined;
};
