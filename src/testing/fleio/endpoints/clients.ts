import { actionAnswer } from '../action-answer.ts';
import { bodyOf, clientOf, type FleioCall, type FleioEndpoint, fieldsOf } from '../call.ts';
import { readContact } from '../contact.ts';
import { Fields } from '../fields.ts';
import { withExternalId } from '../filters.ts';
import { readNewClient } from '../new-client.ts';
import { page } from '../pages.ts';
import { type FleioFieldErrors, Refusal } from '../refusal.ts';
import { clientsCalled, openstackProducts, servicesOf } from '../rows.ts';
import { addClient } from '../seed.ts';
import { resumeClient, suspendClient } from '../service-actions.ts';
import { clientView } from '../views.ts';

function list(call: FleioCall): object {
  const { world, request } = call;
  const rows = withExternalId(world.state.clients.values(), request.query);
  return page(
    call,
    rows.map((row) => clientView(world, row)),
  );
}

/** A client with its user and, if it was asked for, its service (contract 5.3). */
function create(call: FleioCall): object {
  const { world } = call;
  const { client, user, service } = readNewClient(world, fieldsOf(call));
  const ordered = service !== undefined && openstackProducts(world).length > 0;
  return clientView(world, addClient(world, { ...client, user, services: ordered ? [service] : [] }));
}

function update(call: FleioCall): object {
  const client = clientOf(call);
  const body = fieldsOf(call);
  const contact = readContact(body);
  body.check();
  return clientView(call.world, Object.assign(client, contact));
}

/** Deletes a client, its services, and the users that have no other. */
function deleteWithResources(call: FleioCall): object {
  const { world, request } = call;
  const { clients, services, users } = world.state;
  const client = clientOf(call);
  const own = servicesOf(world, client.id);
  const live = own.some(({ status }) => status !== 'terminated');
  if (live && request.query.get('delete_cloud_resources') !== 'true') {
    throw new Refusal(400, 'The client has cloud resources (FakeFleio)');
  }
  for (const { id } of own) services.delete(id);
  for (const user of users.values()) {
    user.clients = user.clients.filter((id) => id !== client.id);
    if (user.clients.length === 0) users.delete(user.id);
  }
  clients.delete(client.id);
  return new Response(null, { status: 204 });
}

/** Absolute values; clients that Fleio does not know are passed over (contract 10.1). */
function setBillingAgreements(call: FleioCall): object {
  for (const { uuid, agreement } of readAgreements(bodyOf(call))) {
    for (const client of clientsCalled(call.world, uuid)) client.has_billing_agreement = agreement;
  }
  return actionAnswer(call.world);
}

function readAgreements(body: unknown): { readonly uuid: string; readonly agreement: boolean }[] {
  if (!Array.isArray(body)) {
    throw new Refusal(400, { non_field_errors: ['the body is no JSON array (FakeFleio)'] });
  }
  const errors: Record<string, FleioFieldErrors> = {};
  const rows = body.map((item: unknown, index) => {
    const row = new Fields(typeof item === 'object' && item !== null ? item : {});
    const uuid = row.text('uuid', { required: true }) ?? '';
    const agreement = row.flag('agreement', { required: true }) ?? false;
    if (Object.keys(row.errors).length > 0) errors[index] = row.errors;
    return { uuid, agreement };
  });
  if (Object.keys(errors).length > 0) throw new Refusal(400, errors);
  return rows;
}

/** Clients and their agreements. */
export const CLIENT_ENDPOINTS: readonly FleioEndpoint[] = [
  { name: 'clients.list', method: 'GET', path: '/clients', run: list },
  { name: 'clients.create', method: 'POST', path: '/clients', status: 201, run: create },
  {
    name: 'clients.retrieve',
    ...{ method: 'GET', path: '/clients/{id}' },
    run: (call) => clientView(call.world, clientOf(call)),
  },
  { name: 'clients.update', method: 'PATCH', path: '/clients/{id}', run: update },
  {
    name: 'clients.deleteWithResources',
    ...{ method: 'DELETE', path: '/clients/{id}' },
    run: deleteWithResources,
  },
  {
    name: 'clients.suspend',
    ...{ method: 'POST', path: '/clients/{id}/suspend' },
    run: (call) => {
      suspendClient(call.world, clientOf(call));
      return actionAnswer(call.world);
    },
  },
  {
    name: 'clients.resume',
    ...{ method: 'POST', path: '/clients/{id}/resume' },
    run: (call) => {
      resumeClient(call.world, clientOf(call));
      return actionAnswer(call.world);
    },
  },
  {
    name: 'clients.setBillingAgreements',
    ...{ method: 'POST', path: '/clients/set_billing_agreements' },
    run: setBillingAgreements,
  },
];
