import { actionAnswer } from '../action-answer.ts';
import { type FleioCall, type FleioEndpoint, fieldsOf, serviceOf } from '../call.ts';
import type { FleioServiceRow } from '../entities.ts';
import { filteredServices } from '../filters.ts';
import { page } from '../pages.ts';
import { activate, suspend, terminate, unsuspend } from '../service-actions.ts';
import { serviceView } from '../views.ts';
import type { World } from '../world.ts';

function list(call: FleioCall): object {
  const { world, request } = call;
  const rows = filteredServices(world, request.query.get('filtering'));
  return page(
    call,
    rows.map((row) => serviceView(world, row)),
  );
}

function update(call: FleioCall): object {
  const service = serviceOf(call);
  const body = fieldsOf(call);
  const id = body.id('external_billing_id');
  body.check();
  if (id !== undefined) service.external_billing_id = id;
  return serviceView(call.world, service);
}

function action(
  name: string,
  verb: string,
  act: (world: World, service: FleioServiceRow) => void,
  versions: { readonly since?: string; readonly until?: string } = {},
): FleioEndpoint {
  return {
    ...{ name, method: 'POST', path: `/billing/services/{id}/${verb}`, ...versions },
    run: (call) => {
      act(call.world, serviceOf(call));
      return actionAnswer(call.world);
    },
  };
}

/** Services. The verb that ends a suspension changed its name in 2023.12 (contract 6.4). */
export const SERVICE_ENDPOINTS: readonly FleioEndpoint[] = [
  { name: 'services.list', method: 'GET', path: '/billing/services', run: list },
  { name: 'services.update', method: 'PATCH', path: '/billing/services/{id}', run: update },
  action('services.activate', 'activate', activate),
  action('services.suspend', 'suspend', suspend),
  action('services.unsuspend', 'unsuspend', unsuspend, { since: '2023.12' }),
  action('services.resume', 'resume', unsuspend, { until: '2023.12' }),
  action('services.terminate', 'terminate', terminate),
];
