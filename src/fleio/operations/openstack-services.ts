import { type Check, flag, list, record } from '../../core/check.ts';
import { id } from '../answer-check.ts';
import { identifier, onlyThese } from '../input-check.ts';
import type { Operation } from '../operation.ts';
import type {
  NewServiceData,
  OpenstackServicesCreateParams,
  OpenstackServicesNewServiceDataParams,
} from '../types/services.ts';

const cycle: Check = (value, findings, holder, key) => {
  if (record(value, findings, holder, key)) id(value.id, findings, value, 'id');
};

const product: Check = (value, findings, holder, key) => {
  if (!record(value, findings, holder, key)) return;
  id(value.id, findings, value, 'id');
  list(value.cycles, cycle, findings, value, 'cycles', 3);
};

/** `GET /openstack/billing/services/new_service_data`. The products that a client can order; Fleio 2022.11 and later. */
export const openstackServicesNewServiceData: Operation<
  OpenstackServicesNewServiceDataParams,
  NewServiceData
> = {
  name: 'openstackServices.newServiceData',
  method: 'GET',
  path: '/openstack/billing/services/new_service_data',
  repeatable: true,
  input: (value, findings, holder, key) => {
    if (!record(value, findings, holder, key)) return;
    onlyThese(value, ['client_id'], findings);
    identifier(value.client_id, findings, value, 'client_id');
  },
  query: ({ client_id }) => [['client_id', String(client_id)]],
  answer: {
    check: (value, findings, holder, key) => {
      if (record(value, findings, holder, key)) list(value.products, product, findings, value, 'products');
    },
  },
};

const IDS = ['client_id', 'product_id', 'product_cycle_id', 'service_external_id'];

/** `POST /openstack/billing/services/create_openstack_service`. Fleio 2022.11 and later. */
export const openstackServicesCreate: Operation<OpenstackServicesCreateParams, unknown> = {
  name: 'openstackServices.create',
  method: 'POST',
  path: '/openstack/billing/services/create_openstack_service',
  slow: true,
  input: (value, findings, holder, key) => {
    if (!record(value, findings, holder, key)) return;
    onlyThese(value, [...IDS, 'create_new_project'], findings);
    for (const name of IDS) identifier(value[name], findings, value, name);
    flag(value.create_new_project, findings, value, 'create_new_project', 2);
  },
  body: ({ create_new_project = true, ...params }) => ({ ...params, create_new_project }),
  answer: {},
};
